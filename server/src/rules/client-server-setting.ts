import { declaredFacts, placeOf } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';
import { inForce } from '../review/fact-in-force.ts';

/** Reports a client's setting with a value in `clientIn` where the server it leads to has `server` in force with a value in `serverIn`. */
export const check = defineCheck({
  on: 'client',
  params: { client: 'string', clientIn: 'strings', server: 'string', serverIn: 'strings' },
  run({ subject, links, params, knowledge, report }) {
    const fact = declaredFacts(subject, params.client).find(
      ({ value }) => value !== undefined && params.clientIn.includes(value.toLowerCase()),
    );
    const at = placeOf(fact);
    if (fact?.value === undefined || at === undefined) return;
    for (const { cluster } of links) {
      if (cluster === undefined) continue;
      const server = inForce(cluster, params.server, knowledge);
      if (server.value === undefined || !params.serverIn.includes(server.value.toLowerCase())) continue;
      report({
        at,
        about: params.client,
        args: { value: fact.value, server: server.value, cluster: cluster.name },
        related: [{ at: placeOf(server) ?? cluster.at, note: 'server', args: { value: server.value } }],
      });
    }
  },
});
