import { isCoordinatedOutside, isCountStated, placeOf } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';

/**
 * Reports a cluster with at least `min`, at most `max` or an `even` number of members (all that are given must hold). Stands
 * where the number is written, else at the cluster. `coordinator`: silent where what this setting names is outside the
 * workspace, as the number of members is not known then.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { min: 'integer?', max: 'integer?', even: 'boolean?', coordinator: 'string?' },
  run(context) {
    const { subject, params, report } = context;
    const nodes = subject.nodes.value;
    if (nodes === undefined || !isIn(nodes, params)) return;
    if (subject.partial && !subject.deployments.every(isCountStated)) return;
    if (params.coordinator !== undefined && isCoordinatedOutside(subject, params.coordinator, context)) return;
    const place = subject.nodes.from === 'declared' ? placeOf(subject.nodes) : undefined;
    report({ at: place ?? subject.at, args: { nodes, survives: Math.floor((nodes - 1) / 2), less: nodes - 1 } });
  },
});

interface Limits {
  readonly min?: number;
  readonly max?: number;
  readonly even?: boolean;
}

function isIn(nodes: number, { min = 1, max = Infinity, even = false }: Limits): boolean {
  return nodes >= min && nodes <= max && (!even || nodes % 2 === 0);
}
