import { declaredFacts, placeOf } from '../model/declared.ts';
import type { Fact } from '../model/fact.ts';
import type { Client } from '../model/part.ts';
import { defineCheck } from '../review/check.ts';
import { inForce } from '../review/fact-in-force.ts';

/**
 * Reports an application that nowhere writes one of `settings`. `spelling` begins the names its other settings must have: a
 * framework the knowledge base does not list has names of its own. With `server`, only where the cluster it leads to has that
 * setting in force with a value in `serverIn`, or with `serverWritten`, written and not empty. Silent where the application
 * reads its configuration from a centre, which may hold the setting.
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
  run(context) {
    const { subject, links, params, knowledge, report } = context;
    const states = (client: Client): boolean =>
      params.settings.some((setting) => declaredFacts(client, setting).length > 0);
    if (!isSpelt(subject, params.spelling) || states(subject)) return;
    const all = context.neighbours;
    const own = all.filter((client) => client.component === subject.component);
    // Said once for an environment, at the first of its files.
    if (own.find((client) => client.environment === subject.environment)?.id !== subject.id) return;
    if (all.some((client) => client.purpose === 'config' && client.component !== subject.component)) return;
    if (own.some(states)) return;
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

function isAsked({ value, from }: Fact, among: readonly string[] | undefined, written = false): boolean {
  if (written && from === 'declared' && value !== '') return true;
  return value !== undefined && (among?.includes(value.toLowerCase()) ?? false);
}
