import { inferred, unknown, type Fact } from '../model/fact.ts';
import type { Deployment, Topology } from '../model/part.ts';

/** Roles that hold no data of their own, or have no vote. */
const helperRoles = new Set([
  'observer',
  'sentinel',
  'controller',
  'console',
  'arbiter',
  'proxy',
  'name-server',
  'bookie',
  'client-agent',
  'pool',
  'file-system',
  'object-gateway',
  'job-service',
  'name-node',
  'secondary-name-node',
  'journal-node',
  'failover-controller',
  'resource-manager',
  'history-server',
  'master',
  'job-manager',
  'driver',
]);

/** Stated outright, these hold also where only one member is in sight. */
const several: ReadonlySet<Topology> = new Set(['replicated', 'sentinel']);

/** Components whose every member lists all members. */
const completeLists = new Set(['zookeeper', 'nacos', 'etcd']);

/** Components whose nodes register with a coordinator and need no names of their own. */
const workers = new Set(['flink', 'spark', 'yarn']);

export function isHelper({ role }: Deployment): boolean {
  return role !== undefined && helperRoles.has(role);
}

/** Data or voting members: the instances of the deployments, or the members they list where that is more. */
export function nodesOf(deployments: readonly Deployment[]): Fact<number> {
  const started = deployments.filter(({ controller }) => controller !== 'file');
  const counted = oncePerPod(poolsOnly(started.length > 0 ? started : deployments.slice(0, 1)));
  const listed = listedMembers(counted);
  const sum = sumOf(counted);
  if (listed > 0 && (sum === undefined || listed > sum)) return inferred(listed, atMembers(counted));
  const only = counted.length === 1 ? counted[0] : undefined;
  if (sum !== undefined) return instancesOf(counted, only, sum);
  return only?.topology === 'standalone' ? inferred(1, [only.at]) : unknown();
}

/** @param only the deployment, where it is one */
function instancesOf(counted: readonly Deployment[], only: Deployment | undefined, sum: number): Fact<number> {
  const observers = only === undefined ? 0 : observersAmong(only, sum);
  if (only?.instances.from === 'declared' && observers === 0) return only.instances;
  return inferred(
    sum - observers,
    counted.map(({ declaredAt }) => declaredAt),
  );
}

/** Undefined where one number is unknown, or there is none. */
function sumOf(deployments: readonly Deployment[]): number | undefined {
  const numbers = deployments.map(({ instances }) => instances.value);
  const known = numbers.filter((number) => number !== undefined);
  return known.length === numbers.length && known.length > 0
    ? known.reduce((total, number) => total + number, 0)
    : undefined;
}

/** A Strimzi cluster with node pools has its brokers there. */
function poolsOnly(deployments: readonly Deployment[]): readonly Deployment[] {
  const operated = deployments.filter(({ controller }) => controller === 'resource');
  const pools = operated.filter(({ labels }) => labels['strimzi.io/cluster'] !== undefined);
  if (pools.length === 0) return deployments;
  return deployments.filter((each) => !operated.includes(each) || pools.includes(each));
}

/** Several containers of one workload run in the same pods. */
function oncePerPod(deployments: readonly Deployment[]): readonly Deployment[] {
  const inPods = (each: Deployment): boolean =>
    each.controller !== 'compose' &&
    each.controller !== 'resource' &&
    each.controller !== 'chart' &&
    each.controller !== 'file';
  return deployments.filter(
    (each, index) =>
      !inPods(each) ||
      deployments.findIndex(
        (other) => inPods(other) && other.name === each.name && other.controller === each.controller,
      ) === index,
  );
}

function listedMembers(deployments: readonly Deployment[]): number {
  return Math.max(0, ...deployments.map((deployment) => (listsAll(deployment) ? votersOf(deployment).length : 0)));
}

function votersOf({ members }: Deployment): Deployment['members'] {
  return members.filter(({ isObserver }) => isObserver !== true);
}

