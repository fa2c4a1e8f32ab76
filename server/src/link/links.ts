import { append } from '../base/group.ts';
import { Derived } from '../base/derived.ts';
import { folderOf } from '../base/uri.ts';
import { reachedThrough } from '../model/query.ts';
import type { Application, Client, Deployment, Endpoint } from '../model/part.ts';
import type { Cluster, Link } from '../model/system.ts';
import type { Landscape } from './landscape.ts';
import { nearness } from './place.ts';
import { isMetAs, isMetElsewhere } from './reach.ts';

/** What the links of one client are found with. */
interface Reach {
  readonly landscape: Landscape;
  readonly application: Application | undefined;
}

const ownMachine = new Set(['localhost', '127.0.0.1', '::1', 'host.docker.internal', '0.0.0.0']);

/**
 * Where a client leads: one link for each cluster its endpoints reach, and one without a cluster for endpoints nothing in the
 * workspace answers to. An endpoint that could mean several clusters gives no link.
 */
export function linksOf(client: Client, landscape: Landscape, application: Application | undefined): readonly Link[] {
  return known.of(client, [landscape, application], () => find(client, { landscape, application }));
}

const known = new Derived<Client, readonly Link[]>();

function find(client: Client, reach: Reach): readonly Link[] {
  const found = new Map<Cluster | undefined, Endpoint[]>();
  for (const endpoint of client.endpoints) {
    const clusters = clustersBehind(endpoint, client, reach);
    const meant = clusters && inEnvironmentOf(client, clusters);
    if (meant === undefined || meant.length > 1) continue;
    const [cluster] = meant;
    append(found, cluster, endpoint);
  }
  const ends = [...found].flatMap(([cluster, endpoints]) => [cluster, ...endpoints]);
  return same.of(client, ends, () => [...found].map(([cluster, endpoints]) => ({ client, cluster, endpoints })));
}

/** Another landscape may hold what this client reaches unchanged. */
const same = new Derived<Client, readonly Link[]>();

/** The same service runs in every view of a project: a client means that of its own environment, else the plain one. */
function inEnvironmentOf({ environment }: Client, clusters: readonly Cluster[]): readonly Cluster[] {
  if (clusters.length < 2) return clusters;
  const same = clusters.filter((cluster) => cluster.environment === environment);
  return same.length > 0 ? same : clusters.filter((cluster) => cluster.environment === 'unknown');
}

/** Undefined where a name may mean one of them or something that is not deployed here. */
function clustersBehind(endpoint: Endpoint, client: Client, reach: Reach): readonly Cluster[] | undefined {
  const component = reachedThrough(client.component);
  const fits = (deployment: Deployment): boolean => deployment.component === component;
  const written = endpoint.host.toLowerCase();
  const own = client.ownNames?.find(({ name }) => name.toLowerCase() === written);
  const host = (own?.for ?? written).toLowerCase();
  if (host === '') return [];
  if (own?.stands === 'container') return nearest(reach.landscape.hosts.anywhere(host).filter(fits), client.uri, reach);
  if (isOutsideContainer(host, client)) return publishedThere(endpoint, client, reach, fits);
  if (ownMachine.has(host)) return onOwnMachine(endpoint, client, reach, fits);
  return named({ host, isOwn: own !== undefined, fits }, client, reach);
}

interface Name {
  readonly host: string;
  /** The client alone has it. */
  readonly isOwn: boolean;
  readonly fits: (deployment: Deployment) => boolean;
}

function named({ host, isOwn, fits }: Name, client: Client, reach: Reach): readonly Cluster[] | undefined {
  const here = reach.landscape.hosts.inScope(client.scope, host).filter(fits);
  const met = here.filter((deployment) => isMetAs(host, client, deployment));
  if (met.length > 0) return nearestInside(met, reach.landscape.hosts.outside(host, client.scope), client, reach);
  const elsewhere = client.networks === undefined ? [] : reach.landscape.hosts.anywhere(host).filter(fits);
  const joined = elsewhere.filter((deployment) => isMetElsewhere(host, client, deployment));
  if (here.length > 0 || joined.length > 0 || isOwn) return nearest(joined, client.uri, reach);
  const qualified = host.includes('.') ? reach.landscape.hosts.anywhere(host).filter(fits) : [];
  if (qualified.length > 0) return nearestInside(qualified, reach.landscape.hosts.outside(host), client, reach);
  return isWorkload(client, reach) ? [] : fromOutside(host, client, reach, fits);
}

/** Names by which a container means the machine that runs it. */
function isOutsideContainer(host: string, { networks }: Client): boolean {
  return host === 'host-gateway' || (host === 'host.docker.internal' && networks !== undefined);
}

