import { basename, resolvePath } from '../../base/uri.ts';
import { mapOf, rootOf, scalarIn, type Field } from '../../extract/field.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { Files } from '../files.ts';
import { changed } from '../kustomize/tree.ts';
import type { Release } from './template/evaluate.ts';
import { renderDocuments } from './template/render.ts';
import { unknown } from './set.ts';

/** A file of values as it stands; one in which nothing is said is an empty map. Undefined for what is no map. */
export function valuesIn(uri: string, files: Files): Field | undefined {
  const source = files.source(uri);
  const [document] = source === undefined ? [] : parseYaml(source.text, { cache: files.cache }).documents;
  const root = source && document && rootOf(source, document);
  return root?.node === undefined || scalarIn(root)?.type === 'null' ? root && emptyMap(root) : mapOf(root) && root;
}

/** A map that says nothing. */
export function emptyMap(like: Field): Field {
  return { ...like, key: undefined, node: { kind: 'map', span: { start: 0, end: 0 }, entries: [] }, merged: [] };
}

/** A file of values that is a template itself. Undefined where lines of it depend on what nobody can tell. */
export function renderedValues(uri: string, release: Release, files: Files): Field | undefined {
  const source = files.source(uri);
  const rendered = source && renderDocuments(source, release, files.cache);
  const [root] = rendered?.roots ?? [];
  return rendered === undefined || rendered.isPartial || rendered.hasProblems || mapOf(root) === undefined
    ? undefined
    : root;
}

/** The same places, of which nobody can tell the values: an encrypted file. */
export function withoutValues(root: Field): Field {
  return changed(root, (field) => (scalarIn(field) === undefined ? field : unknown(field)));
}

/** The files that a path from a folder means: one, or those whose names fit where its last part is a pattern. */
export function filesAt(folder: string, path: string, files: Files): readonly string[] {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  if (!/[*?[]/.test(name)) {
    const uri = resolvePath(folder, path);
    return uri !== undefined && files.isInside(uri) && files.extraction(uri) !== undefined ? [uri] : [];
  }
  const within = slash < 0 ? folder : resolvePath(folder, path.slice(0, slash) || '.');
  if (within === undefined || !files.isInside(within)) return [];
  const fits = patternOf(name);
  return files.inFolder(within).filter((uri) => fits.test(basename(uri)));
}

/** `*`, `?` and `[abc]` of one path segment. */
function patternOf(name: string): RegExp {
  const source = name.replace(/\[[^\]/]*\]|[\s\S]/g, (piece) =>
    piece === '*'
      ? '.*'
      : piece === '?'
        ? '.'
        : piece.length > 2
          ? piece
          : piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
  );
  return new RegExp(`^${source}$`);
}

/** A path that may lead through `..` to where the workspace ends. */
export function isOutside(folder: string, path: string, files: Files): boolean {
  const uri = resolvePath(folder, path);
  return uri !== undefined && !files.isInside(uri);
}
