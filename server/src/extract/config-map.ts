import type { Declaration, Property } from '../model/declaration.ts';
import type { Annotation, Problem } from '../model/part.ts';
import { embedded } from '../yaml/embedded.ts';
import { embeddedAnnotations, type CommentSyntax } from './embedded-annotation.ts';
import type { ExtractOptions, Extracted, Source } from './extraction.ts';
import { child, children, scalarIn, type Field, pathOf } from './field.ts';
import { kindOf } from './kind.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { extractNative } from './native.ts';
import { nativeFileOf, redissonFile } from './native-file.ts';
import type { Embedding, SetContext } from './property-set.ts';
import { asWritten, sourcedOf } from './sourced.ts';
import { extractProperties, extractSpringYaml } from './spring.ts';

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
    const file = isFile(entry) ? embeddedFile(entry, object, options) : undefined;
    if (file !== undefined) {
      declarations.push(...file.declarations);
      problems.push(...file.problems);
      annotations.push(...(file.annotations ?? []));
    } else if (!isFile(entry)) {
      const name = entry.key?.value ?? '';
      const sourced = sourcedOf(entry, asWritten);
      if (sourced !== undefined) plain.push({ ...sourced, name });
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
    configMap: { name: object.name, key: '', scope: object.scope },
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

function embeddedFile(entry: Field, object: KubernetesObject, options: ExtractOptions): Extracted | undefined {
  const scalar = scalarIn(entry);
  const key = entry.key?.value ?? '';
  const inner = scalar && embedded(scalar, entry.source.text);
  if (scalar === undefined || inner === undefined) return undefined;
  const { uri, path, original } = entry.source;
  // The last line break may be YAML's own and stand nowhere in the file.
  const source: Source = {
    uri,
    path,
    text: inner.text.replace(/\n+$/, ''),
    ...(original !== undefined && { original }),
  };
  const embedding: Embedding = {
    toSource: inner.toSource,
    path: pathOf(entry),
    configMap: { name: object.name, key, scope: object.scope },
    ...(object.environment && { environment: object.environment }),
  };
  const read = readEmbedded(source, options, key, embedding);
  return (
    read && {
      ...read.extracted,
      annotations: embeddedAnnotations(inner, read.comments, original ?? entry.source.text, scalar.span),
    }
  );
}

interface EmbeddedFile {
  readonly extracted: Extracted;
  readonly comments: CommentSyntax;
}

function readEmbedded(
  source: Source,
  options: ExtractOptions,
  key: string,
  embedding: Embedding,
): EmbeddedFile | undefined {
  const context: SetContext = { dialect: 'spring', fileName: key, path: key, embedding };
  const kind = kindOf(key, source.text);
  if (kind === 'spring-yaml') return { extracted: extractSpringYaml(source, options, context), comments: 'yaml' };
  if (kind === 'spring-properties' || kind === 'properties')
    return { extracted: extractProperties(source, context), comments: 'lines' };
  if (kind !== 'native') return undefined;
  const file = nativeFileOf(key) ?? redissonFile;
  return {
    extracted: extractNative(source, options, file, embedding),
    comments: file.syntax === 'yaml' ? 'yaml' : 'lines',
  };
}