/**
 * A process started on the machine reaches ports that compose publishes there; a container's own machine is itself, with those
 * that share its network.
 */
function onOwnMachine(
  { port }: Endpoint,
  client: Client,
  reach: Reach,
  fits: (deployment: Deployment) => boolean,
): Cluster[] {
  if (client.networkOf !== undefined)
    return distinct(reach.landscape.hosts.inScope(client.scope, client.networkOf).filter(fits), reach);
  if (isWorkload(client, reach) && client.hostNetwork !== true) return [];
  return publishedThere({ port }, client, reach, fits);
}

function publishedThere(
  { port }: Pick<Endpoint, 'port'>,
  client: Client,
  reach: Reach,
  fits: (deployment: Deployment) => boolean,
): Cluster[] {
  return port === undefined ? [] : aroundOrOnly(reach.landscape.hosts.publishing(port).filter(fits), client, reach);
}

/**
 * Of several projects in a workspace, the compose file in the nearest folder above the client's file is its own; without one
 * the answer holds only if the component runs nowhere else.
 */
function aroundOrOnly(deployments: readonly Deployment[], client: Client, reach: Reach): Cluster[] {
  const above = deployments.filter(({ uri }) => client.uri.startsWith(`${folderOf(uri)}/`));
  const deepest = Math.max(0, ...above.map(({ uri }) => folderOf(uri).length));
  if (above.length > 0)
    return distinct(
      above.filter(({ uri }) => folderOf(uri).length === deepest),
      reach,
    );
  const only = deployments[0] !== undefined && reach.landscape.clusterCounts.get(deployments[0].component) === 1;
  return only ? distinct(deployments, reach) : [];
}

/** A Spring file does not say where it runs: the project in which its application runs decides, else the only answer there is. */
function fromOutside(host: string, client: Client, reach: Reach, fits: (deployment: Deployment) => boolean): Cluster[] {
  const candidates = reach.landscape.hosts.anywhere(host).filter(fits);
  const name = reach.application?.name.toLowerCase();
  const scopes = name === undefined ? undefined : reach.landscape.projects.get(name);
  const inProject = scopes === undefined ? [] : candidates.filter(({ scope }) => scopes.has(scope));
  if (inProject.length > 0) return distinct(inProject, reach);
  // Where its container meets something else under that name, only a developer's machine is left.
  const isTaken = [...(scopes ?? [])].some((scope) => reach.landscape.hosts.outside(host, scope).length > 0);
  const left = isTaken ? candidates.filter(({ scope }) => !scope.startsWith('namespace:')) : candidates;
  const around = aroundOrOnly(left, client, reach);
  return around.length > 0 ? around : distinct(left, reach);
}

/** Environment variables and arguments belong to a container, and so do its env files and ConfigMaps. */
function isWorkload(client: Client, { landscape, application }: Reach): boolean {
  if (client.evidence === 'env' || client.evidence === 'argument' || client.evidence === 'resource') return true;
  if (application?.isContainer === true) return true;
  return (
    application !== undefined &&
    client.scope.startsWith('namespace:') &&
    landscape.projects.has(application.name.toLowerCase())
  );
}

/** The same names are often deployed in several folders as alternatives: those next to the client count. */
function nearest(deployments: readonly Deployment[], uri: string, reach: Reach): Cluster[] {
  const best = Math.max(...deployments.map((deployment) => nearness(deployment.uri, uri)));
  return distinct(
    deployments.filter((deployment) => nearness(deployment.uri, uri) === best),
    reach,
  );
}

/** The same, where a Service of that name may lead out of the workspace: the nearer one of both is meant. */
function nearestInside(
  deployments: readonly Deployment[],
  outside: readonly string[],
  { uri }: Client,
  reach: Reach,
): readonly Cluster[] | undefined {
  const inside = nearest(deployments, uri, reach);
  if (outside.length === 0) return inside;
  const far = Math.max(...outside.map((other) => nearness(other, uri)));
  const near = Math.max(...deployments.map((deployment) => nearness(deployment.uri, uri)));
  if (far === near) return undefined;
  return near > far ? inside : [];
}

function distinct(deployments: readonly Deployment[], { landscape: { clusterOf } }: Reach): Cluster[] {
  const [first, ...others] = deployments;
  if (first === undefined) return [];
  const cluster = clusterOf.get(first.id);
  if (others.length === 0) return cluster === undefined ? [] : [cluster];
  return [...new Set(deployments.flatMap(({ id }) => clusterOf.get(id) ?? []))];
}
