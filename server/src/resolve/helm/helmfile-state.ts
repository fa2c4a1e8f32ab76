import { folderOf } from '../../base/uri.ts';
import { child, children, descend, itemsOf, mapOf, scalarIn, textOf, type Field } from '../../extract/field.ts';
import type { Files } from '../files.ts';
import { layered } from './coalesce.ts';
import type { Notes } from './notes.ts';
import type { Release } from './template/evaluate.ts';
import { renderDocuments } from './template/render.ts';
import { emptyMap, filesAt, isOutside, renderedValues, valuesIn, withoutValues } from './values-file.ts';

/** A helmfile as it is under one environment: its parts and those of its bases, the weakest first. */
export interface HelmfileState {
  readonly environment: string;
  readonly parts: readonly Field[];
  /** What templates see as `.Values`; undefined where nobody can tell. */
  readonly values: Field | undefined;
}

const deepest = 10;

/** What the reading of a helmfile looks at and leaves behind. */
export interface Reading {
  readonly files: Files;
  readonly notes: Notes;
  /** Files that count only as part of this one. */
  readonly taken: Set<string>;
}

/** The environments a helmfile names, in their order. Source: https://helmfile.readthedocs.io/en/latest/environments/ */
export function environmentsOf(uri: string, reading: Reading): readonly string[] {
  const parts = partsOf(uri, templateScope('', undefined), reading);
  const names = parts.flatMap((part) => children(child(part, 'environments')).flatMap(({ key }) => key?.value ?? []));
  return [...new Set(names)];
}

/**
 * A helmfile under an environment: its values first, since its releases are written with them.
 * @param given values that the helmfile around says
 */
export function stateOf(
  uri: string,
  environment: string,
  given: Field | 'unseen' | undefined,
  reading: Reading,
): HelmfileState {
  const first = partsOf(uri, templateScope(environment, undefined), reading);
  const own = valuesOf(first, environment, reading);
  const values = given === 'unseen' ? undefined : own && layered(own, given);
  const parts = values === undefined ? first : partsOf(uri, templateScope(environment, values), reading);
  return { environment, parts, values };
}

/** What templates of a helmfile and of its values files are rendered with. */
export function templateScope(environment: string, values: Field | undefined, known: Release['known'] = {}): Release {
  return {
    values,
    metadata: undefined,
    known: environment === '' ? known : { ...known, 'Environment.Name': environment },
    include: () => undefined,
  };
}

/** The documents of a helmfile behind those of its bases, which are taken as if they stood before it. */
function partsOf(
  uri: string,
  scope: Release,
  reading: Reading,
  way: readonly string[] = [],
  led?: Field,
): readonly Field[] {
  const { files, notes, taken } = reading;
  const source = files.source(uri);
  const own = source === undefined ? [] : (renderDocuments(source, scope, files.cache)?.roots ?? []);
  const here = [...way, uri];
  const bases = own.flatMap((part) =>
    itemsOf(child(part, 'bases')).flatMap((entry) =>
      pathsOf(entry, 'helmfile-missing', uri, reading).flatMap((base) => {
        if (here.includes(base) || here.length > deepest) {
          if (base === here[0]) notes.add('helmfile-cycle', led ?? entry, { path: textOf(led ?? entry) ?? '' });
          return [];
        }
        taken.add(base);
        return partsOf(base, scope, reading, here, led ?? entry);
      }),
    ),
  );
  return [...bases, ...own];
}

/** The files that an entry of a helmfile names; notes what is not there, elsewhere or outside. */
export function pathsOf(entry: Field, missing: string, uri: string, { files, notes }: Reading): readonly string[] {
  const path = textOf(entry);
  if (path === undefined) return [];
  const found = isRemote(path) ? [] : filesAt(folderOf(uri), path, files);
  if (found.length > 0) return found;
  if (isRemote(path)) notes.add('helmfile-remote', entry, { path });
  else if (isOutside(folderOf(uri), path, files)) notes.add('file-outside', entry, { path });
  else notes.add(missing, entry, { path });
  return [];
}

