import { defineCheck } from '../review/check.ts';

/**
 * Reports a cluster of at least `min` members that are pods of one StatefulSet and that nothing keeps on different nodes: no
 * anti-affinity, no spread constraint, no port of the node that only one pod can have. Whoever starts the members otherwise (an
 * operator, a chart) says it elsewhere.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { min: 'integer' },
  run({ subject, params, report }) {
    const started = subject.deployments.filter(({ controller }) => controller !== 'file');
    const [member] = started;
    const nodes = subject.nodes.value;
    if (member === undefined || subject.partial || nodes === undefined || nodes < params.min) return;
    if (!started.every((each) => each.controller === 'StatefulSet' && each.name === member.name)) return;
    if (member.instances.value !== nodes || started.some(({ spread }) => spread !== undefined)) return;
    report({
      at: member.instances.at[0] ?? member.at,
      args: { nodes, name: member.name, survives: Math.floor((nodes - 1) / 2) },
    });
  },
});
