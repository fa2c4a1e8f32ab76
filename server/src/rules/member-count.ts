import { placeOf } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';

/**
 * Reports a cluster with at least `min`, at most `max` or an `even` number of members (all that are given must hold). Stands
 * where the number is written, else at the cluster.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { min: 'integer?', max: 'integer?', even: 'boolean?' },
  run({ subject, params, report }) {
    const nodes = subject.nodes.value;
    if (nodes === undefined || subject.partial) return;
    const { min = 1, max = Infinity, even = false } = params;
    if (nodes < min || nodes > max || (even && nodes % 2 !== 0)) return;
    const place = subject.nodes.from === 'declared' ? placeOf(subject.nodes) : undefined;
    report({ at: place ?? subject.at, args: { nodes, survives: Math.floor((nodes - 1) / 2), less: nodes - 1 } });
  },
});
