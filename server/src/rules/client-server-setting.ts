import { declaredFacts, placeOf } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';
import { inForce } from '../review/fact-in-force.ts';
import type { Related } from '../review/finding.ts';

/**
 * Compares a client with the server it leads to. Reports where the client's setting is in `clientIn` (or, with `clientAbsent`,
 * not written by any of the given names) while the server's setting in force is in `serverIn`.
 */
export const check = defineCheck({
  on: 'client',
  params: { client: 'strings', clientIn: 'strings?', clientAbsent: 'boolean?', server: 'string', serverIn: 'strings' },
  run({ subject, links, params, knowledge, report }) {
    if (params.clientAbsent === true && subject.partial) return;
    const written = params.client.flatMap((setting) => declaredFacts(subject, setting));
    const bad = written.find(({ value }) => value !== undefined && params.clientIn?.includes(value.toLowerCase()));
    if (params.clientAbsent === true ? written.length > 0 : bad === undefined) return;
    for (const { cluster } of links) {
      if (cluster === undefined) continue;
      const server = inForce(cluster, params.server, knowledge);
      if (server.value === undefined || !params.serverIn.includes(server.value.toLowerCase())) continue;
      const related: Related[] = [{ at: placeOf(server) ?? cluster.at, note: 'server', args: { value: server.value } }];
      report({ at: placeOf(bad) ?? subject.at, args: { value: bad?.value ?? '', server: server.value, cluster: cluster.name }, related });
    }
  },
});
