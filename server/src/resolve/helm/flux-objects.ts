import { child, descend, textOf, type Field } from '../../extract/field.ts';
import { objectFields } from '../../extract/kubernetes.ts';
import type { Manifest } from './manifest.ts';

/** The text at a place of an object; empty where there is none. */
export function said(field: Field | undefined, ...names: readonly string[]): string {
  return textOf(descend(field, ...names)) ?? '';
}

/** The object of a name: among those that are applied together, else the only one of the workspace. */
export function objectOf(kind: string, name: string, manifest: Manifest, namespace = ''): Field | undefined {
  const isMeant = (root: Field): boolean => {
    const where = said(root, 'metadata', 'namespace');
    const isNear = namespace === '' || where === '' || where === namespace;
    return isNear && textOf(child(root, 'kind')) === kind && said(root, 'metadata', 'name') === name;
  };
  const beside = manifest.objects.find(isMeant);
  if (beside !== undefined || name === '') return beside;
  const { files } = manifest;
  const found = files.declaring(kind, name).flatMap((uri) => {
    const source = files.source(uri);
    return source === undefined ? [] : objectFields(source, files.cache).filter(isMeant);
  });
  return found.length === 1 ? found[0] : undefined;
}
