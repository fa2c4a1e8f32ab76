import { resolvePath } from '../../base/uri.ts';
import { child, descend, type Field } from '../../extract/field.ts';
import { chartNameOf, fluxChartOf } from '../../extract/helm-source.ts';
import { isChart } from './chart.ts';
import { objectOf, said } from './flux-objects.ts';
import type { Installation } from './installation.ts';
import type { Manifest } from './manifest.ts';
import { localRoot } from './repository.ts';

/** Where a release takes its chart from. */
export interface ChartSource extends Pick<Installation, 'chart' | 'at'> {
  /** The root of its repository, where that is here. */
  readonly root: string | undefined;
  /** The object that lists files of values. */
  readonly spec: Field | undefined;
}

/**
 * The chart that a `HelmRelease` describes, or the object it refers to.
 * Source: https://fluxcd.io/flux/components/helm/helmreleases/#chart-reference
 */
export function chartSourceOf(spec: Field | undefined, manifest: Manifest): ChartSource | undefined {
  const reference = child(spec, 'chartRef');
  if (reference !== undefined) return referredTo(reference, manifest);
  const template = descend(spec, 'chart', 'spec');
  const at = fluxChartOf(spec) ?? child(template, 'url') ?? descend(spec, 'chart', 'path');
  return at && ofSpec(template ?? child(spec, 'chart'), at, manifest);
}

function referredTo(reference: Field, manifest: Manifest): ChartSource | undefined {
  const kind = said(reference, 'kind');
  const at = child(reference, 'name');
  if (at === undefined) return undefined;
  const name = said(at);
  const object = objectOf(kind, name, manifest);
  if (object !== undefined) return ofSpec(child(object, 'spec'), at, manifest);
  manifest.notes.add('chart-source-missing', at, { kind, name });
  return undefined;
}

/** @param at where the release names its chart */
function ofSpec(spec: Field | undefined, at: Field, manifest: Manifest): ChartSource | undefined {
  const named = ['chart', 'name', 'url', 'path'].map((key) => said(spec, key)).find((text) => text !== '') ?? '';
  const kind = said(spec, 'sourceRef', 'kind');
  const git = said(spec, 'git');
  if (kind === 'GitRepository' || kind === 'Bucket' || git !== '') return ofRepository(named, spec, at, manifest);
  const name = chartNameOf(named);
  return name === '' ? undefined : { chart: { name }, at, root: undefined, spec };
}

/** A folder of a repository, where that is this one. */
function ofRepository(path: string, spec: Field | undefined, at: Field, manifest: Manifest): ChartSource | undefined {
  const source = objectOf('GitRepository', said(spec, 'sourceRef', 'name'), manifest);
  const folderIn = (root: string): string | undefined => resolvePath(root, path.replace(/^\/+/, ''));
  const root = localRoot(said(spec, 'git') || said(source, 'spec', 'url'), manifest, (each) => {
    const folder = folderIn(each);
    return folder !== undefined && manifest.files.isInside(folder) && isChart(folder, manifest.files);
  });
  const folder = root === undefined ? undefined : folderIn(root);
  return folder === undefined ? undefined : { chart: { folder }, at, root, spec };
}
