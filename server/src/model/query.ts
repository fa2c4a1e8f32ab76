import type { Fact } from './fact.ts';
import type { Client, Deployment, Settings, Topology } from './part.ts';
import type { Cluster } from './system.ts';

/** Client libraries that stand for a server of another name. */
const libraries: Readonly<Record<string, string>> = { redisson: 'redis', curator: 'zookeeper' };

/** The component whose servers a client of `component` reaches: Redis for Redisson, else itself. */
export function reachedThrough(component: string): string {
  return libraries[component] ?? component;
}

/** The declared fact of a setting that wins. */
export function last(settings: Settings, id: string): Fact | undefined {
  return settings.get(id)?.at(-1);
}

/** Data members, then helpers. */
export function members({ deployments, helpers }: Cluster): readonly Deployment[] {
  return [...deployments, ...helpers];
}

/** What the members of a cluster declare for a setting. */
export interface ClusterSetting {
  /** `conflicting`: members that declare it declare different values. */
  readonly agreement: 'none' | 'all' | 'some' | 'conflicting';
  /** The winning fact of each member that declares it. */
  readonly facts: readonly Fact[];
}

/** Asks the data members; only where none of them declares it, the helpers. */
export function settingOf(cluster: Cluster, id: string): ClusterSetting {
  const asked = cluster.deployments.some(({ settings }) => settings.has(id)) ? cluster.deployments : cluster.helpers;
  const facts = asked.flatMap(({ settings }) => last(settings, id) ?? []);
  if (facts.length === 0) return { agreement: 'none', facts };
  if (new Set(facts.map(({ value }) => value)).size > 1) return { agreement: 'conflicting', facts };
  return {
    agreement: asked.every((member) => member.settings.has(id) || member.controller === 'file') ? 'all' : 'some',
    facts,
  };
}

/** What a client's own words say of the cluster it expects. Several endpoints, or an explicit mode, tell; one endpoint does not. */
export function expectedShape({ mode, endpoints }: Client): {
  readonly topology: Topology;
  readonly nodes: number | undefined;
} {
  if (mode === 'standalone') return { topology: 'standalone', nodes: 1 };
  if (mode === 'cluster' || (mode === 'unknown' && endpoints.length > 1))
    return { topology: 'cluster', nodes: endpoints.length > 1 ? endpoints.length : undefined };
  return { topology: mode, nodes: undefined };
}
