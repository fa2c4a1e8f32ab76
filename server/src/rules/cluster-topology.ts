import { defineCheck } from '../review/check.ts';

/** Reports a cluster that is deployed in one of `topology`; what else must hold is said by `when`. `withHelpers`: false asks that it has none. */
export const check = defineCheck({
  on: 'cluster',
  params: { topology: 'strings', withHelpers: 'boolean?' },
  run({ subject, params, links, report }) {
    if (subject.partial || !params.topology.includes(subject.topology)) return;
    if (params.withHelpers === false && subject.helpers.length > 0) return;
    const related = links.map((link) => ({ at: link.client.at, note: 'client', args: { client: link.client.component } }));
    report({ at: subject.at, args: { nodes: subject.nodes.value ?? '?', name: subject.name }, related });
  },
});
