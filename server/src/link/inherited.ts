import { Derived } from '../base/derived.ts';
import { groupBy } from '../base/group.ts';
import type { Workload } from '../model/declaration.ts';
import { identified } from '../model/identity.ts';
import type { Application, Client } from '../model/part.ts';
import { mergedSettings } from './settings.ts';

/**
 * Gives the clients of a container what the files of its application say under the profiles it turns on; what the container says
 * itself comes last and wins. An application that takes configuration from a server elsewhere is seen in part only.
 */
export function withInherited(
  clients: readonly Client[],
  applications: readonly Application[],
  workloads: readonly Workload[],
): Client[] {
  const byUse = groupBy(clients, ({ application, component }) => `${application} ${component}`);
  const remote = new Set(
    clients
      .filter(({ purpose, state }) => purpose === 'config' && state === 'active')
      .map(({ application }) => application),
  );
  const running = containersOf(applications, workloads);
  return clients.map((client) => {
    const weaker = springOf(client, running, byUse);
    const isRemote = remote.has(client.application);
    if (weaker.length === 0 && (!isRemote || client.partial)) return client;
    return known.of(client, [isRemote, ...weaker], () => {
      const whole = weaker.reduceRight(inherit, client);
      return identified(
        { ...whole, partial: whole.partial || isRemote },
        [client, ...weaker],
        isRemote ? 'remote' : '',
      );
    });
  });
}

const known = new Derived<Client, Client>();

function fits(base: Client, client: Client): boolean {
  return base.purpose === client.purpose || base.purpose === undefined || client.purpose === undefined;
}

/** The Spring application a container runs, with the profiles its environment turns on. */
interface Running {
  readonly application: string;
  readonly profiles: ReadonlySet<string>;
}

function containersOf(
  applications: readonly Application[],
  workloads: readonly Workload[],
): ReadonlyMap<string, Running> {
  const spring = groupBy(
    applications.filter(({ id }) => !id.includes('#')),
    ({ name }) => name.toLowerCase(),
  );
  const running = new Map<string, Running>();
  for (const { name, scope, env } of workloads) {
    const named = spring.get(name.toLowerCase());
    if (named === undefined) continue;
    const found = new Set(named.map(({ id }) => id));
    const [application] = found;
    if (found.size !== 1 || application === undefined) continue;
    const active =
      env.find((variable) => variable.name === 'SPRING_PROFILES_ACTIVE' || variable.name === 'spring.profiles.active')
        ?.value ?? '';
    running.set(`app:${scope}#${name}`, {
      application,
      profiles: new Set(active.split(',').map((profile) => profile.trim())),
    });
  }
  return running;
}

/** What the application's own files say under the profiles of the container, weakest first. */
function springOf(
  client: Client,
  running: ReadonlyMap<string, Running>,
  byUse: ReadonlyMap<string, readonly Client[]>,
): readonly Client[] {
  const run = running.get(client.application);
  if (run === undefined) return [];
  const own = (byUse.get(`${run.application} ${client.component}`) ?? []).filter(
    (other) => other.state === 'active' && !other.uri.includes('/src/test/') && fits(other, client),
  );
  const bases = own.filter(({ profiles }) => profiles.length === 0);
  return [...bases, ...own.filter(({ profiles }) => profiles.some((profile) => run.profiles.has(profile)))];
}

function inherit(client: Client, weaker: Client): Client {
  return {
    ...client,
    settings: mergedSettings(weaker.settings, client.settings),
    endpoints: client.endpoints.length > 0 ? client.endpoints : weaker.endpoints,
    mode: client.mode === 'unknown' ? weaker.mode : client.mode,
    purpose: client.purpose ?? weaker.purpose,
    partial: client.partial && weaker.partial,
    ...(client.version.value === undefined && builtWith(weaker)),
  };
}

/** A container runs what the module of its application is built with. */
function builtWith({ version, library, framework }: Client): Pick<Client, 'version' | 'library' | 'framework'> {
  return { version, ...(library !== undefined && { library }), ...(framework && { framework }) };
}
