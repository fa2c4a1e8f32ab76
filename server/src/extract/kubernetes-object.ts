import type { Anchor } from '../model/anchor.ts';
import type { Environment } from '../model/environment.ts';
import { environmentOfName } from './environment.ts';
import { anchorOf, child, children, descend, listOf, textOf, type Field } from './field.ts';

/** One object of a manifest with what every object has. */
export interface KubernetesObject {
  readonly root: Field;
  /** API group without version; empty for the core, and where a template chooses it. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Where a template makes the name or none is given: the name of the file. */
  readonly name: string;
  readonly isNamed: boolean;
  /** `metadata.name`, or the kind where there is none. */
  readonly at: Anchor;
  readonly scope: string;
  readonly environment: Environment | undefined;
}

const deepestList = 3;

/** The object of a document, or those of a `List` or an OpenShift `Template`. */
export function objectsOf(root: Field, depth = 0): KubernetesObject[] {
  const kind = textOf(child(root, 'kind'));
  const version = child(root, 'apiVersion');
  if (kind === undefined || version === undefined) return [];
  const apiVersion = textOf(version) ?? '';
  const inner = child(root, kind === 'Template' ? 'objects' : 'items');
  if (/^(Template|.*List)$/.test(kind) && listOf(inner) !== undefined && depth < deepestList) {
    return children(inner).flatMap((item) => objectsOf(item, depth + 1));
  }
  return [objectOf(root, kind, apiVersion)];
}

function objectOf(root: Field, kind: string, apiVersion: string): KubernetesObject {
  const slash = apiVersion.indexOf('/');
  const nameField = descend(root, 'metadata', 'name') ?? descend(root, 'metadata', 'generateName');
  const namespace = textOf(descend(root, 'metadata', 'namespace'));
  const environment = environmentOfName(namespace ?? '', false);
  return {
    root,
    group: slash === -1 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
    name: textOf(nameField) ?? stemOf(root.source.path),
    isNamed: textOf(nameField) !== undefined,
    at: anchorOf(nameField ?? child(root, 'kind') ?? root),
    scope: `namespace:${namespace ?? ''}`,
    environment: environment === 'unknown' ? undefined : environment,
  };
}

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
}
