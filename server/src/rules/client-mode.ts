import { defineCheck } from '../review/check.ts';

/** Reports a client told to use one of `modes` (left out: any) that leads to a cluster deployed in one of `topology`. */
export const check = defineCheck({
  on: 'client',
  params: { modes: 'strings?', topology: 'strings' },
  run({ subject, links, params, report }) {
    if (params.modes !== undefined && !params.modes.includes(subject.mode)) return;
    for (const { cluster, endpoints } of links) {
      if (cluster === undefined || cluster.partial || !params.topology.includes(cluster.topology)) continue;
      report({
        at: endpoints[0]?.at ?? subject.at,
        args: {
          mode: subject.mode,
          topology: cluster.topology,
          cluster: cluster.name,
          nodes: cluster.nodes.value ?? '?',
        },
        related: [{ at: cluster.at, note: 'cluster' }],
      });
    }
  },
});
