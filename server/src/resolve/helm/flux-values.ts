import { child, descend, isTrue, mapOf, pathOf, rootOf, scalarIn, textOf, type Field } from '../../extract/field.ts';
import { embeddedValues } from '../../extract/helm-source.ts';
import { parseYaml } from '../../yaml/parse.ts';
import { objectOf, said } from './flux-objects.ts';
import type { Manifest } from './manifest.ts';
import { stepsOf, typed } from './set.ts';

/** What an entry of `valuesFrom` gives, and the place it is for where it has one of its own. */
export interface Reference {
  readonly at: Field;
  readonly values: Field | undefined;
  readonly steps: readonly (string | number)[] | 'unclear' | undefined;
}

/** Source: https://fluxcd.io/flux/components/helm/helmreleases/#values-references */
export function referenceOf(entry: Field, namespace: string, manifest: Manifest): Reference {
  const path = textOf(child(entry, 'targetPath'));
  const steps = path === undefined ? undefined : (stepsOf(path) ?? 'unclear');
  const held = heldBy(entry, namespace, manifest);
  return { at: entry, steps, values: held && (steps === undefined ? valuesOfEntry(held) : singleValue(held, entry)) };
}

/** A comma would begin the next value, unless the text is taken as it is. */
function singleValue({ field, isEncoded }: Held, entry: Field): Field | undefined {
  if (isEncoded) return undefined;
  if (isTrue(child(entry, 'literal'))) return field;
  return said(field).includes(',') ? undefined : typed(field);
}

interface Held {
  readonly field: Field;
  readonly isEncoded: boolean;
}

/** The entry of the ConfigMap or Secret. */
function heldBy(entry: Field, namespace: string, manifest: Manifest): Held | undefined {
  const { at, kind, key } = namedBy(entry);
  const name = said(at);
  const object = objectOf(kind, name, manifest, namespace);
  if (object !== undefined) return heldIn(object, kind === 'Secret', key || 'values.yaml');
  if (!isTrue(child(entry, 'optional'))) manifest.notes.add('values-source-missing', at ?? entry, { kind, name });
  return undefined;
}

function namedBy(entry: Field): { readonly at: Field | undefined; readonly kind: string; readonly key: string } {
  // In the API before version 2 the reference has a name of its own.
  const old = ['configMapKeyRef', 'secretKeyRef'].find((each) => child(entry, each) !== undefined);
  if (old === undefined) return { at: child(entry, 'name'), kind: said(entry, 'kind'), key: said(entry, 'valuesKey') };
  const kind = old === 'secretKeyRef' ? 'Secret' : 'ConfigMap';
  return { at: descend(entry, old, 'name'), kind, key: said(entry, old, 'key') };
}

function heldIn(object: Field, isSecret: boolean, key: string): Held | undefined {
  const plain = descend(object, isSecret ? 'stringData' : 'data', key);
  if (plain !== undefined) return { field: plain, isEncoded: false };
  const encoded = isSecret ? descend(object, 'data', key) : undefined;
  return encoded && { field: encoded, isEncoded: true };
}

function valuesOfEntry({ field, isEncoded }: Held): Field | undefined {
  if (!isEncoded) return embeddedValues(field);
  const text = textOf(field)?.replace(/\s/g, '') ?? '';
  const scalar = scalarIn(field);
  if (scalar === undefined || !/^[A-Za-z\d+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const decoded = new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  // All that is in it stands where the entry stands.
  const [document] = parseYaml(decoded, { embedded: () => scalar.span.start }).documents;
  const root = document && rootOf(field.source, document, pathOf(field));
  return mapOf(root) === undefined ? undefined : root;
}
