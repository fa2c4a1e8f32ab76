import { Derived } from '../base/derived.ts';
import { groupBy } from '../base/group.ts';
import type { Knowledge } from '../knowledge/types.ts';
import { members } from '../model/query.ts';
import type { Deployment, Part } from '../model/part.ts';
import type { Cluster } from '../model/system.ts';
import { clustersOf } from './clusters.ts';
import { type HostIndex, indexHosts } from './host-index.ts';

/** Everything that runs in a workspace, by the ways in which a client may find it. */
export interface Landscape {
  readonly hosts: HostIndex;
  readonly clusters: readonly Cluster[];
  /** By the id of a member. */
  readonly clusterOf: ReadonlyMap<string, Cluster>;
  /** How many clusters of each component the workspace has. */
  readonly clusterCounts: ReadonlyMap<string, number>;
  /** Scopes in which a workload of this name runs, by name in lower case. */
  readonly projects: ReadonlyMap<string, ReadonlySet<string>>;
}

const known = new Derived<Knowledge, Landscape>();

/** The very same landscape again while nothing that runs has changed: most edits are of clients, or say nothing. */
export function landscapeOf(
  parts: readonly Part[],
  deployments: readonly Deployment[],
  knowledge: Knowledge,
  path: (uri: string) => string,
): Landscape {
  const tools = parts.flatMap((part) => part.tools);
  const services = parts.flatMap((part) => part.services);
  const workloads = parts.flatMap((part) => part.workloads.flatMap(({ scope, name }) => [scope, name]));
  const base = path(parts[0]?.uri ?? '');
  return known.of(knowledge, [base, ...deployments, ...tools, ...services, ...workloads], () => {
    const hosts = indexHosts(parts, deployments);
    const clusters = clustersOf({ deployments, tools, hosts, path, clusterable: clusterableIn(knowledge) });
    return {
      hosts,
      clusters,
      clusterOf: new Map(clusters.flatMap((cluster) => members(cluster).map(({ id }) => [id, cluster] as const))),
      clusterCounts: countsOf(clusters),
      projects: projectsOf(parts),
    };
  });
}

/** What one file alone deploys: the clusters it would form if nothing changed it. */
export function clustersAlone(part: Part, knowledge: Knowledge, path: (uri: string) => string): readonly Cluster[] {
  const { deployments, tools } = part;
  const hosts = indexHosts([part], deployments);
  return clustersOf({ deployments, tools, hosts, path, clusterable: clusterableIn(knowledge) });
}

const clusterable = new WeakMap<Knowledge, ReadonlySet<string>>();

/** Components of which several equal members are one cluster, as the knowledge base describes them. */
function clusterableIn(knowledge: Knowledge): ReadonlySet<string> {
  const before = clusterable.get(knowledge);
  if (before !== undefined) return before;
  const several = knowledge.components.filter(({ topologies }) =>
    topologies.some(({ topology }) => topology === 'cluster'),
  );
  const made = new Set(several.map(({ id }) => id));
  clusterable.set(knowledge, made);
  return made;
}

function countsOf(clusters: readonly Cluster[]): ReadonlyMap<string, number> {
  return new Map(
    [...groupBy(clusters, ({ component }) => component)].map(([component, group]) => [component, group.length]),
  );
}

/** Scopes of all workloads by name: where an application runs, its host names hold. */
function projectsOf(parts: readonly Part[]): ReadonlyMap<string, ReadonlySet<string>> {
  const projects = new Map<string, Set<string>>();
  for (const { name, scope } of parts.flatMap((part) => part.workloads)) {
    const key = name.toLowerCase();
    const scopes = projects.get(key);
    if (scopes === undefined) projects.set(key, new Set([scope]));
    else scopes.add(scope);
  }
  return projects;
}
