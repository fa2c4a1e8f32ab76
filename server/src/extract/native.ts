import type { Span } from '../base/span.ts';
import type { Declaration, Property } from '../model/declaration.ts';
import { envEntries, rawEnvEntries } from './env-file.ts';
import type { ExtractOptions, Extracted, Source } from './extraction.ts';
import { activemqSettings } from './activemq-xml.ts';
import { blockLines } from './block-lines.ts';
import { ehcacheSettings } from './ehcache-xml.ts';
import { addressLines, directiveLines, iniLines, phraseLines, statementLines, type KeyValue } from './key-value.ts';
import type { NativeFile } from './native-file.ts';
import { propertySets, type Embedding, type SetContext } from './property-set.ts';
import { siteProperties } from './site-xml.ts';
import { terracottaSettings } from './terracotta-xml.ts';
import { tomlSettings } from './toml-file.ts';
import { extractProperties, extractSpringYaml } from './spring.ts';

const readers = {
  directives: directiveLines,
  statements: statementLines,
  blocks: blockLines,
  ini: iniLines,
  phrases: phraseLines,
  addresses: addressLines,
  'site-xml': siteProperties,
  'ehcache-xml': ehcacheSettings,
  'terracotta-xml': terracottaSettings,
  'activemq-xml': activemqSettings,
  toml: tomlSettings,
} as const;

/** A component's own configuration file, alone or inside a ConfigMap, as one property set. */
export function extractNative(
  source: Source,
  options: ExtractOptions,
  file: NativeFile,
  embedding?: Embedding,
): Extracted {
  const context: SetContext = {
    dialect: 'native',
    fileName: file.name,
    path: source.path,
    ...(embedding && { embedding }),
  };
  if (file.syntax === 'yaml') return extractSpringYaml(source, options, context);
  if (file.syntax === 'items') return withoutIndices(extractSpringYaml(source, options, context));
  if (file.syntax === 'properties') return extractProperties(source, context);
  if (file.syntax === 'ini' && !hasServerGroup(source.text)) return { declarations: [], problems: [] };
  if (file.syntax === 'directives' && hasSections(source.text)) return { declarations: [], problems: [] };
  return { declarations: keyValueSet(readers[file.syntax](source.text), source, context), problems: [] };
}

/** Of lists of objects that are all alike (`queues[3].durable`) each says the same setting: `queues.durable`. */
function withoutIndices(extracted: Extracted): Extracted {
  const declarations = extracted.declarations.map((each) =>
    each.kind === 'properties'
      ? { ...each, properties: each.properties.map((one) => ({ ...one, name: one.name.replace(/\[\d+\]/g, '') })) }
      : each,
  );
  return { ...extracted, declarations };
}

/** `redis.conf` of a collector or a process supervisor: `[[inputs.redis]]`, `[program:redis]`. Files of directives have no sections. */
function hasSections(text: string): boolean {
  return /^[ \t]*\[\[?[\w.:-]+\]\]?[ \t]*$/m.test(text);
}

/** A file of options may be a client's alone: `[client]`, `[mysqldump]`. */
function hasServerGroup(text: string): boolean {
  return /^[ \t]*\[(?:mysqld|mariadb|mariadbd|server|galera)(?:[-.\d][\w.-]*)?\]/m.test(text);
}

/** A file of environment variables. Whether a server or a client reads it, its names tell. */
export function extractEnv(source: Source): Extracted {
  const fileName = source.path.slice(source.path.lastIndexOf('/') + 1);
  const properties = envProperties(source).filter(({ value }) => value !== undefined);
  const declarations = propertySets([properties], source, { dialect: 'env', fileName, path: source.path });
  return { declarations, problems: [] };
}

/** The variables of an env file, variables in them not filled in; a name alone has no value. */
export function envProperties({ uri, text }: Source, isRaw = false): Property[] {
  return (isRaw ? rawEnvEntries : envEntries)(text).map(({ name, value, raw, key, valueSpan }) => ({
    name,
    value,
    raw,
    at: { uri, path: [0, name], part: 'value', key, value: valueSpan },
  }));
}

function keyValueSet(pairs: readonly KeyValue[], source: Source, context: SetContext): Declaration[] {
  const { embedding } = context;
  const place = ({ start, end }: Span): Span =>
    embedding === undefined
      ? { start, end }
      : {
          start: embedding.toSource(start),
          end: end > start ? embedding.toSource(end - 1) + 1 : embedding.toSource(start),
        };
  const properties = pairs.map(({ name, value, key, valueSpan }): Property => ({
    name,
    value,
    raw: value,
    at: {
      uri: source.uri,
      path: [...(embedding?.path ?? []), 0, name],
      part: 'value',
      key: place(key),
      value: place(valueSpan),
    },
  }));
  return propertySets([properties], source, context);
}
