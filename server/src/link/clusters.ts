import { Derived } from '../base/derived.ts';
import { groupBy } from '../base/group.ts';
import type { Deployment, Endpoint, Tool } from '../model/part.ts';
import type { Cluster } from '../model/system.ts';
import { DisjointSets } from './disjoint-sets.ts';
import { environmentOf } from './environment.ts';
import type { HostIndex } from './host-index.ts';
import { folderPlaceOf, nearness, placeOf } from './place.ts';
import { isHelper, nodesOf, topologyOf } from './topology.ts';

/** What clusters are formed from. */
export interface Ground {
  readonly deployments: readonly Deployment[];
  readonly tools: readonly Tool[];
  readonly hosts: HostIndex;
  /** Path of a file in the workspace, for ids. */
  readonly path: (uri: string) => string;
  /** Components of which several equal members are one cluster. */
  readonly clusterable: ReadonlySet<string>;
}

/**
 * Forms the logical servers: deployments that name each other, share a cluster id, or were joined by a job are one; two
 * that have nothing in common stay two. In the order of the deployments.
 */
export function clustersOf(ground: Ground): Cluster[] {
  const { deployments } = ground;
  const sets = new DisjointSets(deployments.length);
  const index = new Map(deployments.map((deployment, at) => [deployment.id, at]));
  const join = (a: Deployment, b: Deployment): void => {
    const left = index.get(a.id);
    const right = index.get(b.id);
    if (left !== undefined && right !== undefined && a.component === b.component) sets.join(left, right);
  };
  joinByIdentity(deployments, join);
  joinByMembers(ground, join);
  joinByJobs(ground, join);
  joinConfigs(deployments, join);
  const rootOf = (deployment: Deployment): number => sets.find(index.get(deployment.id) ?? 0);
  joinLonely(deployments, rootOf, join);
  const joined = jobMembers(ground);
  const numbers = new Map<string, number>();
  return [...groupBy(deployments, rootOf).values()].map((members) => clusterOf(members, joined, numbers, ground));
}

type Join = (a: Deployment, b: Deployment) => void;

function joinAll(group: readonly Deployment[], join: Join): void {
  const [first, ...rest] = group;
  if (first !== undefined) for (const other of rest) join(first, other);
}

function joinByIdentity(deployments: readonly Deployment[], join: Join): void {
  const keyed = deployments.flatMap((deployment) =>
    identitiesOf(deployment).map((key) => ({
      deployment,
      key: `${deployment.component} ${placeOf(deployment)} ${key}`,
    })),
  );
  for (const group of groupBy(keyed, ({ key }) => key).values())
    joinAll(
      group.map(({ deployment }) => deployment),
      join,
    );
  joinPools(deployments, join);
  joinContainers(deployments, join);
}

/** Node pools in files of their own, where one folder declares their cluster once. */
function joinPools(deployments: readonly Deployment[], join: Join): void {
  const operated = deployments.flatMap((deployment) => {
    const key =
      deployment.controller === 'resource'
        ? deployment.identity?.find((each) => /^(?:strimzi|rook):/.test(each))
        : undefined;
    const place = folderPlaceOf(deployment);
    return key === undefined || place === undefined ? [] : [{ deployment, key: `${place} ${key}` }];
  });
  for (const group of groupBy(operated, ({ key }) => key).values()) {
    const members = group.map(({ deployment }) => deployment);
    if (members.filter(isWhole).length === 1) joinAll(members, join);
  }
}

/** The cluster itself, beside its pools. */
function isWhole(deployment: Deployment): boolean {
  return deployment.labels['strimzi.io/cluster'] === undefined && !isHelper(deployment);
}

/** Containers of one pod: a server and its sentinel. */
function joinContainers(deployments: readonly Deployment[], join: Join): void {
  const pods = deployments.filter(
    ({ controller }) => controller !== 'compose' && controller !== 'file' && controller !== 'chart',
  );
  for (const group of groupBy(
    pods,
    (each) => `${each.component} ${placeOf(each)} ${each.controller} ${each.name}`,
  ).values())
    joinAll(group, join);
}

