import type { Declaration, Property, PropertySet } from '../model/declaration.ts';
import type { Annotation, Problem } from '../model/part.ts';
import { embeddedFile } from './embedded-file.ts';
import type { ExtractOptions, Extracted } from './extraction.ts';
import { child, children, scalarIn, type Field } from './field.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { asWritten, sourcedOf } from './sourced.ts';

/**
 * What a ConfigMap (or the `stringData` of a Secret) holds: files of Spring and of the components, each read in place, and
 * its plain entries, which containers take as variables. Of the encoded `data` of a Secret only addresses are read.
 */
export function configMapSets(object: KubernetesObject, options: ExtractOptions): Extracted {
  const declarations: Declaration[] = [];
  const problems: Problem[] = [];
  const annotations: Annotation[] = [];
  const plain: Property[] = [];
  const held = object.kind === 'Secret' ? 'stringData' : 'data';
  for (const entry of children(child(object.root, held))) {
    const key = entry.key?.value ?? '';
    const file = isFile(entry)
      ? embeddedFile(entry, { ...object, key, isSecret: object.kind === 'Secret' }, options)
      : undefined;
    if (file !== undefined) {
      declarations.push(...file.declarations);
      problems.push(...file.problems);
      if (file.annotations !== undefined) annotations.push(...file.annotations);
    } else if (!isFile(entry)) {
      const sourced = sourcedOf(entry, asWritten);
      if (sourced !== undefined) plain.push({ ...sourced, name: key });
    }
  }
  if (plain.length > 0) declarations.push(plainSet(plain, object));
  declarations.push(...encodedSets(object));
  return { declarations, problems, annotations };
}

/** The addresses among the encoded entries of a Secret. */
function encodedSets(object: KubernetesObject): PropertySet[] {
  const found = object.kind === 'Secret' ? children(child(object.root, 'data')).flatMap(decodedAddress) : [];
  const set = plainSet(found, object);
  return found.length === 0 || set.configMap === undefined
    ? []
    : [{ ...set, configMap: { ...set.configMap, isEncoded: true } }];
}

/** Words in the name of an entry that holds an address. */
const addressName =
  /(?:^|[^a-z])(?:host|hosts|hostname|addr|address|addresses|servers?|brokers?|urls?|uri|endpoints?|nodes?)$/i;
const addresses = /^(?:[a-z][a-z+.-]*:\/\/)?[\w.-]+(?::\d{2,5})?(?:[,;][\w.-]+(?::\d{2,5})?)*(?:\/[\w.-]*)?$/i;

/** An entry of a Secret's `data` that is an address without a login. All others stay what they are: secrets. */
function decodedAddress(entry: Field): Property[] {
  const sourced = sourcedOf(entry, asWritten);
  const name = entry.key?.value ?? '';
  if (sourced?.value === undefined || !addressName.test(name)) return [];
  const encoded = sourced.value.replace(/\s/g, '');
  if (encoded.length > 2_000 || encoded.length % 4 !== 0 || !/^[A-Za-z\d+/]+={0,2}$/.test(encoded)) return [];
  const value = atob(encoded).trim();
  return addresses.test(value) ? [{ ...sourced, value, name }] : [];
}

function plainSet(properties: readonly Property[], object: KubernetesObject): PropertySet {
  return {
    kind: 'properties',
    dialect: 'env',
    fileName: '',
    at: object.at,
    application: undefined,
    profiles: [],
    ...(object.environment && { environment: object.environment }),
    properties,
    configMap: {
      name: object.name,
      key: '',
      scope: object.scope,
      ...(object.kind === 'Secret' && { isSecret: true }),
    },
  };
}

/** A text of several lines, or one under the name of a file. */
function isFile(entry: Field): boolean {
  const value = scalarIn(entry)?.value;
  return (
    value !== undefined &&
    (value.includes('\n') || /\.(ya?ml|properties|conf|cfg|cnf|json|xml|sh)$/.test(entry.key?.value ?? ''))
  );
}
