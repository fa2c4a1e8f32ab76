import { folderOf } from '../base/uri.ts';
import type { Deployment } from '../model/part.ts';

/**
 * Where deployments are taken for members of one cluster at once: one scope in one file. Files side by side are mostly
 * alternatives; across them only what names exactly one other joins it.
 */
export function placeOf({ scope, uri }: Deployment): string {
  return `${scope} ${uri}`;
}

/** The objects of one namespace in one folder of manifests; undefined for everything that is not Kubernetes. */
export function folderPlaceOf({ scope, uri, controller }: Deployment): string | undefined {
  return scope.startsWith('namespace:') && controller !== 'file' ? `${scope} ${folderOf(uri)}` : undefined;
}

/** The namespace of a scope; a view's name follows it after a question mark. */
export function namespaceOf(scope: string): string {
  return scope.slice('namespace:'.length).replace(/\?.*$/, '');
}

/** The view that a scope belongs to; empty for what stands alone. */
export function viewOf(scope: string): string {
  const at = scope.indexOf('?');
  return at < 0 ? '' : scope.slice(at + 1);
}

/** A scope without its view: the folder of a compose project. */
export function folderOfScope(scope: string): string {
  const at = scope.indexOf('?');
  return at < 0 ? scope : scope.slice(0, at);
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
