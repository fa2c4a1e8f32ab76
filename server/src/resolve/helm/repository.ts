import { basename, folderOf } from '../../base/uri.ts';
import type { Files } from '../files.ts';

/** What of an address tells one repository from another: host and path, however it is reached. */
export function repositoryOf(url: string): string {
  return url
    .replace(/^[a-z][\w+.-]*:\/\//i, '')
    .replace(/^[^@/]*@/, '')
    .replace(':', '/')
    .replace(/(?:\.git)?\/*$/, '')
    .toLowerCase();
}

/**
 * The folder of the workspace that is the root of a repository: one above the file in which what is looked for is where the
 * repository has it. Of several the one with the repository's name, else the outermost.
 */
export function localRoot(
  url: string,
  { uri, files }: { readonly uri: string; readonly files: Files },
  holds: (root: string) => boolean,
): string | undefined {
  const name = repositoryOf(url).replace(/^.*\//, '');
  const found: string[] = [];
  for (let folder = folderOf(uri); files.isInside(folder); folder = folderOf(folder))
    if (holds(folder)) found.unshift(folder);
  return found.find((each) => basename(each).toLowerCase() === name) ?? found[0];
}
