import { groupBy } from '../base/group.ts';
import type { Knowledge } from '../knowledge/types.ts';
import { members } from '../model/query.ts';
import type { Application, Part } from '../model/part.ts';
import type { Cluster, System } from '../model/system.ts';
import { withClientVersions } from './client-versions.ts';
import { clustersOf } from './clusters.ts';
import { indexHosts } from './host-index.ts';
import { withRemoteConfig } from './remote-config.ts';
import { linksOf, projectsOf } from './links.ts';
import { withSharedConfig } from './shared-config.ts';

/**
 * Puts the parts of a workspace together: clusters, applications, clients, and links between them. The order follows the
 * parts. `path` gives the workspace path of a file for ids that people see; by default the URI. What stands in a covered file
 * is in force as part of the views that cover it, and is left out here.
 */
export function link(
  all: readonly Part[],
  knowledge: Knowledge,
  path: (uri: string) => string = (uri) => uri,
  coveredBy: System['coveredBy'] = new Map(),
): System {
  const parts = all.filter(({ uri }) => !coveredBy.has(uri));
  const deployments = withSharedConfig(
    parts.flatMap((part) => part.deployments),
    parts,
  );
  const tools = parts.flatMap((part) => part.tools);
  const hosts = indexHosts(parts, deployments);
  const clusters = clustersOf({ deployments, tools, hosts, path, clusterable: clusterableIn(knowledge) });
  const clusterOf = new Map(clusters.flatMap((cluster) => members(cluster).map(({ id }) => [id, cluster] as const)));
  const applications = new Map<string, Application>();
  for (const application of parts.flatMap((part) => part.applications))
    if (!applications.has(application.id)) applications.set(application.id, application);
  const clients = withRemoteConfig(
    withClientVersions(
      parts.flatMap((part) => part.clients),
      parts,
      knowledge,
    ),
  );
  const reach = { hosts, clusterOf, applications, projects: projectsOf(parts), clusterCounts: countsOf(clusters) };
  return {
    parts: all,
    clusters,
    clients,
    applications: [...applications.values()],
    links: clients.flatMap((client) => linksOf(client, reach)),
    coveredBy,
  };
}

const clusterable = new WeakMap<Knowledge, ReadonlySet<string>>();

/** Components of which several equal members are one cluster, as the knowledge base describes them. */
function clusterableIn(knowledge: Knowledge): ReadonlySet<string> {
  const known = clusterable.get(knowledge);
  if (known !== undefined) return known;
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
