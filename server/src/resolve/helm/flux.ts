import { resolvePath } from '../../base/uri.ts';
import { chartNameOf, embeddedValues, fluxChartOf } from '../../extract/helm-source.ts';
import {
  child,
  children,
  descend,
  isTrue,
  itemsOf,
  mapOf,
  pathOf,
  rootOf,
  scalarIn,
  textOf,
  type Field,
} from '../../extract/field.ts';
import { objectFields } from '../../extract/kubernetes.ts';
import { parseYaml } from '../../yaml/parse.ts';
import { isChart } from './chart.ts';
import { environmentOf, nothingGiven, over, unseen, type Given, type Installation } from './installation.ts';
import type { Manifest } from './manifest.ts';
import { localRoot } from './repository.ts';
import { stepsOf, typed, unknown, withSet } from './set.ts';
import { filesAt, valuesIn } from './values-file.ts';

/** Where a release takes its chart from. */
interface ChartSource extends Pick<Installation, 'chart' | 'at'> {
  /** The root of its repository, where that is here. */
  readonly root: string | undefined;
  /** The object that lists files of values. */
  readonly spec: Field | undefined;
}

/**
 * The chart of a `HelmRelease`: its files of values, then `valuesFrom` in order, then `values`, then what has a path of its own.
 * Source: https://fluxcd.io/flux/components/helm/helmreleases/
 */
export function fluxInstallation(root: Field, manifest: Manifest): Installation | undefined {
  const spec = child(root, 'spec');
  const source = sourceOf(root, manifest);
  if (source === undefined) return undefined;
  const own = textOf(descend(root, 'metadata', 'name'));
  const target = textOf(child(spec, 'targetNamespace'));
  const namespace = target ?? textOf(descend(root, 'metadata', 'namespace'));
  const name =
    textOf(child(spec, 'releaseName')) ?? (target === undefined || own === undefined ? own : `${target}-${own}`);
  const { given: files, paths, isAlone } = valuesFilesOf(source, manifest);
  const references = children(child(spec, 'valuesFrom')).map((each) => referenceOf(each, root, manifest));
  let given = files;
  for (const each of references)
    if (each.steps === undefined) given = each.values === undefined ? unseen : over(given, each.values);
  const inline = child(spec, 'values');
  if (mapOf(inline) !== undefined) given = over(given, inline);
  for (const { steps, values, at } of references) {
    if (steps === 'unclear') given = unseen;
    else if (steps !== undefined) given = { ...given, values: withSet(given.values, steps, values ?? unknown(at)) };
  }
  return {
    name,
    namespace,
    chart: source.chart,
    at: source.at,
    given,
    on: true,
    ...(isAlone && { isWithoutDefaults: true as const }),
    environment: environmentOf(namespace, manifest.environment, paths, own),
  };
}

function sourceOf(root: Field, manifest: Manifest): ChartSource | undefined {
  const spec = child(root, 'spec');
  const reference = child(spec, 'chartRef');
  const template = descend(spec, 'chart', 'spec');
  if (reference !== undefined) {
    const kind = textOf(child(reference, 'kind')) ?? '';
    const name = child(reference, 'name');
    const object = name && objectOf(kind, textOf(name) ?? '', manifest);
    if (object === undefined || name === undefined) {
      if (name !== undefined) manifest.notes.add('chart-source-missing', name, { kind, name: textOf(name) ?? '' });
      return undefined;
    }
    return ofSpec(child(object, 'spec'), name, manifest);
  }
  const named = fluxChartOf(spec) ?? child(template, 'url') ?? descend(spec, 'chart', 'path');
  return named && ofSpec(template ?? child(spec, 'chart'), named, manifest);
}

/** @param at where the release names its chart */
function ofSpec(spec: Field | undefined, at: Field, manifest: Manifest): ChartSource | undefined {
  const text = textOf(child(spec, 'chart') ?? child(spec, 'name') ?? child(spec, 'url') ?? child(spec, 'path')) ?? '';
  const kind = textOf(descend(spec, 'sourceRef', 'kind')) ?? (child(spec, 'git') === undefined ? '' : 'GitRepository');
  if (kind !== 'GitRepository' && kind !== 'Bucket') {
    const name = chartNameOf(text);
    return name === '' ? undefined : { chart: { name }, at, root: undefined, spec };
  }
  const url = textOf(child(spec, 'git')) ?? textOf(descend(sourceObject(spec, manifest), 'spec', 'url')) ?? '';
  const folderIn = (root: string): string | undefined => resolvePath(root, text.replace(/^\/+/, ''));
  const root = localRoot(url, manifest, (each) => {
    const folder = folderIn(each);
    return folder !== undefined && manifest.files.isInside(folder) && isChart(folder, manifest.files);
  });
  const folder = root === undefined ? undefined : folderIn(root);
  return folder === undefined ? undefined : { chart: { folder }, at, root, spec };
}

