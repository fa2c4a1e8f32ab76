import type { Deployment, Format, Part, Problem } from '../model/part.ts';

const known = new WeakMap<Part, readonly Problem[]>();

/** Formats whose views hold what templates of charts give. */
const withCharts: ReadonlySet<Format> = new Set(['helm-values', 'helmfile', 'kubernetes', 'kustomize']);

/** What Helm would tell and templates alone do not. */
export function isUnseen({ code }: Problem): boolean {
  return code.startsWith('helm-unseen');
}

/**
 * The problems of a part, and for a view of charts one that names the servers whose image or number of replicas a template
 * decides in a way that is not read. Helm itself would tell.
 */
export function withUnseen(part: Part): readonly Problem[] {
  if (!withCharts.has(part.format)) return part.problems;
  const before = known.get(part);
  if (before !== undefined) return before;
  const note = noteOf(part);
  const all = note === undefined ? part.problems : [...part.problems, note];
  known.set(part, all);
  return all;
}

function noteOf({ deployments }: Part): Problem | undefined {
  const filled = deployments.filter(isOfTemplate);
  const images = namesOf(filled.filter(({ image }) => image !== undefined && image.value === undefined));
  const replicas = namesOf(filled.filter(({ instances }) => instances.value === undefined && instances.at.length > 0));
  const span = { start: 0, end: 0 };
  if (images === '' && replicas === '') return undefined;
  if (replicas === '') return { code: 'helm-unseen-image', args: { images }, span };
  if (images === '') return { code: 'helm-unseen-replicas', args: { replicas }, span };
  return { code: 'helm-unseen', args: { images, replicas }, span };
}

/** A server that a template starts. */
function isOfTemplate({ uri, declaredAt, controller, state }: Deployment): boolean {
  if (controller === 'chart' || controller === 'resource' || controller === 'file') return false;
  return state === 'active' && declaredAt.uri !== uri && declaredAt.uri.includes('/templates/');
}

function namesOf(deployments: readonly Deployment[]): string {
  return [...new Set(deployments.map(({ component }) => component))].join(', ');
}
