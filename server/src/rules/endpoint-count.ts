import type { Deployment, Endpoint } from '../model/part.ts';
import type { Cluster } from '../model/system.ts';
import { defineCheck } from '../review/check.ts';

/**
 * Reports a client that names at most `known` members of a cluster with at least `members`. Only members with a name of their own
 * count: one name in front of all of them (a Kubernetes Service, a StatefulSet) is as good as a list.
 */
export const check = defineCheck({
  on: 'client',
  params: { known: 'integer?', members: 'integer?' },
  run({ links, params, report }) {
    const { known = 1, members = 3 } = params;
    for (const { cluster, endpoints } of links) {
      const [first] = endpoints;
      if (cluster === undefined || first === undefined || cluster.deployments.length < members) continue;
      const named = new Set(endpoints.map((endpoint) => memberOf(cluster, endpoint)?.id));
      if (named.has(undefined) || named.size > known) continue;
      report({
        at: first.at,
        args: {
          known: named.size,
          members: cluster.deployments.length,
          names: cluster.deployments.map((each) => each.name).join(', '),
        },
        related: [{ at: cluster.at, note: 'cluster' }],
      });
    }
  },
});

/** The one member that answers to an endpoint; undefined where none or several do. */
function memberOf(cluster: Cluster, { host }: Endpoint): Deployment | undefined {
  const answering = cluster.deployments.filter((member) => member.hosts.includes(host));
  return answering.length === 1 ? answering[0] : undefined;
}
