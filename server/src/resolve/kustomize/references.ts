import { child, textOf, type Field } from '../../extract/field.ts';
import { currentName, kindOf, withRoot, type BuiltObject } from './object.ts';
import { changed, madeText, withChild } from './tree.ts';

/** Where objects name others, by the key of the map that does: the kind it means, and the keys a name can have. */
const references: Readonly<Record<string, { readonly kind: string; readonly names: readonly string[] }>> = {
  configMapRef: { kind: 'ConfigMap', names: ['name'] },
  configMapKeyRef: { kind: 'ConfigMap', names: ['name'] },
  configMap: { kind: 'ConfigMap', names: ['name'] },
  secretRef: { kind: 'Secret', names: ['name'] },
  secretKeyRef: { kind: 'Secret', names: ['name'] },
  secret: { kind: 'Secret', names: ['secretName', 'name'] },
  persistentVolumeClaim: { kind: 'PersistentVolumeClaim', names: ['claimName'] },
};

/**
 * References by a name that an object of the build had before, with the name it has now. A name that no object had, or several
 * had, stays.
 * Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/nameprefix/
 */
export function withReferences(objects: readonly BuiltObject[]): readonly BuiltObject[] {
  const renamed = new Map<string, BuiltObject[]>();
  for (const object of objects) {
    const names = new Set(object.names.map(({ name }) => name));
    for (const name of names) {
      const key = `${kindOf(object)} ${name}`;
      renamed.set(key, [...(renamed.get(key) ?? []), object]);
    }
  }
  if ([...renamed.values()].every((found) => found.every(({ names }) => names.length === 1))) return objects;
  return objects.map((object) => withRoot(object, withNewNames(object, renamed)));
}

function withNewNames(object: BuiltObject, renamed: ReadonlyMap<string, readonly BuiltObject[]>): Field {
  const { namespace } = currentName(object);
  const isStateful = kindOf(object) === 'StatefulSet';
  const nowCalled = (kind: string, field: Field | undefined): Field | undefined => {
    const name = textOf(field);
    const found = (renamed.get(`${kind} ${name}`) ?? []).filter((each) => currentName(each).namespace === namespace);
    const exact = found.find((each) => currentName(each).name === name);
    const [only] = found;
    if (field === undefined || name === undefined || exact !== undefined || only === undefined || found.length > 1)
      return undefined;
    return madeText(currentName(only).name, field);
  };
  return changed(object.root, (field, parent) => {
    const name = field.key?.value ?? '';
    if (isStateful && name === 'serviceName' && parent?.key?.value === 'spec')
      return nowCalled('Service', field) ?? field;
    const reference = Object.hasOwn(references, name) ? references[name] : undefined;
    const held = reference?.names.find((each) => child(field, each) !== undefined);
    const next = reference && held !== undefined ? nowCalled(reference.kind, child(field, held)) : undefined;
    return next && held !== undefined ? withChild(field, held, next) : field;
  });
}
