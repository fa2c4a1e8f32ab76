import { mayBeConfiguredElsewhere } from '../model/declared.ts';
import type { Cluster } from '../model/system.ts';
import { defineCheck } from '../review/check.ts';

/**
 * Reports servers that stand alone each, while a client lists several of them as if they were one cluster. Stands at the first
 * of them.
 */
export const check = defineCheck({
  on: 'cluster',
  params: {},
  run({ subject, links, system, report }) {
    if (!isAlone(subject)) return;
    const client = links.find(({ client, endpoints }) => client.endpoints.length > endpoints.length)?.client;
    if (client === undefined) return;
    const listed = new Set(system.links.flatMap((link) => (link.client === client ? (link.cluster ?? []) : [])));
    const [first, ...others] = [...listed].filter(isAlone);
    if (first !== subject || others.length === 0) return;
    const place = client.endpoints[0]?.at ?? client.at;
    report({
      at: subject.at,
      args: { names: [first, ...others].map(({ name }) => name).join(', ') },
      related: [{ at: place, note: 'client' }, ...others.map(({ at }) => ({ at, note: 'also' }))],
    });
  },
});

/** One server that knows no other, as far as everything that is written says. */
function isAlone({ topology, deployments, partial }: Cluster): boolean {
  return (
    topology === 'standalone' && deployments.length === 1 && !partial && !deployments.some(mayBeConfiguredElsewhere)
  );
}
