import { defineCheck } from '../review/check.ts';

/**
 * Reports an endpoint that looks like one more member of a cluster the client also reaches (`kafka-4` beside `kafka-1`), where
 * nothing of that name is deployed.
 */
export const check = defineCheck({
  on: 'client',
  params: {},
  run({ subject, links, report }) {
    for (const { cluster, endpoints } of links) {
      if (cluster === undefined || cluster.deployments.length < 2) continue;
      const reached = new Set(
        links.flatMap((link) => (link.cluster === undefined ? [] : link.endpoints.map((each) => each.host))),
      );
      const stems = new Set(endpoints.map((endpoint) => stemOf(endpoint.host)));
      for (const endpoint of subject.endpoints) {
        const stem = stemOf(endpoint.host);
        if (reached.has(endpoint.host) || stem === endpoint.host || !stems.has(stem)) continue;
        const names = cluster.deployments.map((member) => member.name).join(', ');
        report({
          at: endpoint.at,
          about: endpoint.host,
          args: { host: endpoint.host, names },
          related: [{ at: cluster.at, note: 'cluster' }],
        });
      }
    }
  },
});

/** A host without the number of the member; the host itself where it has none. */
function stemOf(host: string): string {
  return host.replace(/^([a-z][a-z0-9-]*?)[-_]?\d+(?=\.|$)/i, '$1#');
}
