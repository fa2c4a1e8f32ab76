import type { Deployment, Format, Part, Problem } from '../model/part.ts';

const known = new WeakMap<Part, readonly Problem[]>();

/** Formats whose views hold what templates of charts give. */
const withCharts: ReadonlySet<Format> = new Set(['helm-values', 'helmfile', 'kubernetes', 'kustomize']);

/**
 * The problems of a part, and for a view of charts one that names what of its servers no template told: an image's version, a
 * number of replicas. Helm itself would.
 */
export function withUnseen(part: Part): readonly Problem[] {
  if (!withCharts.has(part.format)) return part.problems;
  const before = known.get(part);
  if (before !== undefined) return before;
  const names = [...new Set(part.deployments.flatMap((each) => (isUnseen(each) ? each.name : [])))];
  const note: Problem = { code: 'helm-unseen', args: { names: names.join(', ') }, span: { start: 0, end: 0 } };
  const all = names.length === 0 ? part.problems : [...part.problems, note];
  known.set(part, all);
  return all;
}

/** A server of a template whose image or number is filled in by what cannot be told. */
function isUnseen({ uri, declaredAt, controller, image, instances, state }: Deployment): boolean {
  if (state !== 'active' || declaredAt.uri === uri || !/\/templates\//.test(declaredAt.uri)) return false;
  if (controller === 'chart' || controller === 'resource' || controller === 'file') return false;
  return (
    (image !== undefined && image.value === undefined) || (instances.value === undefined && instances.at.length > 0)
  );
}
