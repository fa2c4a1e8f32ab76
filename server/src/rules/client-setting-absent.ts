import { declaredFacts, placeOf } from '../model/declared.ts';
import type { Fact } from '../model/fact.ts';
import type { Client } from '../model/part.ts';
import type { System } from '../model/system.ts';
import { defineCheck } from '../review/check.ts';
import { inForce } from '../review/fact-in-force.ts';

/**
 * Reports an application that nowhere writes one of `settings`. `spelling` begins the names its other settings must have: a
 * framework the knowledge base does not list has names of its own. With `server`, only where the cluster it leads to has that
 * setting in force with a value in `serverIn`, or with `serverWritten`, written and not empty.
 */
export const check = defineCheck({
  on: 'client',
  params: {
    settings: 'strings',
    spelling: 'string',
    server: 'string?',
    serverIn: 'strings?',
    serverWritten: 'boolean?',
  },
  run({ subject, links, params, system, knowledge, report }) {
    const own = sameApplication(subject, system);
    if (own[0]?.id !== subject.id || asksCentre(subject, system) || !isSpelt(subject, params.spelling)) return;
    if (own.some((client) => params.settings.some((setting) => declaredFacts(client, setting).length > 0))) return;
    if (params.server === undefined) {
      report({ at: subject.at });
      return;
    }
    for (const { cluster } of links) {
      if (cluster === undefined) continue;
      const server = inForce(cluster, params.server, knowledge);
      if (!isAsked(server, params.serverIn, params.serverWritten)) continue;
      report({
        at: subject.at,
        args: { cluster: cluster.name },
        related: [{ at: placeOf(server) ?? cluster.at, note: 'server' }],
      });
      return;
    }
  },
});

function isSpelt(subject: Client, prefix: string): boolean {
  return [...subject.settings.values()].some((facts) =>
    facts.some(({ spelling }) => spelling?.startsWith(prefix) === true),
  );
}

/** Uses of the component by one application, in whichever of its files: one file of an application is never all of it. */
function sameApplication(subject: Client, { clients, applications }: System): readonly Client[] {
  const name = applications.find((application) => application.id === subject.application)?.name;
  const ids = new Set(
    applications.filter((application) => application.name === name).map((application) => application.id),
  );
  return clients.filter(
    (client) =>
      client.state === 'active' &&
      client.component === subject.component &&
      (client.application === subject.application || ids.has(client.application)),
  );
}

/** Whether the application reads its configuration from a centre, which may hold the setting. */
function asksCentre(subject: Client, { clients, applications }: System): boolean {
  const name = applications.find((application) => application.id === subject.application)?.name;
  const ids = new Set(
    applications.filter((application) => application.name === name).map((application) => application.id),
  );
  return clients.some(
    (client) => client.purpose === 'config' && client.component !== subject.component && ids.has(client.application),
  );
}

function isAsked({ value, from }: Fact, among: readonly string[] | undefined, written = false): boolean {
  if (written && from === 'declared' && value !== '') return true;
  return value !== undefined && (among?.includes(value.toLowerCase()) ?? false);
}
