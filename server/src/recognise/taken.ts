import type { Mount, Workload } from '../model/declaration.ts';
import { holdsNoSettings } from '../model/declared.ts';
import type { ImageVerdict } from './image-verdict.ts';
import { looksForNoFile } from './launch.ts';

const configName = /\.(?:conf|cfg|properties|ya?ml)$/;

/** Env files, whole ConfigMaps and mounted files, in the words of `Deployment.takes`. */
export function takenBy(workload: Workload, image: ImageVerdict): string[] {
  const asks = looksForNoFile(workload, image);
  return [
    ...workload.envFiles.flatMap(({ value, at }) => (value === undefined ? [] : [fileKey(at.uri, value)])),
    ...workload.envFrom.flatMap(({ value, kind }) =>
      value === undefined || kind === 'Secret' ? [] : [configMapKey(withoutView(workload.scope), value)],
    ),
    ...workload.mounts.flatMap((mount) => mountKeys(mount, workload, asks)),
  ];
}

function mountKeys(mount: Mount, workload: Workload, asks: boolean): string[] {
  const { source, kind, at } = mount;
  if (source === undefined) return [];
  const named = namedBelow(mount.target, workload);
  if (kind === 'config' || kind === 'secret') {
    const key = objectKey(withoutView(workload.scope), source, kind === 'secret');
    return itemsOf(mount, named).map((item) => `${key}#${item}`);
  }
  const path = kind === 'bind' ? relativePath(source) : undefined;
  if (path === undefined || holdsNoSettings(path) || holdsNoSettings(mount.target)) return [];
  // A name without an extension (`…/registry` of Seata) is no file of its own.
  const files = asks ? named : named.filter((rest) => /\.\w+$/.test(rest === '' ? mount.target : rest));
  if (files.length > 0) return files.map((rest) => fileKey(at.uri, path + rest));
  if (asks) return [];
  const key = fileKey(at.uri, path);
  return /\.[A-Za-z]\w*$/.test(mount.target) ? [key] : [key, `${key}/`];
}

/** Files of a ConfigMap or a Secret: those that are listed, or else named; `` for whichever there are. */
function itemsOf({ items }: Mount, named: readonly string[]): readonly string[] {
  if (items !== undefined) return items.filter((name) => !holdsNoSettings(name));
  const files = named.map((rest) => rest.slice(1)).filter((name) => configName.test(name) && !holdsNoSettings(name));
  return files.length > 0 ? files : [''];
}

/** What a view adds to the scope of a compose project; the ConfigMaps of a namespace belong to the view as well. */
function withoutView(scope: string): string {
  return scope.startsWith('namespace:') ? scope : scope.replace(/\?.*$/, '');
}

/** A host path that is known from the place of the file. */
function relativePath(source: string): string | undefined {
  const path = source.replace(/^\$(?:PWD|\{PWD\})(?=\/)/, '.');
  return /^\.{1,2}(?:\/|$)/.test(path) ? path.replace(/\/+$/, '') : undefined;
}

/** What the command and the variables name at or below a mounted path: `` for the path itself, `/redis.conf` for a file in it. */
function namedBelow(target: string, { words, env }: Workload): string[] {
  const folder = target.replace(/\/+$/, '');
  const paths = [...words, ...env].flatMap(({ value, pattern }) => (value ?? pattern ?? '').match(/\/[\w./-]+/g) ?? []);
  return paths
    .filter((path) => path === folder || path.startsWith(`${folder}/`))
    .map((path) => path.slice(folder.length));
}

/** A path relative to a file, as an absolute key. */
export function fileKey(uri: string, path: string): string {
  const pieces = uri.split('/').slice(0, -1);
  for (const piece of path.split('/')) {
    if (piece === '..') pieces.pop();
    else if (piece !== '.' && piece !== '') pieces.push(piece);
  }
  return `file:${pieces.join('/')}`;
}

function configMapKey(scope: string, name: string): string {
  return objectKey(scope, name, false);
}

/** Of Secrets only the files among their `stringData` are read: one that is missing here says nothing. */
export function objectKey(scope: string, name: string, isSecret: boolean): string {
  return `${isSecret ? 'secret' : 'configmap'}:${scope}/${name}`;
}
