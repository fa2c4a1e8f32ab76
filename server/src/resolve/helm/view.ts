import type { Extraction } from '../../extract/extraction.ts';
import { anchorOf, child, children, mapOf, type Field } from '../../extract/field.ts';
import { flatten } from '../../extract/flatten.ts';
import { asWritten } from '../../extract/sourced.ts';
import { valuesFiles } from '../../extract/values-file.ts';
import type { ValuesTree } from '../../model/declaration.ts';
import { folderOf } from '../../base/uri.ts';
import { alone, type Effective } from '../effective.ts';
import type { Files } from '../files.ts';
import { chartFolderOf, chartIn, yamlRoot, type Chart } from './chart.ts';
import { objectsOf } from './workloads.ts';
import { Notes } from './notes.ts';
import { printedBy } from './print.ts';
import { installed, type Installed } from './values.ts';

/**
 * What a chart installs with a file of values: its defaults with that file over them, and the charts it brings with the values
 * given to them. Source: https://helm.sh/docs/chart_template_guide/values_files/
 */
export function resolveHelmValues(extraction: Extraction, files: Files): Effective {
  const { uri } = extraction;
  const folder = chartFolderOf(uri, files);
  const chart = folder === undefined ? undefined : chartIn(folder, files);
  const own = yamlRoot(uri, files);
  if (chart === undefined || own === undefined || !isMadeFor(own, uri, chart, files)) return alone(extraction);
  const isBase = uri === chart.valuesUri;
  const install = installed(chart, isBase ? undefined : own, files);
  const notes = new Notes(uri);
  const printed = printedWith(own, chart, { files, notes });
  const { declarations, templates } = objectsOf(install, { view: uri, files, printed });
  const problems = [...extraction.problems, ...notes.all];
  if (isBase && chart.dependencies.length === 0 && declarations.length === 0)
    return alone(notes.all.length === 0 ? extraction : { ...extraction, problems });
  const tree = treeOf(install);
  return {
    extraction: {
      ...extraction,
      problems,
      declarations: tree === undefined ? declarations : [...declarations, tree],
    },
    covers: [...coveredBy(install), ...templates],
  };
}

/** What Helm prints of the chart with a file of values, where it is run. */
function printedWith(own: Field, chart: Chart, around: Parameters<typeof printedBy>[2]): string | undefined {
  const { uri, text } = own.source;
  const values = uri === chart.valuesUri ? '' : text;
  const request = { chart: chart.folder, values, name: undefined, namespace: undefined };
  return printedBy(request, children(own)[0] ?? own, around);
}

/** A file beside the chart's own values is; one in a folder below where the chart knows most of what it says. */
function isMadeFor(own: Field, uri: string, chart: Chart, files: Files): boolean {
  if (folderOf(uri) === chart.folder) return true;
  const names = children(own).flatMap(({ key }) => key?.value ?? []);
  const defaults = yamlRoot(chart.valuesUri, files);
  const known = new Set(['global', 'tags', ...chart.dependencies.map(({ key }) => key)]);
  const shared = names.filter((name) => known.has(name) || child(defaults, name) !== undefined);
  return shared.length * 2 > names.length;
}

export function treeOf({ values, uses }: Installed): ValuesTree | undefined {
  if (values === undefined || mapOf(values) === undefined) return undefined;
  const { properties, texts, maps } = flatten(values, asWritten);
  const files = valuesFiles(texts);
  return { kind: 'values', at: anchorOf(values), fields: properties, maps, files, charts: uses };
}

/** The values of charts that are only installed as part of this one. */
export function coveredBy({ inner }: Installed): readonly string[] {
  return inner.flatMap((each) => [each.chart.valuesUri, ...coveredBy(each)]);
}
