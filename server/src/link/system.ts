import type { Knowledge } from '../knowledge/types.ts';
import type { Application, Part } from '../model/part.ts';
import type { System } from '../model/system.ts';
import { withBudgets } from './budgets.ts';
import { withClientVersions } from './client-versions.ts';
import { withGoverning } from './governing.ts';
import { landscapeOf } from './landscape.ts';
import { withRemoteConfig } from './remote-config.ts';
import { linksOf } from './links.ts';
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
  const configured = withSharedConfig(
    parts.flatMap((part) => part.deployments),
    parts,
  );
  const deployments = withGoverning(withBudgets(configured, parts), parts);
  const landscape = landscapeOf(parts, deployments, knowledge, path);
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
  return {
    parts: all,
    clusters: landscape.clusters,
    clients,
    applications: [...applications.values()],
    links: clients.flatMap((client) => linksOf(client, landscape, applications.get(client.application))),
    coveredBy,
  };
}