/** `git::https://…`, `https://…`, `s3::…`. */
export function isRemote(path: string): boolean {
  return /^(?:[\w.+-]+::|[a-z][\w+.-]*:\/\/|git@)/.test(path);
}

/**
 * The values of an environment: those of the root, then its defaults, its values, and its secrets, of which only the names are
 * read. Source: https://helmfile.readthedocs.io/en/latest/values-and-merging/
 */
function valuesOf(parts: readonly Field[], environment: string, reading: Reading): Field | undefined {
  const around = parts.map((part) => descend(part, 'environments', environment));
  const listed = (name: string): readonly Field[] => around.flatMap((each) => itemsOf(child(each, name)));
  const own = listed('values');
  const isFallback = around.some((each) => textOf(child(each, 'mergeStrategy')) === 'fallback');
  const quiet = around.some((each) => toleratesMissing(each));
  const layers = [
    ...parts.flatMap((part) => itemsOf(child(part, 'values'))),
    ...listed('defaults'),
    ...(isFallback ? own.toReversed() : own),
  ];
  let values: Field | undefined = parts[0] && emptyMap(parts[0]);
  for (const entry of layers) {
    const layer = values && layerOf(entry, { environment, values, quiet }, reading);
    if (layer === 'absent') continue;
    values = layer && layered(values, layer);
  }
  for (const entry of listed('secrets')) {
    const secret = values && secretLayer(entry, quiet, reading);
    if (secret === 'absent') continue;
    values = secret && layered(values, secret);
  }
  return values;
}

export function toleratesMissing(field: Field | undefined): boolean {
  return /^(?:warn|info|debug)$/i.test(textOf(child(field, 'missingFileHandler')) ?? '');
}

interface Around {
  readonly environment: string;
  readonly values: Field | undefined;
  /** Files may be missing. */
  readonly quiet: boolean;
  readonly known?: Release['known'];
}

/** What an entry of `values` says: a map, or files; `absent` for a file that need not be there, undefined for what nobody sees. */
export function layerOf(entry: Field, around: Around, reading: Reading): Field | 'absent' | undefined {
  if (mapOf(entry) !== undefined) return { ...entry, key: undefined };
  if (scalarIn(entry) === undefined || textOf(entry) === undefined) return undefined;
  const uris = filesOf(entry, around.quiet, reading);
  if (uris.length === 0) return around.quiet && !isRemote(textOf(entry) ?? '') ? 'absent' : undefined;
  let all: Field | undefined;
  for (const uri of uris) {
    reading.taken.add(uri);
    const scope = templateScope(around.environment, around.values, around.known);
    const one = uri.endsWith('.gotmpl') ? renderedValues(uri, scope, reading.files) : valuesOfFile(uri, reading);
    if (one === undefined) return undefined;
    all = layered(all, one);
  }
  return all;
}

function valuesOfFile(uri: string, { files }: Reading): Field | undefined {
  if (!/\.(?:ya?ml|json)$/.test(uri)) return undefined;
  return valuesIn(uri, files);
}

export function secretLayer(entry: Field, quiet: boolean, reading: Reading): Field | 'absent' | undefined {
  const [uri, ...others] = filesOf(entry, quiet, reading);
  if (uri === undefined) return quiet ? 'absent' : undefined;
  reading.taken.add(uri);
  const root = others.length === 0 ? valuesOfFile(uri, reading) : undefined;
  return root && withoutValues(root);
}

function filesOf(entry: Field, quiet: boolean, reading: Reading): readonly string[] {
  const { uri } = entry.source;
  const path = textOf(entry) ?? '';
  if (quiet && !isRemote(path)) return filesAt(folderOf(uri), path, reading.files);
  return pathsOf(entry, 'values-file-missing', uri, reading);
}
