import type { Environment } from '../model/environment.ts';
import { embedded, type EmbeddedText } from '../yaml/embedded.ts';
import { embeddedAnnotations, type CommentSyntax } from './embedded-annotation.ts';
import type { ExtractOptions, Extracted, Source } from './extraction.ts';
import { pathOf, scalarIn, type Field } from './field.ts';
import { kindOf, tellingName } from './kind.ts';
import { extractNative } from './native.ts';
import { nativeFileIn, redissonFile } from './native-file.ts';
import type { Embedding, SetContext } from './property-set.ts';
import { extractProperties, extractSpringYaml } from './spring.ts';

/** What a file is an entry of: a ConfigMap, or the configs of a compose project. */
export interface Holder {
  readonly name: string;
  readonly scope: string;
  /** The name under which the file appears. */
  readonly key: string;
  readonly environment?: Environment | undefined;
  readonly isSecret?: boolean;
  /** Fills in what the format around it has variables for. */
  readonly fill?: (text: EmbeddedText) => EmbeddedText;
}

/** A file of Spring or of a component that is written in a scalar, read in place; undefined where it is neither. */
export function embeddedFile(entry: Field, holder: Holder, options: ExtractOptions): Extracted | undefined {
  const scalar = scalarIn(entry);
  const { name, scope, key, environment, isSecret, fill = (text: EmbeddedText) => text } = holder;
  const read = scalar && embedded(scalar, entry.source.text);
  const inner = read && fill(read);
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
    configMap: { name, key, scope, ...(isSecret === true && { isSecret }) },
    ...(environment && { environment }),
  };
  const named = tellingName(key, options.shownAs?.get(`${name}/${key}`), source.text);
  const file = readEmbedded(source, options, named, embedding);
  return (
    file && {
      ...file.extracted,
      annotations: embeddedAnnotations(inner, file.comments, original ?? entry.source.text, scalar.span),
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
  fileName: string,
  embedding: Embedding,
): EmbeddedFile | undefined {
  const context: SetContext = { dialect: 'spring', fileName, path: fileName, embedding };
  const kind = kindOf(fileName, source.text);
  if (kind === 'spring-yaml') return { extracted: extractSpringYaml(source, options, context), comments: 'yaml' };
  if (kind === 'spring-properties' || kind === 'properties')
    return { extracted: extractProperties(source, context), comments: 'lines' };
  if (kind !== 'native') return undefined;
  const file = nativeFileIn(fileName, source.text) ?? redissonFile;
  return {
    extracted: extractNative(source, options, file, embedding),
    comments: file.syntax === 'yaml' ? 'yaml' : 'lines',
  };
}