/** Its own keys, and the list of members where it names other machines: all who have the same list are one. */
function identitiesOf({ identity = [], members }: Deployment): string[] {
  const hosts = members.map(({ host }) => host.toLowerCase());
  const elsewhere = hosts.some((host) => host !== 'localhost' && host !== '0.0.0.0' && !host.startsWith('127.'));
  return elsewhere
    ? [...identity, `members:${hosts.sort().join(',')}`]
    : identity.filter((key) => !key.startsWith('voters:'));
}

/** Members by name; the same place only, as host names hold nowhere else. */
function joinByMembers({ deployments, hosts }: Ground, join: Join): void {
  for (const deployment of deployments) {
    for (const { host } of deployment.members) {
      const peers = hosts.inScope(deployment.scope, host);
      const here = peers.filter((peer) => placeOf(peer) === placeOf(deployment));
      const place = folderPlaceOf(deployment);
      const beside =
        here.length > 0 || place === undefined
          ? []
          : peers.filter((peer) => peer.component === deployment.component && folderPlaceOf(peer) === place);
      for (const peer of here) join(deployment, peer);
      if (beside.length === 1 && beside[0] !== undefined) join(deployment, beside[0]);
    }
  }
}

function joinByJobs({ deployments, tools, hosts }: Ground, join: Join): void {
  for (const tool of tools) joinAll(joinedBy(tool, hosts), join);
  // Cluster mode without any list: nodes of one file that a script or an address joins.
  const silent = deployments.filter(
    ({ component, topology, members }) => component === 'redis' && topology === 'cluster' && members.length === 0,
  );
  const services = silent.filter(({ controller }) => controller === 'compose');
  for (const group of groupBy(services, placeOf).values()) joinAll(group, join);
  // A workload of several pods is a cluster of its own; of one name in several files only one is meant.
  const pods = silent.filter(({ controller, instances }) => podControllers.has(controller) && instances.value === 1);
  for (const folder of groupBy(pods, (each) => folderPlaceOf(each) ?? placeOf(each)).values()) {
    const isOne = new Set(folder.map(({ name }) => name)).size === folder.length;
    for (const group of groupBy(folder, (each) => (isOne ? '' : placeOf(each))).values()) joinAll(group, join);
  }
}

const podControllers: ReadonlySet<Deployment['controller']> = new Set(['Deployment', 'StatefulSet', 'Pod']);

function joinedBy(tool: Tool, hosts: HostIndex): Deployment[] {
  const uri = tool.at.uri;
  return (tool.joins ?? []).flatMap(({ host }: Endpoint) =>
    hosts.inScope(tool.scope ?? '', host).filter((each) => each.uri === uri && each.component === tool.component),
  );
}

function jobMembers({ tools, hosts }: Ground): ReadonlySet<string> {
  return new Set(tools.flatMap((tool) => joinedBy(tool, hosts)).map(({ id }) => id));
}

/** An env file or a ConfigMap belongs to the nearest deployment that takes it. */
function joinConfigs(deployments: readonly Deployment[], join: Join): void {
  const takers = new Map<string, Deployment[]>();
  for (const deployment of deployments) {
    for (const key of deployment.takes ?? [])
      takers.set(`${deployment.component} ${key}`, [
        ...(takers.get(`${deployment.component} ${key}`) ?? []),
        deployment,
      ]);
  }
  for (const deployment of deployments) {
    const found =
      deployment.gives === undefined ? [] : (takers.get(`${deployment.component} ${deployment.gives}`) ?? []);
    const best = Math.max(...found.map(({ uri }) => nearness(uri, deployment.uri)));
    const taker = found.find(({ uri }) => nearness(uri, deployment.uri) === best);
    if (taker !== undefined) join(deployment, taker);
  }
}

/**
 * Replicas, sentinels and controllers that name nobody belong to the only other cluster of their place; sentinels also to that of
 * their folder of manifests.
 */
