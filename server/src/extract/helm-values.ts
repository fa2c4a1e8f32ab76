import { parseYaml } from '../yaml/parse.ts';
import type { ExtractOptions, Extracted, Source } from './extraction.ts';
import { anchorOf, rootOf } from './field.ts';
import { flatten } from './flatten.ts';
import { asWritten } from './sourced.ts';
import { problemsOf } from './problem.ts';
import { valuesFiles } from './values-file.ts';

/** The values of a chart. Images stay as the chart spells them: `image.repository` beside `image.tag`, or one string. */
export function extractHelmValues(source: Source, options: ExtractOptions): Extracted {
  const parsed = parseYaml(source.text, options.cache === undefined ? {} : { cache: options.cache });
  const declarations = parsed.documents.slice(0, 1).flatMap((document) => {
    const root = rootOf(source, document);
    if (root.node?.kind !== 'map') return [];
    const { properties, texts, maps } = flatten(root, asWritten);
    return [{ kind: 'values' as const, at: anchorOf(root), fields: properties, maps, files: valuesFiles(texts) }];
  });
  return { declarations, problems: problemsOf(parsed) };
}
