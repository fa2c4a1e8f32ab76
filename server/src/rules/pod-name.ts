import type { Deployment, Endpoint } from '../model/part.ts';
import { defineCheck } from '../review/check.ts';

/**
 * Reports addresses of single pods of a StatefulSet below a Service that is not its governing one: they resolve nowhere. Looks at
 * the members that a cluster lists, and at the endpoints of the clients that lead to it.
 * Source: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
 */
export const check = defineCheck({
  on: 'any',
  params: {},
  run({ subject, links, report }) {
    const clusters = subject.kind === 'cluster' ? [subject] : links.flatMap(({ cluster }) => cluster ?? []);
    const pods = clusters.flatMap(({ deployments, helpers }) => [...deployments, ...helpers]).filter(isGoverned);
    if (pods.length === 0) return;
    const named =
      subject.kind === 'cluster' ? subject.deployments.flatMap(({ members }) => members) : subject.endpoints;
    for (const endpoint of named) {
      const member = pods.find((each) => isMisnamed(endpoint, each));
      if (member?.governedBy === undefined) continue;
      report({
        at: endpoint.at,
        about: endpoint.host,
        args: { host: endpoint.host, name: member.name, service: member.governedBy.value ?? '' },
        related: [{ at: member.governedBy.at, note: 'service' }],
      });
    }
  },
});

function isGoverned({ controller, governedBy, partial }: Deployment): boolean {
  return controller === 'StatefulSet' && governedBy?.value !== undefined && !partial;
}

/** `kafka-0.brokers` of the StatefulSet `kafka` that another Service governs. */
function isMisnamed({ host }: Endpoint, { name, governedBy, scope }: Deployment): boolean {
  const [pod = '', service, namespace] = host.toLowerCase().split('.');
  const ordinal = pod.startsWith(`${name}-`) ? pod.slice(name.length + 1) : '';
  if (!/^\d+$/.test(ordinal) || service === undefined || service === governedBy?.value) return false;
  // A StatefulSet of another namespace may have the same name.
  const own = /^namespace:([^?]+)/.exec(scope)?.[1];
  return own === undefined || namespace === undefined || namespace === 'svc' || namespace === own;
}
