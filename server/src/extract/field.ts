import type { Span } from '../base/span.ts';
import type { Anchor, Path } from '../model/anchor.ts';
import type { Origin } from '../model/origin.ts';
import { entries, entry, items, resolve, text } from '../yaml/query.ts';
import type { Document, Mapping, Node, Scalar, Sequence } from '../yaml/tree.ts';
import type { Source } from './extraction.ts';
import { isFilledIn } from './template-value.ts';

/** A node of a tree with the way that leads to it: what extractors walk. */
export interface Field {
  readonly source: Source;
  /** What it is an entry or an item of; for a root the way from the file to it. */
  readonly parent: Field | Path;
  readonly step: string | number;
  /** Absent for a root and for items of a list. */
  readonly key: Scalar | undefined;
  /** As written: an alias stays an alias. */
  readonly written: Node | undefined;
  /** Through aliases. */
  readonly node: Node | undefined;
  /** Entries or items put together from several files, in place of those of `node`; each keeps its own source and place. */
  readonly merged?: readonly Field[];
  /** What this one stands over: the same entry in a weaker file. */
  readonly overrides?: Field;
  /** A text that a template puts together: what it writes, and the values it takes. */
  readonly made?: { readonly raw: string; readonly via: readonly Origin[] };
}

/** @param prefix way to the scalar that holds the document, where it stands inside another one */
export function rootOf(source: Source, document: Document, prefix: Path = []): Field {
  return make(source, prefix, document.index, undefined, document.root);
}

function make(
  source: Source,
  parent: Field | Path,
  step: string | number,
  key: Scalar | undefined,
  written: Node | undefined,
): Field {
  return { source, parent, step, key, written, node: written?.kind === 'alias' ? resolve(written) : written };
}

export function pathOf(field: Field): Path {
  const steps: (string | number)[] = [];
  let current: Field | Path = field;
  while (!isPath(current)) {
    steps.push(current.step);
    current = current.parent;
  }
  return [...current, ...steps.reverse()];
}

function isPath(parent: Field | Path): parent is Path {
  return Array.isArray(parent);
}

/** The last entry of that name wins, as in every reader of YAML that accepts duplicates. */
export function child(parent: Field | undefined, name: string): Field | undefined {
  if (parent?.merged !== undefined) return parent.merged.findLast(({ key }) => key?.value === name);
  const found = parent === undefined ? undefined : entry(parent.node, name);
  return parent && found && make(parent.source, parent, name, found.key, found.value);
}

export function descend(parent: Field | undefined, ...names: readonly string[]): Field | undefined {
  return names.reduce(child, parent);
}

/** Entries of a map (merged ones included, without those whose key a template makes) or items of a list; nothing for anything else. */
export function children(parent: Field | undefined): Field[] {
  const node = parent?.node;
  if (parent?.merged !== undefined) return [...parent.merged];
  if (parent === undefined || node === undefined) return [];
  const { source } = parent;
  if (node.kind === 'map') {
    const all = entries(node);
    const known = source.original === undefined ? all : all.filter(({ key }) => !isFilledIn(key.value, source));
    return known.map(({ key, value }) => make(source, parent, key.value, key, value));
  }
  return node.kind === 'seq' ? items(node).map((item, index) => make(source, parent, index, undefined, item)) : [];
}

/** One value or a list of them: the items of a list, and a scalar as the only one. */
export function itemsOf(field: Field | undefined): readonly Field[] {
  if (field?.merged === undefined && scalarIn(field) !== undefined) return field === undefined ? [] : [field];
  return children(field);
}

export function mapOf(field: Field | undefined): Mapping | undefined {
  return field?.node?.kind === 'map' ? field.node : undefined;
}

export function listOf(field: Field | undefined): Sequence | undefined {
  return field?.node?.kind === 'seq' ? field.node : undefined;
}

export function scalarIn(field: Field | undefined): Scalar | undefined {
  return field?.node?.kind === 'scalar' ? field.node : undefined;
}

/** Text of a scalar; undefined for nothing, null, a map, a list, and for what a template fills in. */
export function textOf(field: Field | undefined): string | undefined {
  const scalar = scalarIn(field);
  if (field === undefined || scalar === undefined || scalar.type === 'null' || isFilledIn(scalar.value, field.source))
    return undefined;
  return text(scalar);
}

export function isTrue(field: Field | undefined): boolean {
  return textOf(field)?.toLowerCase() === 'true';
}

/** An anchor at the field; `sub` is a piece of its value. */
export function anchorOf(field: Field, part: Anchor['part'] = 'value', sub?: Span): Anchor {
  const anchor: { -readonly [K in keyof Anchor]: Anchor[K] } = {
    uri: field.source.uri,
    path: pathOf(field),
    part: part === 'value' && field.written === undefined ? 'key' : part,
  };
  if (field.key !== undefined) anchor.key = field.key.span;
  if (field.written !== undefined) anchor.value = field.written.span;
  if (sub !== undefined) anchor.sub = sub;
  return anchor;
}

/** Map of scalar texts: labels, selectors. */
export function textsOf(field: Field | undefined): Record<string, string> {
  const result: Record<string, string> = {};
  for (const each of children(field)) {
    const value = textOf(each);
    if (each.key !== undefined && value !== undefined) result[each.key.value] = value;
  }
  return result;
}