function sourceObject(spec: Field | undefined, manifest: Manifest): Field | undefined {
  return objectOf('GitRepository', textOf(descend(spec, 'sourceRef', 'name')) ?? '', manifest);
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
  let given: Given = nothingGiven;
  const paths: string[] = [];
  for (const entry of entries) {
    const path = textOf(entry) ?? '';
    if (root === undefined || !('folder' in chart)) {
      given = unseen;
      manifest.notes.add('values-elsewhere', entry, { path });
      continue;
    }
    const [uri] = filesAt(root, path, manifest.files);
    const values = uri === undefined ? undefined : valuesIn(uri, manifest.files);
    if (uri !== undefined) {
      manifest.taken.add(uri);
      paths.push(manifest.files.source(uri)?.path ?? '');
    } else if (!isQuiet) manifest.notes.add('values-file-missing', entry, { path });
    if (values !== undefined) given = over(given, values);
    else if (uri !== undefined || !isQuiet) given = unseen;
  }
  return { given, paths, isAlone: entries.length > 0 };
}

/** What an entry of `valuesFrom` gives, and the place it is for where it has one of its own. */
interface Reference {
  readonly at: Field;
  readonly values: Field | undefined;
  readonly steps: readonly (string | number)[] | 'unclear' | undefined;
}

function referenceOf(entry: Field, release: Field, manifest: Manifest): Reference {
  const old = child(entry, 'configMapKeyRef') ?? child(entry, 'secretKeyRef');
  const kind = textOf(child(entry, 'kind')) ?? (child(entry, 'configMapKeyRef') === undefined ? 'Secret' : 'ConfigMap');
  const named = child(old ?? entry, 'name');
  const name = textOf(named) ?? '';
  const key = textOf(child(entry, 'valuesKey') ?? child(old, 'key')) ?? 'values.yaml';
  const path = textOf(child(entry, 'targetPath'));
  const steps = path === undefined ? undefined : (stepsOf(path) ?? 'unclear');
  const object = named && objectOf(kind, name, manifest, textOf(descend(release, 'metadata', 'namespace')));
  const held = heldIn(object, kind, key);
  if (object === undefined && !isTrue(child(entry, 'optional')))
    manifest.notes.add('values-source-missing', named ?? entry, { kind, name });
  if (held === undefined) return { at: entry, values: undefined, steps };
  if (steps === undefined) return { at: entry, values: valuesOfEntry(held), steps };
  const text = textOf(held.field);
  // A comma would begin the next value.
  const isPlain = isTrue(child(entry, 'literal')) || text?.includes(',') === false;
  return { at: entry, values: held.isEncoded || !isPlain ? undefined : typed(held.field), steps };
}

interface Held {
  readonly field: Field;
  readonly isEncoded: boolean;
}

function heldIn(object: Field | undefined, kind: string, key: string): Held | undefined {
  const plain = child(child(object, kind === 'Secret' ? 'stringData' : 'data'), key);
  if (plain !== undefined) return { field: plain, isEncoded: false };
  const encoded = kind === 'Secret' ? child(child(object, 'data'), key) : undefined;
  return encoded && { field: encoded, isEncoded: true };
}

function valuesOfEntry({ field, isEncoded }: Held): Field | undefined {
  if (!isEncoded) return embeddedValues(field);
  const text = textOf(field)?.replace(/\s/g, '') ?? '';
  const scalar = scalarIn(field);
  if (scalar === undefined || !/^[A-Za-z\d+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const decoded = new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  // All that is in it stands where the entry stands.
  const [document] = parseYaml(decoded, { embedded: () => scalar.span.start }).documents;
  const root = document && rootOf(field.source, document, pathOf(field));
  return mapOf(root) === undefined ? undefined : root;
}

/** The object of a name: among those that are applied together, else the only one of the workspace. */
function objectOf(kind: string, name: string, manifest: Manifest, namespace?: string): Field | undefined {
  const isMeant = (root: Field): boolean => {
    const where = textOf(descend(root, 'metadata', 'namespace'));
    return (
      textOf(child(root, 'kind')) === kind &&
      textOf(descend(root, 'metadata', 'name')) === name &&
      (namespace === undefined || where === undefined || where === namespace)
    );
  };
  const beside = manifest.objects.find(isMeant);
  if (beside !== undefined || name === '') return beside;
  const { files } = manifest;
  const found = files.declaring(kind, name).flatMap((uri) => {
    const source = files.source(uri);
    return source === undefined ? [] : objectFields(source, files.cache).filter(isMeant);
  });
  return found.length === 1 ? found[0] : undefined;
}
