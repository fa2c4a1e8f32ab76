import type { Anchor } from './anchor.ts';
import type { Mount } from './declaration.ts';
import type { Fact } from './fact.ts';
import type { Client, Deployment } from './part.ts';
import type { Cluster, System } from './system.ts';

/**
 * What is written for a setting: of a client one fact at most, of a cluster one per member that says it. Where a member
 * says it twice the last one counts.
 */
export function declaredFacts(subject: Cluster | Client, setting: string): readonly Fact[] {
  const holders = subject.kind === 'client' ? [subject] : [...subject.deployments, ...subject.helpers];
  const facts = holders.flatMap((holder) => holder.settings.get(setting)?.at(-1) ?? []);
  return facts.filter((fact) => fact.from === 'declared' && fact.at.length > 0);
}

/** Where a fact is written; undefined for a default. */
export function placeOf(fact: Fact<string | number> | undefined): Anchor | undefined {
  return fact?.at[0];
}

/** The places of facts, each once: members that share a YAML anchor share the place. */
export function distinctPlaces(facts: readonly Fact<string | number>[]): readonly Anchor[] {
  const byPlace = new Map<string, Anchor>();
  for (const at of facts.flatMap((fact) => fact.at.slice(0, 1))) {
    const key = JSON.stringify([at.uri, at.sub ?? at.value ?? null, at.key ?? null]);
    if (!byPlace.has(key)) byPlace.set(key, at);
  }
  return [...byPlace.values()];
}

/**
 * Whether the number of instances is said outright, though what is not said of the deployment means nothing: the values of a chart
 * for one environment are an installation; its own defaults are there to be changed.
 */
export function isCountStated({ controller, instances, environment }: Deployment): boolean {
  return controller === 'chart' && instances.from === 'declared' && environment !== 'unknown';
}

const configurationFile = /\.(conf|cfg|properties|ya?ml|xml|env|ini)$/;
const configurationFolder = /\/(?:(?:[\w-]+-)?(?:conf|config)|etc|resources|custom\.properties)(?:\/|$)/;

/**
 * Whether settings of a deployment may be written where nobody looked: in a fragment, by a script, or in a file or folder that
 * is mounted and was not followed, or is in the image. Then the absence of a setting says nothing.
 */
export function mayBeConfiguredElsewhere(deployment: Deployment): boolean {
  return deployment.partial || deployment.isSetUpUnseen === true || deployment.mounts.some(isUnreadConfiguration);
}

/** Files of a server that say nothing of how it works: logins of Java (`kafka_server_jaas.conf`) and logging. */
export function holdsNoSettings(path: string): boolean {
  return /(?:jaas\w*\.conf|(?:^|[/_-])(?:log4j2?|logback)[\w.-]*\.(?:properties|ya?ml|xml))$/.test(path);
}

/** ConfigMaps and files given by a relative path are followed when the workspace is put together. */
function isUnreadConfiguration({ kind, source, target }: Mount): boolean {
  if (holdsNoSettings(target)) return false;
  const isFile = configurationFile.test(target);
  if (!isFile && !configurationFolder.test(target)) return false;
  return kind !== 'config' && !(isFile && kind === 'bind' && /^\.{1,2}\//.test(source ?? ''));
}

/**
 * Whether a cluster is coordinated by something that is not part of the workspace: then more of its members may be declared
 * elsewhere, and their number is not known. `setting` names the coordinator (`kafka:zookeeper.connect`).
 */
export function isCoordinatedOutside(cluster: Cluster, setting: string, context: { readonly system: System }): boolean {
  const value = declaredFacts(cluster, setting)[0]?.value;
  if (value === undefined) return declaredFacts(cluster, setting).length > 0;
  const hosts = value.split(/[,\s/]+/).map((endpoint) => endpoint.split(':', 1)[0] ?? '');
  return !context.system.clusters.some(({ deployments }) =>
    deployments.some((member) => member.hosts.some((host) => hosts.includes(host))),
  );
}
