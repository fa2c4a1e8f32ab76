import type { Property } from '../model/declaration.ts';
import { embedded } from '../yaml/embedded.ts';
import { parseYaml } from '../yaml/parse.ts';
import { parseProperties } from '../yaml/properties.ts';
import type { ExtractOptions, Extracted, Source } from './extraction.ts';
import { pathOf, rootOf, scalarIn } from './field.ts';
import { flatten, type NamedText } from './flatten.ts';
import { asWritten } from './sourced.ts';
import { problemOf, problemsOf } from './problem.ts';
import { propertySets, type SetContext } from './property-set.ts';

/** A YAML file of properties: Spring's, or that of a component that is configured in YAML. */
export function extractSpringYaml(source: Source, options: ExtractOptions, context: SetContext): Extracted {
  const { embedding } = context;
  const parsed = parseYaml(source.text, {
    ...(options.cache && { cache: options.cache }),
    ...(embedding && { embedded: embedding.toSource }),
  });
  const documents = parsed.documents.flatMap((document) => {
    const root = rootOf(source, document, embedding?.path);
    if (root.node?.kind !== 'map') return [];
    const { properties, texts } = flatten(root, asWritten);
    const inner = embedding === undefined ? texts.flatMap((text) => redissonIn(text, options)) : [];
    return [inner.length === 0 ? properties : [...properties, ...inner]];
  });
  return { declarations: propertySets(documents, source, context), problems: problemsOf(parsed) };
}

/**
 * What the starter of Redisson takes as a file in a property, `spring.redis.redisson.config: |`, as if it stood below the name.
 * Source: https://redisson.pro/docs/integration-with-spring/
 */
function redissonIn({ name, field }: NamedText, options: ExtractOptions): readonly Property[] {
  const scalar = /\.redisson\.config$/i.test(name) ? scalarIn(field) : undefined;
  const inner = scalar && embedded(scalar, field.source.text);
  if (inner === undefined) return [];
  const source = { ...field.source, text: inner.text };
  const parsed = parseYaml(inner.text, { ...(options.cache && { cache: options.cache }), embedded: inner.toSource });
  return parsed.documents.flatMap((document) => {
    const root = rootOf(source, document, pathOf(field));
    return root.node?.kind === 'map' ? flatten(root, asWritten, name).properties : [];
  });
}

/** A `.properties` file: Spring's, or a component's own. */
export function extractProperties(source: Source, context: SetContext): Extracted {
  const { embedding } = context;
  const parsed = parseProperties(source.text, embedding && { toSource: embedding.toSource });
  const documents = parsed.documents.map(({ index, lines }) =>
    lines.map(({ key, value, keySpan, valueSpan }): Property => {
      const path = [...(embedding?.path ?? []), index, key];
      return {
        name: key,
        value,
        raw: value,
        at: { uri: source.uri, path, part: 'value', key: keySpan, value: valueSpan },
      };
    }),
  );
  return { declarations: propertySets(documents, source, context), problems: parsed.problems.map(problemOf) };
}
