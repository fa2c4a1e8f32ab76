import { groupBy } from '../base/group.ts';
import { folderOf } from '../base/uri.ts';

/** URIs in the order of their paths. */
export function byPath(uris: readonly string[], pathOf: (uri: string) => string): readonly string[] {
  return uris
    .map((uri) => ({ uri, path: pathOf(uri) }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map(({ uri }) => uri);
}

/** The files directly in each folder; the very list of before where a folder still holds the same. */
export function byFolder(
  uris: readonly string[],
  before: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...groupBy(uris, folderOf)].map(([folder, own]) => {
      const known = before.get(folder);
      return [folder, known?.join('\n') === own.join('\n') ? known : own] as const;
    }),
  );
}
