import type { Source } from '../extract/extraction.ts';
import { child, children, descend, itemsOf, rootOf, type Field } from '../extract/field.ts';
import { neutraliseTemplate } from '../yaml/template.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { FileSymbols, PathKind, Reference } from './symbol.ts';
import { speltIn } from './walk.ts';

/** The files that a helmfile names: bases, other helmfiles, values of environments and releases; and charts that are folders. */
export function helmfileSymbols(source: Source): FileSymbols {
  const read: Source = { ...source, text: neutraliseTemplate(source.text), original: source.text };
  const references = parseYaml(read.text)
    .documents.map((document) => rootOf(read, document))
    .flatMap((root) => [...filesIn(root), ...children(child(root, 'releases')).flatMap(inRelease)]);
  return { definitions: [], references };
}

function filesIn(root: Field): Reference[] {
  const environments = children(child(root, 'environments'));
  const nested = children(child(root, 'helmfiles')).map((each) => child(each, 'path') ?? each);
  return [
    ...itemsOf(child(root, 'bases')),
    ...nested,
    ...[root, ...environments].flatMap((each) => [
      ...itemsOf(child(each, 'values')),
      ...itemsOf(child(each, 'secrets')),
    ]),
  ].flatMap((field) => leadingTo(field, 'relative'));
}

function inRelease(release: Field): Reference[] {
  const files = ['values', 'secrets'].flatMap((key) => children(descend(release, key)));
  const chart = child(release, 'chart');
  return [
    ...files.flatMap((field) => leadingTo(field, 'relative')),
    ...(chart === undefined ? [] : leadingTo(chart, 'chart')),
  ];
}

/** A path of the workspace; of a chart one that says that it is a folder. */
function leadingTo(field: Field, by: PathKind): Reference[] {
  const spelt = speltIn(field);
  const isElsewhere = spelt === undefined || /^[\w.+-]+:/.test(spelt.text);
  if (isElsewhere || (by === 'chart' && !/^\.{0,2}\//.test(spelt.text))) return [];
  return [{ span: spelt.span, to: { kind: 'file', path: spelt.text, by } }];
}
