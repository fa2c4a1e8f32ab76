import type { Deployment } from '../model/part.ts';

/** Folder of a URI. */
export function folderOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/**
 * Where deployments can be members of one cluster: a compose file, or the objects of one namespace in one folder. Two compose
 * files in a folder are mostly alternatives.
 */
export function placeOf({ scope, uri, controller }: Deployment): string {
  const kubernetes = scope.startsWith('namespace:') && controller !== 'file';
  return kubernetes ? `${scope} ${folderOf(uri)}` : `${scope} ${uri}`;
}

/** How near two files are: the number of leading path segments they share, one more for the same file. */
export function nearness(a: string, b: string): number {
  if (a === b) return Number.MAX_SAFE_INTEGER;
  const left = a.split('/');
  const right = b.split('/');
  let shared = 0;
  while (shared < left.length - 1 && shared < right.length - 1 && left[shared] === right[shared]) shared++;
  return shared;
}
