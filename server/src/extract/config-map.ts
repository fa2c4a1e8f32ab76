import type { Declaration, Property } from '../model/declaration.ts';
import type { Annotation, Problem } from '../model/part.ts';
import { embeddedFile } from './embedded-file.ts';
import type { ExtractOptions, Extracted } from './extraction.ts';
import { child, children, scalarIn, type Field } from './field.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { asWritten, sourcedOf } from './sourced.ts';

/**
 * What a ConfigMap (or the `stringData` of a Secret) holds: files of Spring and of the components, each read in place, and
 * its plain entries, which containers take as variables.
 */
export function configMapSets(object: KubernetesObject, options: ExtractOptions): Extracted {
  const declarations: Declaration[] = [];
  const problems: Problem[] = [];
  const annotations: Annotation[] = [];
  const plain: Property[] = [];
  // The `data` of a Secret is base64 and says nothing as it stands.
  const held = object.kind === 'Secret' ? 'stringData' : 'data';
  for (const entry of children(child(object.root, held))) {
    const key = entry.key?.value ?? '';
    const file = isFile(entry) ? embeddedFile(entry, { ...object, key }, options) : undefined;
    if (file !== undefined) {
      declarations.push(...file.declarations);
      problems.push(...file.problems);
      if (file.annotations !== undefined) annotations.push(...file.annotations);
    } else if (!isFile(entry)) {
      const sourced = sourcedOf(entry, asWritten);
      if (sourced !== undefined) plain.push({ ...sourced, name: key });
    }
  }
  const [first] = plain;
  if (first !== undefined) declarations.push(plainSet(plain, object));
  return { declarations, problems, annotations };
}

function plainSet(properties: readonly Property[], object: KubernetesObject): Declaration {
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
