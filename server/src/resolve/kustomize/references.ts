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
 * References by a name that an object of the build had before, with the name it has now. Of several that had it, the one that
 * came the same way as the object that refers to it is meant. A name that no object had stays.
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
  const affixes = affixesOf(object);
  const isStateful = kindOf(object) === 'StatefulSet';
  const nowCalled = (kind: string, name: string): string | undefined => {
    const found = (renamed.get(`${kind} ${name}`) ?? []).filter((each) => currentName(each).namespace === namespace);
    const near = found.length > 1 ? found.filter((each) => affixesOf(each) === affixes) : found;
    const names = near.map((each) => currentName(each).name);
    return names.length === 1 && names[0] !== name ? names[0] : undefined;
  };
  return changed(object.root, (field, parent) => {
    const reference = referenceIn(field, isStateful ? parent : undefined);
    const name = reference && nowCalled(reference.kind, textOf(reference.name) ?? '');
    if (reference === undefined || name === undefined) return field;
    const next = madeText(name, reference.name);
    return reference.name === field ? next : withChild(field, reference.name.key?.value ?? '', next);
  });
}

function affixesOf({ affixes = [] }: BuiltObject): string {
  return affixes.join('\n');
}

interface Reference {
  readonly kind: string;
  readonly name: Field;
}

/** @param stateful what the field is in, where that is part of a StatefulSet: it names its Service */
function referenceIn(field: Field, stateful: Field | undefined): Reference | undefined {
  const key = field.key?.value ?? '';
  if (key === 'serviceName' && stateful?.key?.value === 'spec') return { kind: 'Service', name: field };
  const reference = Object.hasOwn(references, key) ? references[key] : undefined;
  const name = reference?.names.map((each) => child(field, each)).find((each) => each !== undefined);
  return reference && name && { kind: reference.kind, name };
}
