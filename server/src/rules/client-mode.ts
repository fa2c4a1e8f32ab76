import { declaredFacts } from '../model/declared.ts';
import type { Client, Topology } from '../model/part.ts';
import { defineCheck } from '../review/check.ts';

/**
 * Reports a client told to use one of `modes` (left out: any) that leads to a cluster deployed in one of `topology`. A client
 * whose mode is not said, but which writes `single`, a setting for one server, counts as `standalone`.
 */
export const check = defineCheck({
  on: 'client',
  params: { modes: 'strings?', topology: 'strings', single: 'string?' },
  run({ subject, links, params, report }) {
    const mode = modeOf(subject, params.single);
    if (params.modes !== undefined && !params.modes.includes(mode)) return;
    for (const { cluster, endpoints } of links) {
      if (cluster === undefined || cluster.partial || !params.topology.includes(cluster.topology)) continue;
      report({
        at: endpoints[0]?.at ?? subject.at,
        args: { mode, topology: cluster.topology, cluster: cluster.name, nodes: cluster.nodes.value ?? '?' },
        related: [{ at: cluster.at, note: 'cluster' }],
      });
    }
  },
});

function modeOf(client: Client, single: string | undefined): Topology {
  const isSingle = client.mode === 'unknown' && single !== undefined && declaredFacts(client, single).length > 0;
  return isSingle ? 'standalone' : client.mode;
}
