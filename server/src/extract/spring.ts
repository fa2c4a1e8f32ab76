import type { Property } from '../model/declaration.ts';
import { parseYaml } from '../yaml/parse.ts';
import { parseProperties } from '../yaml/properties.ts';
import type { ExtractOptions, Extracted, Source } from './extraction.ts';
import { rootOf } from './field.ts';
import { flatten } from './flatten.ts';
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
    return root.node?.kind === 'map' ? [flatten(root, asWritten).properties] : [];
  });
  return { declarations: propertySets(documents, source, context), problems: problemsOf(parsed) };
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
