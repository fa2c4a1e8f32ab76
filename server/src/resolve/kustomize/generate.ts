import { basename, folderOf, resolvePath } from '../../base/uri.ts';
import { extractFile } from '../../extract/file.ts';
import { child, children, textOf, type Field } from '../../extract/field.ts';
import { splitAssignment } from '../../extract/sourced.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { Property, PropertySet } from '../../model/declaration.ts';
import type { Files } from '../files.ts';
import { builtObject, currentName, kindOf, withRoot, type BuiltObject } from './object.ts';
import { madeMap, madeText, standingOver, withValueAt } from './tree.ts';

/** A path a generator names that the workspace does not have. */
export type Missing = (path: Field, text: string) => void;

/** What generators look files up with. */
export interface Sources {
  readonly files: Files;
  /** Called for every file that is taken. */
  readonly take: (uri: string) => void;
  readonly missing: Missing;
}

/**
 * The objects with those that `configMapGenerator` and `secretGenerator` make. Names are without the hash that kustomize appends:
 * it appends the same to every reference, so nothing is found or lost by it.
 * Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/
 */
export function withGenerated(
  objects: readonly BuiltObject[],
  kustomization: Field,
  sources: Sources,
): readonly BuiltObject[] {
  let result = objects;
  for (const [key, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const)
    for (const generator of children(child(kustomization, key)))
      result = withOne(result, generator, generatedBy(generator, kind, sources));
  return result;
}

function withOne(
  objects: readonly BuiltObject[],
  generator: Field,
  made: BuiltObject | undefined,
): readonly BuiltObject[] {
  if (made === undefined) return objects;
  const behavior = textOf(child(generator, 'behavior')) ?? 'create';
  const { name, namespace } = currentName(made);
  const known = objects.find(
    (each) =>
      kindOf(each) === kindOf(made) &&
      each.names.some((one) => one.name === name && (namespace === '' || one.namespace === namespace)),
  );
  if (behavior === 'create' || known === undefined) return [...objects, made];
  return objects.map((each) =>
    each === known ? (behavior === 'replace' ? replacedBy(each, made) : over(each, made)) : each,
  );
}

/** `behavior: replace`: the object keeps its name and nothing else. */
function replacedBy(object: BuiltObject, { root, files }: BuiltObject): BuiltObject {
  const data = child(root, 'data') ?? madeMap('data', root);
  const before = child(object.root, 'data');
  const replaced = withRoot(object, withValueAt(object.root, ['data'], { ...data, ...standingOver(before) }));
  return { ...replaced, files: files ?? new Map() };
}

/** `behavior: merge`: entry by entry; a file stands over an entry of its name and an entry over a file. */
function over(object: BuiltObject, made: BuiltObject): BuiltObject {
  let { root } = object;
  const files = new Map(object.files);
  for (const entry of children(child(made.root, 'data'))) {
    const name = entry.key?.value ?? '';
    files.delete(name);
    root = withValueAt(root, ['data', name], entry);
  }
  for (const [name, sets] of made.files ?? []) files.set(name, sets);
  return { ...withRoot(object, root), files };
}

function generatedBy(generator: Field, kind: string, sources: Sources): BuiltObject | undefined {
  const name = child(generator, 'name');
  const text = textOf(name);
  if (name === undefined || text === undefined) return undefined;
  const namespace = child(generator, 'namespace');
  const env = child(generator, 'env');
  const envs = [...(env === undefined ? [] : [env]), ...children(child(generator, 'envs'))];
  const entries = [
    ...envs.flatMap((path) => envEntries(path, sources)),
    ...children(child(generator, 'literals')).flatMap(literalEntry),
  ];
  const files = new Map(children(child(generator, 'files')).flatMap((path) => fileEntry(path, sources)));
  const metadata = [madeText(text, name, 'name'), ...(namespace === undefined ? [] : [namespace])];
  const root = madeMap(undefined, name, [
    madeText('v1', name, 'apiVersion'),
    madeText(kind, name, 'kind'),
    madeMap('metadata', name, metadata),
    madeMap(kind === 'Secret' ? 'stringData' : 'data', name, entries),
  ]);
  return { ...builtObject(root), ...(files.size > 0 && { files }) };
}

/** `NAME=value`; quotes around the value are no part of it. */
function literalEntry(literal: Field): Field[] {
  const { name, raw, key, value } = splitAssignment(literal);
  if (raw === undefined || name === '') return [];
  const text = /^(?:"(.*)"|'(.*)')$/s.exec(raw);
  return [entryOf(literal, name, text?.[1] ?? text?.[2] ?? raw, key, value)];
}

/** The lines of an env file. */
function envEntries(path: Field, { files, take, missing }: Sources): Field[] {
  const uri = uriOf(path);
  const source = uri === undefined ? undefined : files.source(uri);
  const extraction = uri === undefined ? undefined : files.extraction(uri);
  if (uri === undefined || extraction === undefined) {
    missing(path, textOf(path) ?? '');
    return [];
  }
  take(uri);
  const sets = extraction.declarations.filter((each) => each.kind === 'properties');
  return sets.flatMap(({ properties }) =>
    properties.map((property) => propertyEntry(property, source === undefined ? path : { ...path, source })),
  );
}

function propertyEntry({ name, value, raw, at }: Property, place: Field): Field {
  return entryOf(place, name, value ?? raw, at.key, at.value);
}

/** An entry whose name and value stand somewhere in the file of `like`. */
function entryOf(
  like: Field,
  name: string,
  text: string,
  key: { readonly start: number; readonly end: number } | undefined,
  value: { readonly start: number; readonly end: number } | undefined,
): Field {
  const made = madeText(text, like, name);
  const written = value === undefined || made.written === undefined ? made.written : { ...made.written, span: value };
  const node = written?.kind === 'alias' ? made.node : written;
  return {
    ...made,
    ...(made.key && key && { key: { ...made.key, span: key } }),
    written,
    node,
  };
}

/** `path` or `key=path`. */
function fileEntry(field: Field, { files, take, missing }: Sources): [string, readonly PropertySet[]][] {
  const text = textOf(field) ?? '';
  const equals = text.indexOf('=');
  const path = text.slice(equals + 1).trim();
  const uri = resolvePath(folderOf(field.source.uri), path);
  const key = equals > 0 ? text.slice(0, equals).trim() : path.slice(path.lastIndexOf('/') + 1);
  const extraction = uri === undefined ? undefined : files.extraction(uri);
  if (uri === undefined || extraction === undefined) {
    missing(field, path);
    return [];
  }
  take(uri);
  return [[key, setsUnder(key, uri, extraction, files)]];
}

/** What a file says under the name of its key, which may make it another kind of file. */
function setsUnder(key: string, uri: string, extraction: Extraction, files: Files): readonly PropertySet[] {
  const source = key === basename(uri) ? undefined : files.source(uri);
  const read =
    source === undefined
      ? extraction
      : extractFile({ ...source, path: source.path.replace(/[^/]*$/, key) }, { cache: files.cache });
  return read.declarations.filter((each) => each.kind === 'properties');
}

function uriOf(path: Field): string | undefined {
  const text = textOf(path);
  return text === undefined ? undefined : resolvePath(folderOf(path.source.uri), text);
}
