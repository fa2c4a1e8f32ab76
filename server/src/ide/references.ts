import type { Location, Position } from 'vscode-languageserver-types';
import type { Client, Deployment, Endpoint } from '../model/part.ts';
import type { Cluster } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import { sameHost, servers } from './definition.ts';
import { locationOfPlace, offsetAt, rangeOfSpan } from './range.ts';
import { type SymbolAt, symbolsAt, usesOf } from './symbols.ts';
import { clusterOf, targetsAt } from './target.ts';

/**
 * Who uses what stands at a position, or what it names: a variable, a property, a ConfigMap or its key, a file; of a service
 * every endpoint in the workspace that leads to it as well.
 */
export function references(project: Project, uri: string, position: Position, includeDeclaration: boolean): Location[] {
  const offset = offsetAt(project, uri, position);
  if (offset === undefined) return [];
  const symbol = nameAt(project, uri, offset);
  const named = symbol === undefined ? [] : usesOf(project, symbol);
  const given = symbol === undefined || !includeDeclaration ? [] : symbol.places;
  return distinct([
    ...[...given, ...named].map((place) => locationOfPlace(project, place)),
    ...endpointsAt(project, uri, symbol, offset, includeDeclaration),
  ]);
}

/** The name at an offset; of an endpoint that of the service it leads to. */
export function nameAt(project: Project, uri: string, offset: number): SymbolAt | undefined {
  const [own] = symbolsAt(project, uri, offset);
  if (own !== undefined) return own;
  const [target] = targetsAt(project, uri, offset);
  if (target?.kind !== 'endpoint') return undefined;
  const declared = serverOf(project, target.owner, target.endpoint)?.declaredAt;
  return declared?.key === undefined ? undefined : symbolsAt(project, declared.uri, declared.key.start)[0];
}

/** Of a service that is named by another one, the endpoints that lead to it are found from its declaration. */
export function endpointsAt(
  project: Project,
  uri: string,
  symbol: SymbolAt | undefined,
  offset: number,
  includeDeclaration: boolean,
): Location[] {
  const [place] = symbol?.places ?? [];
  if (symbol?.role !== 'reference' || place?.span === undefined)
    return servedFrom(project, uri, offset, includeDeclaration);
  return servedFrom(project, place.uri, place.span.start, includeDeclaration);
}

function servedFrom(project: Project, uri: string, offset: number, includeDeclaration: boolean): Location[] {
  for (const target of targetsAt(project, uri, offset)) {
    if (target.kind === 'deployment' && target.cluster !== undefined) {
      const found = endpointsOf(project, target.cluster, target.deployment);
      return includeDeclaration ? [...declarationOf(project, target.deployment), ...found] : found;
    }
    if (target.kind === 'endpoint') return fellows(project, target.owner, target.endpoint, includeDeclaration);
  }
  return [];
}

/** The deployment whose host name the endpoint writes, in the file it leads to. */
function serverOf(project: Project, owner: Client | Deployment, endpoint: Endpoint): Deployment | undefined {
  const uri = servers(project, owner, endpoint)[0]?.uri;
  return project
    .system()
    .clusters.flatMap(({ deployments, helpers }) => [...deployments, ...helpers])
    .find((candidate) => candidate.uri === uri && candidate.hosts.some((host) => sameHost(host, endpoint.host)));
}

/** Endpoints that lead to the same deployment. */
function fellows(
  project: Project,
  owner: Client | Deployment,
  endpoint: Endpoint,
  includeDeclaration: boolean,
): Location[] {
  const deployment = serverOf(project, owner, endpoint);
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

function distinct(locations: readonly Location[]): Location[] {
  return [...new Map(locations.map((one) => [`${one.uri} ${JSON.stringify(one.range.start)}`, one])).values()];
}