/** Copies of one workload that their own list marks: each of them has its line there. */
function observersAmong(deployment: Deployment, copies: number): number {
  const { length } = deployment.members;
  return listsAll(deployment) && length === copies ? length - votersOf(deployment).length : 0;
}

function listsAll({ component, role, settings, topology }: Deployment): boolean {
  if (completeLists.has(component)) return true;
  if (component === 'redis') return topology === 'cluster';
  if (component === 'eureka') return topology === 'replicated';
  const roles = settings.get('kafka:process.roles')?.at(-1)?.value ?? '';
  return component === 'kafka' && role === undefined && roles.includes('broker') && roles.includes('controller');
}

function atMembers(deployments: readonly Deployment[]): Fact<number>['at'] {
  const longest = [...deployments].sort((a, b) => b.members.length - a.members.length)[0];
  return longest?.members.map(({ at }) => at) ?? [];
}

/** How the members stand to each other, by what they say and what the component can be. */
export function topologyOf(
  component: string,
  deployments: readonly Deployment[],
  helpers: readonly Deployment[],
  nodes: number | undefined,
  clusterable: ReadonlySet<string>,
): Topology {
  const stated = deployments.find(({ topology }) => topology !== undefined)?.topology;
  if (component === 'redis') return redisTopology(stated, deployments, helpers, nodes);
  if (isReplicated(stated, deployments, nodes)) return 'replicated';
  if (nodes === 1) return ofOne(stated);
  if (stated !== undefined) return stated === 'standalone' && nodes !== undefined ? 'unknown' : stated;
  if (nodes === undefined || !clusterable.has(component)) return 'unknown';
  if (workers.has(component)) return 'cluster';
  return component === 'seata' ? sharedStore(deployments) : canBeQuorum(deployments);
}

function ofOne(stated: Topology | undefined): Topology {
  return stated !== undefined && several.has(stated) ? stated : 'standalone';
}

/** A replica among them, or several members of one replica set. */
function isReplicated(
  stated: Topology | undefined,
  deployments: readonly Deployment[],
  nodes: number | undefined,
): boolean {
  if (stated !== undefined) return false;
  if (deployments.some(({ role }) => role === 'replica')) return true;
  const inSet = ({ identity = [] }: Deployment): boolean => identity.some((key) => key.startsWith('replica-set:'));
  return nodes !== 1 && deployments.length > 0 && deployments.every(inSet);
}

function redisTopology(
  stated: Topology | undefined,
  deployments: readonly Deployment[],
  helpers: readonly Deployment[],
  nodes: number | undefined,
): Topology {
  if (stated === 'cluster') return 'cluster';
  if (stated === 'sentinel' || helpers.some(({ role }) => role === 'sentinel')) return 'sentinel';
  if (deployments.some(({ role }) => role === 'replica') || (stated === 'replicated' && nodes !== 1))
    return 'replicated';
  return nodes === 1 ? 'standalone' : 'unknown';
}

/** Controllers whose copies have no names of their own. */
const nameless = new Set(['Deployment', 'compose', 'ReplicaSet', 'ReplicationController', 'DaemonSet']);

/** Copies of one container without names of their own cannot form a quorum; a StatefulSet, an operator or several services can. */
function canBeQuorum(deployments: readonly Deployment[]): Topology {
  const named = deployments.every(({ controller }) => !nameless.has(controller));
  return named || deployments.length > 1 || deployments.some(({ members }) => members.length > 1)
    ? 'cluster'
    : 'unknown';
}

/** Seata servers over one database or Redis are equal; each over its own file they are not one cluster. */
function sharedStore(deployments: readonly Deployment[]): Topology {
  const modes = deployments.map(({ settings }) => settings.get('seata:store.mode')?.at(-1)?.value);
  return modes.every((mode) => mode === 'db' || mode === 'redis' || mode === 'raft') ? 'cluster' : 'unknown';
}
