import type { Resource } from '../model/declaration.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { ExtractOptions, Extracted, Source } from './extraction.ts';
import { anchorOf, child, rootOf, textOf } from './field.ts';
import { flatten } from './flatten.ts';
import { asWritten } from './sourced.ts';
import { problemsOf } from './problem.ts';

/** Chart.yaml, and requirements.yaml of Helm 2, as a resource `helm.sh/Chart`: its dependencies are `dependencies[0].name` and so on. */
export function extractHelmChart(source: Source, options: ExtractOptions): Extracted {
  const parsed = parseYaml(source.text, options.cache === undefined ? {} : { cache: options.cache });
  const declarations = parsed.documents.slice(0, 1).flatMap((document): Resource[] => {
    const root = rootOf(source, document);
    const dependencies = child(root, 'dependencies');
    if (dependencies === undefined) return [];
    const name = textOf(child(root, 'name')) ?? '';
    return [
      {
        kind: 'resource',
        group: 'helm.sh',
        version: textOf(child(root, 'apiVersion')) ?? 'v1',
        type: 'Chart',
        name,
        scope: 'namespace:',
        at: anchorOf(dependencies, 'key'),
        labels: {},
        fields: flatten(root, asWritten).properties,
        partial: true,
      },
    ];
  });
  return { declarations, problems: problemsOf(parsed) };
}
