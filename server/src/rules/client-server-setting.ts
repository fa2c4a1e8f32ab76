import { declaredFacts, placeOf } from '../model/declared.ts';
import type { Fact } from '../model/fact.ts';
import type { Client } from '../model/part.ts';
import type { System } from '../model/system.ts';
import { defineCheck } from '../review/check.ts';
import { inForce } from '../review/fact-in-force.ts';
import type { Related } from '../review/finding.ts';

/**
 * Compares a client with the server it leads to. Reports where the client's setting is in `clientIn` (or, with `clientAbsent`,
 * not written by any of the given names, where `spelling` begins the names its other settings have) while the server's setting in force is in `serverIn` (or, with `serverWritten`, written
 * with any value that is not empty).
 */
export const check = defineCheck({
  on: 'client',
  params: { client: 'strings', clientIn: 'strings?', clientAbsent: 'boolean?', spelling: 'string?', server: 'string', serverIn: 'strings?', serverWritten: 'boolean?' },
  run({ subject, links, params, system, knowledge, report }) {
    if (params.clientAbsent === true && (isSaidElsewhere(subject, params.client, system) || !isSpelt(subject, params.spelling))) return;
    const written = params.client.flatMap((setting) => declaredFacts(subject, setting));
    const bad = written.find(({ value }) => value !== undefined && params.clientIn?.includes(value.toLowerCase()));
    if (params.clientAbsent === true ? written.length > 0 : bad === undefined) return;
    for (const { cluster } of links) {
      if (cluster === undefined) continue;
      const server = inForce(cluster, params.server, knowledge);
      if (!isAsked(server, params.serverIn, params.serverWritten)) continue;
      const related: Related[] = [{ at: placeOf(server) ?? cluster.at, note: 'server', args: { value: server.value ?? '?' } }];
      report({ at: placeOf(bad) ?? subject.at, args: { value: bad?.value ?? '', server: server.value ?? '?', cluster: cluster.name }, related });
    }
  },
});

/** A framework has its own names for its settings; what is absent is only known for those the knowledge base lists. */
function isSpelt(subject: Client, prefix: string | undefined): boolean {
  return prefix === undefined || [...subject.settings.values()].some((facts) => facts.some(({ spelling }) => spelling?.startsWith(prefix) === true));
}

/**
 * Whether another file of the application, or a configuration centre it asks, may hold the setting. One file of an
 * application is never all of it, so its own silence is no evidence.
 */
function isSaidElsewhere(subject: Client, settings: readonly string[], { clients, applications }: System): boolean {
  const name = applications.find((application) => application.id === subject.application)?.name;
  const same = new Set(applications.filter((application) => application.name === name).map((application) => application.id));
  const own = clients.filter((client) => client.application === subject.application || same.has(client.application));
  const asksCentre = own.some((client) => client.purpose === 'config' && client.component !== subject.component);
  return asksCentre || own.some((client) => settings.some((setting) => declaredFacts(client, setting).length > 0));
}

function isAsked({ value, from }: Fact, among: readonly string[] | undefined, written = false): boolean {
  if (written && from === 'declared' && value !== '') return true;
  return value !== undefined && (among?.includes(value.toLowerCase()) ?? false);
}
