import { child, children, descend, isTrue, itemsOf, mapOf, textOf, type Field } from '../../extract/field.ts';
import { chartSourceOf, type ChartSource } from './flux-chart.ts';
import { said } from './flux-objects.ts';
import { referenceOf } from './flux-values.ts';
import { environmentOf, nothingGiven, over, unseen, type Given, type Installation } from './installation.ts';
import type { Manifest } from './manifest.ts';
import { unknown, withSet } from './set.ts';
import { filesAt, valuesIn } from './values-file.ts';

/**
 * The chart of a `HelmRelease`: its files of values, then `valuesFrom` in order, then `values`, then what has a path of its own.
 * Source: https://fluxcd.io/flux/components/helm/helmreleases/
 */
export function fluxInstallation(root: Field, manifest: Manifest): Installation | undefined {
  const spec = child(root, 'spec');
  const source = chartSourceOf(spec, manifest);
  if (source === undefined) return undefined;
  const home = said(root, 'metadata', 'namespace');
  const namespace = said(spec, 'targetNamespace') || home || undefined;
  const own = textOf(descend(root, 'metadata', 'name'));
  const { given, paths, isAlone } = valuesFilesOf(source, manifest);
  return {
    name: nameOf(spec, own),
    namespace,
    chart: source.chart,
    at: source.at,
    given: withReferences(given, spec, home, manifest),
    on: true,
    ...(isAlone && { isWithoutDefaults: true as const }),
    environment: environmentOf(namespace, manifest.environment, paths, own),
  };
}

function nameOf(spec: Field | undefined, own: string | undefined): string | undefined {
  const target = said(spec, 'targetNamespace');
  return said(spec, 'releaseName') || (target === '' || own === undefined ? own : `${target}-${own}`);
}

/** `valuesFrom` in its order, then `values`; what has a path of its own comes after both. */
function withReferences(files: Given, spec: Field | undefined, home: string, manifest: Manifest): Given {
  const references = children(child(spec, 'valuesFrom')).map((each) => referenceOf(each, home, manifest));
  let given = files;
  for (const { steps, values } of references)
    if (steps === undefined) given = values === undefined ? unseen : over(given, values);
  const inline = child(spec, 'values');
  if (mapOf(inline) !== undefined) given = over(given, inline);
  for (const { steps, values, at } of references) {
    if (steps === 'unclear') given = unseen;
    else if (steps !== undefined) given = { ...given, values: withSet(given.values, steps, values ?? unknown(at)) };
  }
  return given;
}

/**
 * Files of values in the repository of the chart take the place of the chart's own.
 * Source: https://fluxcd.io/flux/components/source/helmcharts/#values-files
 */
function valuesFilesOf(
  { root, spec, chart }: ChartSource,
  manifest: Manifest,
): { readonly given: Given; readonly paths: readonly string[]; readonly isAlone: boolean } {
  const entries = [...children(child(spec, 'valuesFiles')), ...itemsOf(child(spec, 'valuesFile'))];
  const isQuiet = isTrue(child(spec, 'ignoreMissingValuesFiles'));
  const paths: string[] = [];
  let given: Given = nothingGiven;
  for (const entry of entries) {
    const uri = root === undefined || !('folder' in chart) ? undefined : filesAt(root, said(entry), manifest.files)[0];
    if (uri === undefined) {
      if (root !== undefined && isQuiet) continue;
      manifest.notes.add(root === undefined ? 'values-elsewhere' : 'values-file-missing', entry, { path: said(entry) });
      given = unseen;
      continue;
    }
    manifest.taken.add(uri);
    paths.push(manifest.files.source(uri)?.path ?? '');
    const values = valuesIn(uri, manifest.files);
    given = values === undefined ? unseen : over(given, values);
  }
  return { given, paths, isAlone: entries.length > 0 };
}