function joinLonely(deployments: readonly Deployment[], rootOf: (deployment: Deployment) => number, join: Join): void {
  joinAlone(deployments, placeOf, rootOf, join);
  const ofSentinel = deployments.filter(({ component }) => component === 'redis');
  joinAlone(
    ofSentinel.filter((each) => folderPlaceOf(each) !== undefined),
    (each) => folderPlaceOf(each) ?? '',
    rootOf,
    (main, other) => other.role === 'sentinel' && join(main, other),
  );
}

function joinAlone(
  deployments: readonly Deployment[],
  place: (deployment: Deployment) => string,
  rootOf: (deployment: Deployment) => number,
  join: (main: Deployment, other: Deployment) => unknown,
): void {
  for (const group of groupBy(deployments, (each) => `${each.component} ${place(each)}`).values()) {
    const lonely = group.filter(
      (each) =>
        each.role !== undefined &&
        group.every((other) => other === each || other.role !== undefined || rootOf(other) !== rootOf(each)),
    );
    const main = new Set(group.filter((each) => each.role === undefined).map(rootOf));
    const home = group.find((each) => each.role === undefined);
    if (home === undefined || main.size !== 1) continue;
    for (const each of lonely) join(home, each);
  }
}

/** Containers before the files that configure them. */
function ordered(members: readonly Deployment[]): readonly Deployment[] {
  const started = members.filter(({ controller }) => controller !== 'file');
  return [...started, ...members.filter((member) => !started.includes(member))];
}

function clusterOf(
  group: readonly Deployment[],
  joined: ReadonlySet<string>,
  numbers: Map<string, number>,
  { path, clusterable }: Ground,
): Cluster {
  const members = ordered(group);
  const [first] = members;
  if (first === undefined) throw new Error('a group has at least one member');
  const { component } = first;
  const base = `${component}@${path(first.uri)}`;
  const number = (numbers.get(base) ?? 0) + 1;
  numbers.set(base, number);
  const id = number === 1 ? base : `${base}#${number}`;
  const isJoined = members.some((member) => joined.has(member.id));
  return known.of(first, [id, isJoined, clusterable, ...members], () =>
    made(id, isJoined, members, first, clusterable),
  );
}

const known = new Derived<Deployment, Cluster>();

function made(
  id: string,
  isJoined: boolean,
  members: readonly Deployment[],
  first: Deployment,
  clusterable: ReadonlySet<string>,
): Cluster {
  const { component } = first;
  const deployments = members.filter((member) => !isHelper(member));
  const helpers = members.filter(isHelper);
  const working = helpers.filter(({ state }) => state === 'active');
  const nodes = nodesOf(deployments);
  const versioned = members.find(({ version }) => version.value !== undefined);
  return {
    kind: 'cluster',
    id,
    component,
    name: commonName(deployments.length > 0 ? deployments : helpers),
    at: first.at,
    deployments,
    helpers,
    topology: isJoined ? 'cluster' : topologyOf(component, deployments, working, nodes.value, clusterable),
    nodes,
    version: versioned?.version ?? first.version,
    environment: environmentOf(members),
    state: members.every(({ state }) => state === 'inactive') ? 'inactive' : 'active',
    partial: isPartial(members),
  };
}

/** An override beside its service hides nothing; everything else that is partial does. */
function isPartial(members: readonly Deployment[]): boolean {
  const containers = members.filter(({ controller }) => controller !== 'file');
  const whole = containers.filter(({ image, controller }) => image !== undefined || controller === 'resource');
  if (whole.length > 0) return whole.some(({ partial }) => partial);
  return members.some(({ partial }) => partial);
}

/** `zk1`, `zk2`, `zk3` → `zk`. */
function commonName(members: readonly Deployment[]): string {
  const named = members.filter(({ controller }) => controller !== 'file');
  const names = [...new Set((named.length > 0 ? named : members).map(({ name }) => name))];
  const [first = ''] = names;
  if (names.length === 1) return first;
  let length = first.length;
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length--;
  const stem = first.slice(0, length).replace(/[-_.\d]+$/, '');
  return stem === '' ? (members[0]?.component ?? first) : stem;
}
