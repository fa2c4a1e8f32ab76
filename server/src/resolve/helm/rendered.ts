import { child as childUri } from '../../base/uri.ts';
import type { Source } from '../../extract/extraction.ts';
import { child, children, rootOf, scalarIn, textOf, type Field } from '../../extract/field.ts';
import type { ComposedObject } from '../../extract/kubernetes.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { Node, Scalar } from '../../yaml/tree.ts';
import type { Files } from '../files.ts';
import type { Installed } from './values.ts';

/**
 * The objects that Helm printed, each value with the place it comes from: that of the value our own reading found there, else
 * that of the template's line, else the nearest one around it.
 * @param own what our own reading made of the templates
 */
export function renderedObjects(
  text: string,
  install: Installed,
  own: readonly ComposedObject[],
  files: Files,
): readonly ComposedObject[] {
  const name = textOf(child(install.chart.metadata, 'name')) ?? '';
  return text.split(/^---[ \t]*$/m).flatMap((printed) => {
    const path = /^# Source: (.+?)\s*$/m.exec(printed)?.[1];
    if (path === undefined || /\/templates\/tests\//.test(path)) return [];
    const [head, ...rest] = path.split('/');
    const template = head === name ? templateAt(rest, install) : undefined;
    const near = placeOf(template, rest, install, files);
    const source: Source = { uri: near.source.uri, path: near.source.path, text: printed };
    const candidates = own.filter(({ root }) => root.source.uri === template).map(({ root }) => root);
    return parseYaml(printed)
      .documents.map((document) => rootOf(source, document))
      .filter(({ node }) => node?.kind === 'map')
      .map((root) => ({ root: placed(root, twinOf(root, candidates), near), partial: false }));
  });
}

/** URI of a template by its way through the charts; undefined where the chart is packed. */
function templateAt(way: readonly string[], { chart, inner }: Installed): string | undefined {
  const [first, second, ...rest] = way;
  if (first !== 'charts' || second === undefined)
    return way.reduce((folder, name) => childUri(folder, name), chart.folder);
  const found = inner.find(({ key }) => key === second);
  return found && templateAt(rest, found);
}

/** Where an object stands whose lines are not known: at the beginning of its template, or where its chart is named. */
function placeOf(template: string | undefined, way: readonly string[], { chart }: Installed, files: Files): Field {
  const source = template === undefined ? undefined : files.source(template);
  if (source === undefined) return chart.dependencies.find(({ key }) => key === way[1])?.at ?? chart.metadata;
  const node: Node = { kind: 'scalar', span: { start: 0, end: 0 }, value: '', type: 'string', style: 'plain' };
  return { source, parent: [0], step: '', key: undefined, written: node, node };
}

/** What our own reading has of an object: by kind and name, else the only one of its kind. */
function twinOf(root: Field, candidates: readonly Field[]): Field | undefined {
  const kind = textOf(child(root, 'kind'));
  const alike = candidates.filter((each) => textOf(child(each, 'kind')) === kind);
  const name = textOf(child(child(root, 'metadata'), 'name'));
  return (
    alike.find((each) => textOf(child(child(each, 'metadata'), 'name')) === name) ??
    (alike.length === 1 ? alike[0] : undefined)
  );
}

/** A field as printed, at the place of its twin or of what is nearest to it. */
function placed(printed: Field, own: Field | undefined, near: Field): Field {
  const scalar = scalarIn(printed);
  const place = own ?? near;
  const key = own?.key ?? (printed.key && { ...printed.key, span: spanOf(place) });
  if (scalar !== undefined) return valued(printed, scalar, own, { ...place, key });
  const inner = children(printed);
  const others = children(own);
  return {
    ...bare(place),
    key,
    written: place.written,
    node: printed.node,
    merged: inner.map((each, index) => placed(each, twinAmong(each, index, others, inner.length), place)),
  };
}

function valued(printed: Field, scalar: Scalar, own: Field | undefined, place: Field): Field {
  // A file in a ConfigMap is read where it is written.
  if (own !== undefined && (textOf(own) === textOf(printed) || scalar.value.includes('\n'))) return own;
  const node: Scalar = { ...scalar, span: spanOf(place) };
  const { original, text } = place.source;
  const raw = (original ?? text).slice(node.span.start, node.span.end);
  return { ...bare(place), written: node, node, made: { raw, via: [] } };
}

/** Without what belongs to another value of the same place. */
function bare({ source, parent, step, key }: Field): Omit<Field, 'written' | 'node'> {
  return { source, parent, step, key };
}

function spanOf({ written, key }: Field): Scalar['span'] {
  return (written ?? key)?.span ?? { start: 0, end: 0 };
}

/** By key; an item by its name, else by its number where there are as many. */
function twinAmong(printed: Field, index: number, others: readonly Field[], count: number): Field | undefined {
  const key = printed.key?.value;
  if (key !== undefined) return others.findLast((each) => each.key?.value === key);
  const name = textOf(child(printed, 'name'));
  const named = name === undefined ? undefined : others.find((each) => textOf(child(each, 'name')) === name);
  return named ?? (others.length === count ? others[index] : undefined);
}
