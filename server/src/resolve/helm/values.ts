import { anchorOf, child, children, descend, mapOf, scalarIn, type Field } from '../../extract/field.ts';
import type { ChartUse } from '../../model/declaration.ts';
import type { Files } from '../files.ts';
import { chartIn, yamlRoot, type Chart, type Dependency } from './chart.ts';
import { madeMap, named } from '../kustomize/tree.ts';
import { coalesced } from './coalesce.ts';

/** A chart with the values in force for it. */
export interface Installed {
  readonly chart: Chart;
  /** The key of its values in the chart around; empty for one that is installed by itself. */
  readonly key: string;
  readonly values: Field | undefined;
  /** False where a condition or a tag switches it off. */
  readonly on: boolean;
  /** The charts it brings that are in the workspace. */
  readonly inner: readonly Installed[];
  /** All it brings, wherever they are kept; those of an inner one below its key. */
  readonly uses: readonly ChartUse[];
}

const deepest = 8;

/**
 * A chart with values over its own: each chart it brings gets what stands below its key over its own defaults, and the global
 * values. Source: https://helm.sh/docs/chart_template_guide/subcharts_and_globals/
 */
export function installed(
  chart: Chart,
  given: Field | undefined,
  files: Files,
  way: readonly string[] = [],
): Installed {
  let values = coalesced(defaultsOf(chart, files, way), given);
  const inner: Installed[] = [];
  const uses: ChartUse[] = [];
  const here = [...way, chart.folder];
  for (const dependency of chart.dependencies) {
    const { key, folder } = dependency;
    const isRepeated = folder === undefined || here.includes(folder) || here.length > deepest;
    const local = isRepeated ? undefined : chartIn(folder, files);
    const below = child(values, key);
    const one = local && installed(local, withGlobals(mapOf(below) && below, values), files, here);
    if (one?.values !== undefined) values = withEntry(values, key, one.values);
    const on = isOn(dependency, values);
    uses.push({ key, chart: dependency.chart, on, at: anchorOf(dependency.at) });
    if (one === undefined) continue;
    inner.push({ ...one, key, on });
    uses.push(...one.uses.map((use) => ({ ...use, key: `${key}.${use.key}`, on: on && use.on })));
  }
  return { chart, key: '', values, on: true, inner, uses };
}

/**
 * The values a chart has of itself: those of its file over those it imports from charts it brings.
 * Source: https://helm.sh/docs/topics/charts/#importing-child-values-via-dependencies
 */
function defaultsOf(chart: Chart, files: Files, way: readonly string[]): Field | undefined {
  const own = yamlRoot(chart.valuesUri, files);
  let imported: Field | undefined;
  for (const dependency of chart.dependencies) {
    const { key, folder, imports } = dependency;
    if (imports.length === 0 || folder === undefined || way.includes(folder) || way.length > deepest) continue;
    const local = chartIn(folder, files);
    const below = child(own, key);
    const values = local && coalesced(defaultsOf(local, files, [...way, chart.folder]), mapOf(below) && below);
    for (const { from, to } of isOn(dependency, own) ? imports : []) {
      const table = descend(values, ...from);
      if (table !== undefined && mapOf(table) !== undefined) imported = coalesced(placedAt(to, table), imported);
    }
  }
  return coalesced(imported, own);
}

/** A map below a way of keys. */
function placedAt(names: readonly string[], table: Field): Field {
  const name = names.at(-1);
  return name === undefined
    ? { ...table, key: undefined }
    : placedAt(names.slice(0, -1), madeMap(undefined, table, [named(table, name)]));
}

/** The global values of the chart around stand over those of the chart itself. */
function withGlobals(given: Field | undefined, around: Field | undefined): Field | undefined {
  const globals = child(around, 'global');
  if (globals === undefined || mapOf(globals) === undefined) return given;
  if (given === undefined) return around && { ...around, merged: [globals] };
  const whole = coalesced(child(given, 'global'), globals) ?? globals;
  return { ...given, merged: [...children(given).filter(({ key }) => key?.value !== 'global'), whole] };
}

/** A copy of values with those of a chart below its key. Where nothing stands there, the key has the place of the chart's own. */
function withEntry(values: Field | undefined, name: string, below: Field): Field {
  const known = child(values, name);
  const entry: Field = {
    ...(known ?? below),
    key: known?.key ?? {
      kind: 'scalar',
      span: below.node?.span ?? { start: 0, end: 0 },
      value: name,
      type: 'string',
      style: 'plain',
    },
    merged: children(below),
    node: below.node,
  };
  const others = children(values).filter(({ key }) => key?.value !== name);
  return { ...(values ?? below), merged: [...others, entry] };
}

/**
 * Whether a chart is installed: the first of its conditions that has a value decides, before its tags; of those one that is true
 * is enough. Source: https://helm.sh/docs/topics/charts/#tags-and-condition-fields-in-dependencies
 */
function isOn({ conditions, tags }: Dependency, values: Field | undefined): boolean {
  for (const condition of conditions) {
    const on = truth(descend(values, ...condition.split('.')));
    if (on !== undefined) return on;
  }
  const said = tags.flatMap((tag) => truth(descend(values, 'tags', tag)) ?? []);
  return said.length === 0 || said.includes(true);
}

function truth(field: Field | undefined): boolean | undefined {
  const scalar = scalarIn(field);
  return scalar?.type === 'boolean' ? scalar.value.toLowerCase() === 'true' : undefined;
}
