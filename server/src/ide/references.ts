import type { Location, Position } from 'vscode-languageserver-types';
import type { Deployment, Endpoint } from '../model/part.ts';
import type { Cluster } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import { sameHost, servers } from './definition.ts';
import { offsetAt, rangeOfSpan } from './range.ts';
import { clusterOf, targetsAt } from './target.ts';

/** From a service to every endpoint in the workspace that leads to it; from an endpoint to its fellows. */
export function references(project: Project, uri: string, position: Position, includeDeclaration: boolean): Location[] {
  const offset = offsetAt(project, uri, position);
  if (offset === undefined) return [];
  for (const target of targetsAt(project, uri, offset)) {
    if (target.kind === 'deployment' && target.cluster !== undefined) {
      const found = endpointsOf(project, target.cluster, target.deployment);
      return includeDeclaration ? [...declarationOf(project, target.deployment), ...found] : found;
    }
    if (target.kind === 'endpoint')
      return fellows(
        project,
        servers(project, target.owner, target.endpoint)[0]?.uri,
        target.endpoint,
        includeDeclaration,
      );
  }
  return [];
}

/** Deployments whose host names the endpoint writes, in the file it leads to. */
function fellows(
  project: Project,
  uri: string | undefined,
  endpoint: Endpoint,
  includeDeclaration: boolean,
): Location[] {
  const deployment = project
    .system()
    .clusters.flatMap(({ deployments, helpers }) => [...deployments, ...helpers])
    .find((candidate) => candidate.uri === uri && candidate.hosts.some((host) => sameHost(host, endpoint.host)));
  const cluster = deployment === undefined ? undefined : clusterOf(project, deployment.id);
  if (deployment === undefined || cluster === undefined) return [];
  const found = endpointsOf(project, cluster, deployment);
  return includeDeclaration ? [...declarationOf(project, deployment), ...found] : found;
}

function endpointsOf(project: Project, cluster: Cluster, deployment: Deployment): Location[] {
  const fromClients = project
    .system()
    .links.filter((link) => link.cluster?.id === cluster.id)
    .flatMap((link) => link.endpoints)
    .filter((endpoint) => leadsTo(endpoint, deployment, cluster));
  const fromMembers = [...cluster.deployments, ...cluster.helpers]
    .flatMap(({ members }) => members)
    .filter((endpoint) => deployment.hosts.some((host) => sameHost(host, endpoint.host)));
  return [...fromClients, ...fromMembers].flatMap((endpoint) => locationOf(project, endpoint));
}

/** A name of the member itself, or a name of the cluster as a whole (a Service, a published port). */
function leadsTo(endpoint: Endpoint, deployment: Deployment, cluster: Cluster): boolean {
  const names = (candidate: Deployment): boolean => candidate.hosts.some((host) => sameHost(host, endpoint.host));
  return names(deployment) || !cluster.deployments.some(names);
}

function locationOf(project: Project, { at }: Endpoint): Location[] {
  const span = at.sub ?? at.value;
  const range = span === undefined ? undefined : rangeOfSpan(project, at.uri, span);
  return range === undefined ? [] : [{ uri: at.uri, range }];
}

function declarationOf(project: Project, { declaredAt }: Deployment): Location[] {
  const range = declaredAt.key === undefined ? undefined : rangeOfSpan(project, declaredAt.uri, declaredAt.key);
  return range === undefined ? [] : [{ uri: declaredAt.uri, range }];
}
