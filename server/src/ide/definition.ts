import type { Location, Position, Range } from 'vscode-languageserver-types';
import type { Anchor } from '../model/anchor.ts';
import type { Client, Deployment, Endpoint } from '../model/part.ts';
import type { Cluster } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import { locationOfPlace, offsetAt, rangeOfAnchor, rangeOfSpan } from './range.ts';
import { symbolsAt } from './symbols.ts';
import { clusterOf, targetsAt } from './target.ts';

/** Where something leads, and the text that leads there. */
export interface Leads {
  readonly origin?: Range;
  readonly locations: readonly Location[];
}

/**
 * From a placeholder to what it is filled in with, from a reference to the service, ConfigMap, key or file it names, from an
 * endpoint to the service or workload that serves it.
 */
export function definition(project: Project, uri: string, position: Position): Leads {
  const offset = offsetAt(project, uri, position);
  if (offset === undefined) return { locations: [] };
  for (const { span, role, places } of symbolsAt(project, uri, offset)) {
    if (role === 'definition') continue;
    const origin = rangeOfSpan(project, uri, span);
    const found = places.map((place) => locationOfPlace(project, place));
    return { ...(origin === undefined ? {} : { origin }), locations: found };
  }
  return { locations: servedAt(project, uri, offset) };
}

function servedAt(project: Project, uri: string, offset: number): Location[] {
  for (const target of targetsAt(project, uri, offset)) {
    if (target.kind === 'endpoint') return locations(project, servers(project, target.owner, target.endpoint));
    if (target.kind === 'client')
      return locations(project, linkedClusters(project, target.client).flatMap(declarations));
  }
  return [];
}

/** Declarations an endpoint leads to: the member it names, else all members of the cluster it reaches. */
export function servers(project: Project, owner: Client | Deployment, endpoint: Endpoint): readonly Anchor[] {
  const clusters = owner.kind === 'client' ? linkedClusters(project, owner, endpoint) : ownCluster(project, owner);
  const members = clusters.flatMap(({ deployments, helpers }) => [...deployments, ...helpers]);
  const named = members.filter((member) => member.hosts.some((host) => sameHost(host, endpoint.host)));
  return (named.length > 0 ? named : members).map(({ declaredAt }) => declaredAt);
}

/** Whether a host name written in an endpoint is one of a deployment's: equal, or the first label of it (`zk-0.zk`, `redis.shop.svc`). */
export function sameHost(host: string, written: string): boolean {
  return host === written || written.startsWith(`${host}.`);
}

export function linkedClusters(project: Project, client: Client, endpoint?: Endpoint): readonly Cluster[] {
  const clusters = project
    .system()
    .links.filter((link) => link.client.id === client.id)
    .filter(
      (link) =>
        endpoint === undefined ||
        link.endpoints.some((one) => one.host === endpoint.host && one.port === endpoint.port),
    )
    .map((link) => link.cluster);
  return clusters.filter((cluster) => cluster !== undefined);
}

function ownCluster(project: Project, deployment: Deployment): readonly Cluster[] {
  const cluster = clusterOf(project, deployment.id);
  return cluster === undefined ? [] : [cluster];
}

function declarations(cluster: Cluster): readonly Anchor[] {
  return cluster.deployments.map(({ declaredAt }) => declaredAt);
}

/** Distinct locations of the keys of anchors. */
function locations(project: Project, anchors: readonly Anchor[]): Location[] {
  const found = new Map<string, Location>();
  for (const anchor of anchors) {
    const range = rangeOfAnchor(project, { ...anchor, part: 'key' });
    if (range !== undefined)
      found.set(`${anchor.uri}#${range.start.line}:${range.start.character}`, { uri: anchor.uri, range });
  }
  return [...found.values()];
}
