import { append } from '../base/group.ts';
import { Derived } from '../base/derived.ts';
import type { Deployment, Part } from '../model/part.ts';
import { nearness } from './place.ts';
import { mergedSettings } from './settings.ts';

/** Files whose content would matter and that nobody has shown us; variables of env files that were read are the container's. */
const configName = /\.(?:conf|cfg|properties|ya?ml)$/i;

/**
 * Gives deployments the settings of the env files, mounted files and ConfigMaps they take. A deployment that takes something
 * that was not found is partial: what it lacks may stand there. What somebody takes says nothing on its own any more: the taker
 * says it, where its variables and arguments may stand over it.
 */
export function withSharedConfig(deployments: readonly Deployment[], parts: readonly Part[] = []): Deployment[] {
  const isRead = readFiles(parts);
  const givers = new Map<string, Deployment[]>();
  const enter = (key: string, giver: Deployment): void => {
    append(givers, key, giver);
  };
  for (const deployment of deployments) {
    const { gives, component } = deployment;
    if (gives === undefined) continue;
    enter(`${component} ${gives}`, deployment);
    const whole = wholeOf(gives);
    if (whole !== undefined) enter(`${component} ${whole}`, deployment);
  }
  const given = new Set<Deployment>();
  const enrichedAll = deployments.map((deployment) => {
    const { takes = [] } = deployment;
    if (takes.length === 0) return deployment;
    const taken = takes.map((key) => ({ key, from: givenFor(key, deployment, givers) }));
    const found = [...new Set(taken.flatMap(({ from }) => from))];
    const missing = taken.some(
      ({ key, from }) =>
        from.length === 0 &&
        !key.endsWith('/') &&
        (key.startsWith('configmap:') || configName.test(key)) &&
        !isRead(key),
    );
    if (found.length === 0 && !missing) return deployment;
    if (deployment.state === 'active') for (const giver of found) given.add(giver);
    const exact = taken.flatMap(({ key, from }) => [key, ...from.flatMap(({ gives }) => gives ?? [])]);
    const takesNow = [...new Set(exact)];
    return known.of(deployment, [missing, takesNow.join('\n'), ...found], () =>
      enriched({ ...deployment, takes: takesNow }, deployment, found, missing),
    );
  });
  return given.size === 0 ? enrichedAll : enrichedAll.map((each) => (given.has(each) ? saidElsewhere(each) : each));
}

const silenced = new WeakMap<Deployment, Deployment>();

/** Without its settings; the same one again for as long as it is the same. */
function saidElsewhere(giver: Deployment): Deployment {
  if (giver.settings.size === 0) return giver;
  const before = silenced.get(giver);
  if (before !== undefined) return before;
  const made = { ...giver, settings: new Map() };
  silenced.set(giver, made);
  return made;
}

/** Whether something was read and says nothing of a server, such as the `registry.conf` of Seata. Made when it is first asked. */
function readFiles(parts: readonly Part[]): (key: string) => boolean {
  let keys: ReadonlySet<string> | undefined;
  return (key) => {
    if (keys !== undefined) return keys.has(key);
    const found = new Set(
      parts
        .filter(({ format, status }) => (format === 'native' || format === 'spring') && status === 'ok')
        .map(({ uri }) => `file:${uri}`),
    );
    for (const { scope, envFrom } of parts.flatMap(({ workloads }) => workloads))
      for (const { value, isRead } of envFrom) if (isRead === true) found.add(`configmap:${scope}/${value}`);
    keys = found;
    return keys.has(key);
  };
}

const known = new Derived<Deployment, Deployment>();

/** All files of the folder or the ConfigMap that a giver is in. */
function wholeOf(gives: string): string | undefined {
  if (gives.startsWith('file:')) return gives.slice(0, gives.lastIndexOf('/') + 1);
  const hash = gives.lastIndexOf('#');
  return hash < 0 ? undefined : gives.slice(0, hash + 1);
}

function givenFor(
  key: string,
  deployment: Deployment,
  givers: ReadonlyMap<string, readonly Deployment[]>,
): readonly Deployment[] {
  const found = fitting(deployment, nearestTo(deployment, givers.get(`${deployment.component} ${key}`) ?? []));
  // Of several files in a folder one cannot tell which is read.
  return key.endsWith('/') && found.length > 1 ? [] : found;
}

/** Where the files of Sentinels lie beside those of servers, each reads its own. */
function fitting({ role }: Deployment, givers: readonly Deployment[]): readonly Deployment[] {
  const own = givers.filter((giver) => (giver.role === 'sentinel') === (role === 'sentinel'));
  return own.length > 0 ? own : givers;
}

/** Manifests repeat names: the one in the same file, else all in the nearest folder. */
function nearestTo({ uri }: Deployment, givers: readonly Deployment[]): readonly Deployment[] {
  const best = Math.max(...givers.map((giver) => nearness(giver.uri, uri)));
  return givers.filter((giver) => nearness(giver.uri, uri) === best);
}

/** Its own statements win over what it takes. */
function enriched(
  deployment: Deployment,
  original: Deployment,
  givers: readonly Deployment[],
  missing: boolean,
): Deployment {
  const settings = [...givers.map((giver) => giver.settings), deployment.settings].reduce(mergedSettings);
  const members =
    deployment.members.length > 0
      ? deployment.members
      : (givers.find((giver) => giver.members.length > 0)?.members ?? []);
  const own = deployment.identity ?? [];
  return {
    ...deployment,
    settings,
    members,
    identity: own.length > 0 ? own : givers.flatMap((giver) => giver.identity ?? []),
    role: deployment.role ?? givers.find((giver) => giver.role !== undefined)?.role,
    topology: deployment.topology ?? givers.find((giver) => giver.topology !== undefined)?.topology,
    partial: deployment.partial || missing,
  };
}
