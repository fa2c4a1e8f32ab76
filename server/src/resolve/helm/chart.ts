import { basename, child as childUri, folderOf, resolvePath } from '../../base/uri.ts';
import { child, children, mapOf, rootOf, textOf, type Field } from '../../extract/field.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { Files } from '../files.ts';

/** A chart that another one brings, as `Chart.yaml` or Helm 2's `requirements.yaml` lists it. */
export interface Dependency {
  /** Key of its values: the alias, or the chart's name. */
  readonly key: string;
  readonly chart: string;
  /** Places in the values, of which the first that is true or false decides. */
  readonly conditions: readonly string[];
  readonly tags: readonly string[];
  /** Values of it that become those of the chart around: from which place below its key to which place there. */
  readonly imports: readonly { readonly from: readonly string[]; readonly to: readonly string[] }[];
  readonly at: Field;
  /** Where it is kept, as the list says. */
  readonly repository: Field | undefined;
  /** Its folder, where the workspace has it. */
  readonly folder: string | undefined;
  /** Its archive in `charts/`, which is not read. */
  readonly archive: string | undefined;
}

/** The chart in a folder, as far as the workspace has it. */
export interface Chart {
  readonly folder: string;
  readonly metadata: Field;
  /** URI of its own values; there may be no such file. */
  readonly valuesUri: string;
  readonly dependencies: readonly Dependency[];
}

const metadataNames = ['Chart.yaml', 'chart.yaml'];

/** The chart in a folder; undefined where it holds none. */
export function chartIn(folder: string, files: Files): Chart | undefined {
  const here = new Set(files.inFolder(folder));
  const uri = metadataNames.map((name) => childUri(folder, name)).find((each) => here.has(each));
  const metadata = uri === undefined ? undefined : yamlRoot(uri, files);
  if (metadata === undefined) return undefined;
  const valuesUri = childUri(folder, 'values.yaml');
  const required = yamlRoot(childUri(folder, 'requirements.yaml'), files);
  const listed = [...children(child(metadata, 'dependencies')), ...children(child(required, 'dependencies'))];
  const dependencies = listed.flatMap((entry) => dependencyOf(entry, folder, files) ?? []);
  const named = new Set(dependencies.map(({ chart }) => chart));
  return {
    folder,
    metadata,
    valuesUri,
    dependencies: [...dependencies, ...bundled(folder, yamlRoot(valuesUri, files), named, files)],
  };
}

/** The first document of a file of the workspace that is a map. */
export function yamlRoot(uri: string, files: Files): Field | undefined {
  const source = files.source(uri);
  const [document] = source === undefined ? [] : parseYaml(source.text, { cache: files.cache }).documents;
  const root = source && document && rootOf(source, document);
  return mapOf(root) === undefined ? undefined : root;
}

function dependencyOf(entry: Field, folder: string, files: Files): Dependency | undefined {
  const chart = textOf(child(entry, 'name'));
  if (chart === undefined) return undefined;
  const condition = textOf(child(entry, 'condition')) ?? '';
  return {
    key: textOf(child(entry, 'alias')) ?? chart,
    chart,
    conditions: condition.split(',').flatMap((path) => path.trim() || []),
    tags: children(child(entry, 'tags')).flatMap((tag) => textOf(tag) ?? []),
    imports: children(child(entry, 'import-values')).flatMap(importOf),
    at: child(entry, 'name') ?? entry,
    repository: child(entry, 'repository'),
    folder: localFolder(entry, chart, folder, files),
    archive: files.inFolder(childUri(folder, 'charts')).find((uri) => archiveName(uri) === chart),
  };
}

/**
 * `data` means what is below `exports.data`, for the root of the values; `{ child, parent }` names both places.
 * Source: https://helm.sh/docs/topics/charts/#importing-child-values-via-dependencies
 */
function importOf(entry: Field): Dependency['imports'] {
  const whole = textOf(entry);
  if (whole !== undefined) return [{ from: ['exports', ...whole.split('.')], to: [] }];
  const [from, to] = [textOf(child(entry, 'child')), textOf(child(entry, 'parent'))];
  if (from === undefined || to === undefined) return [];
  return [{ from: from.split('.'), to: to === '.' ? [] : to.split('.') }];
}

/** `redis` of `charts/redis-19.6.0.tgz`. */
function archiveName(uri: string): string | undefined {
  return /^(.+?)-v?\d[\w.+-]*\.tgz$/.exec(basename(uri))?.[1];
}

/** The path of a dependency that lies beside the chart: `file://../common`. */
export function filePathOf(repository: Field | undefined): string | undefined {
  const text = textOf(repository);
  return text?.startsWith('file://') === true ? text.slice('file://'.length) : undefined;
}

/** Where a dependency lies: unpacked in `charts/`, or at a path its repository names. A path out of the workspace leads nowhere. */
function localFolder(entry: Field, chart: string, folder: string, files: Files): string | undefined {
  const path = filePathOf(child(entry, 'repository'));
  const named = path === undefined ? undefined : resolvePath(folder, path);
  return [childUri(childUri(folder, 'charts'), chart), named].find(
    (each) => each !== undefined && files.isInside(each) && isChart(each, files),
  );
}

export function isChart(folder: string, files: Files): boolean {
  const here = files.inFolder(folder);
  return metadataNames.some((name) => here.includes(childUri(folder, name)));
}

/** Charts in `charts/` that no list names but the values speak of: Helm installs them all the same. */
function bundled(
  folder: string,
  values: Field | undefined,
  named: ReadonlySet<string>,
  files: Files,
): readonly Dependency[] {
  return children(values).flatMap((at): Dependency[] => {
    const key = at.key?.value ?? '';
    const inner = childUri(childUri(folder, 'charts'), key);
    if (key === '' || named.has(key) || !isChart(inner, files)) return [];
    return [
      {
        key,
        chart: key,
        conditions: [],
        tags: [],
        imports: [],
        at,
        repository: undefined,
        folder: inner,
        archive: undefined,
      },
    ];
  });
}

/** How many folders above a file of values its chart is looked for. */
const farthest = 3;

/** Folders of a chart in which values files are something else. */
const otherFolders = /\/(?:templates|charts|crds|files|dashboards|tests?)$/;

/** The folder of the chart a values file is made for: its own, or one above it. */
export function chartFolderOf(uri: string, files: Files): string | undefined {
  let folder = folderOf(uri);
  for (let up = 0; up <= farthest && files.isInside(folder); up++) {
    if (isChart(folder, files)) return folder;
    if (otherFolders.test(folder)) return undefined;
    folder = folderOf(folder);
  }
  return undefined;
}
