import type { ChartRecognition } from '../knowledge/recognition.ts';
import { declared, unknown, type Fact } from '../model/fact.ts';
import type { Topology } from '../model/part.ts';
import { countOf } from './count.ts';
import type { ValuesIndex } from './values-index.ts';

/** How many members a section of a chart's values starts, and how they stand to each other where the section says it. */
export interface ChartSize {
  readonly instances: Fact<number>;
  readonly topology: Topology | undefined;
  /** The prefix of what the values say of the pods that are counted, where all of them are of one workload. */
  readonly pods?: string;
  /** How many Sentinels watch them. */
  readonly sentinels?: Fact<number>;
}

/** Reads the size the way the wide-spread charts spell it; `prefix` ends with its dot, or is empty for the chart's own root. */
export function chartSize(
  values: ValuesIndex,
  prefix: string,
  component: string,
  chart: ChartRecognition | undefined,
): ChartSize {
  const own = ownSizes[component]?.(values, prefix, chart);
  if (own !== undefined) return own;
  const names = [...(chart?.replicas === undefined ? [] : [chart.replicas]), 'replicaCount', 'replicas'];
  const name = names.find((each) => countAt(values, prefix + each) !== undefined);
  if (name === undefined) return { instances: unknown(), topology: chart?.topology };
  const pods = prefix + name.slice(0, name.lastIndexOf('.') + 1);
  return { instances: countAt(values, prefix + name) ?? unknown(), topology: chart?.topology, pods };
}

type OwnSize = (values: ValuesIndex, prefix: string, chart: ChartRecognition | undefined) => ChartSize | undefined;

/** Components whose charts spell their size in ways of their own; undefined where a chart does not. */
const ownSizes: Readonly<Record<string, OwnSize>> = {
  redis: (values, prefix) =>
    values.has(`${prefix}architecture`) ? redisSize(values, prefix) : olderRedisSize(values, prefix),
  mongodb: (values, prefix) => {
    if (values.scalar(`${prefix}architecture`)?.value !== 'replicaset') return undefined;
    return { instances: countAt(values, `${prefix}replicaCount`) ?? unknown(), topology: 'replicated' };
  },
  mysql: (values, prefix) => copiedSize(values, prefix, 'secondary'),
  postgresql: (values, prefix) => copiedSize(values, prefix, 'readReplicas'),
  kafka: (values, prefix, chart) => {
    const brokers = kafkaNodes(values, prefix);
    return brokers && { ...brokers, topology: chart?.topology };
  },
};

/** Bitnami: one primary with `replica.replicaCount` replicas; with Sentinel every pod counts as a replica, and has a Sentinel. */
function redisSize(values: ValuesIndex, prefix: string): ChartSize {
  const architecture = values.scalar(`${prefix}architecture`);
  if (architecture === undefined) return { instances: unknown(), topology: undefined };
  if (architecture.value === 'standalone') return { instances: declared(1, architecture.at), topology: undefined };
  const replicas = countAt(values, `${prefix}replica.replicaCount`);
  const sentinel = values.scalar(`${prefix}sentinel.enabled`)?.value === 'true';
  const topology = architecture.value === 'replication' ? (sentinel ? 'sentinel' : 'replicated') : undefined;
  if (replicas?.value === undefined || topology === undefined) return { instances: unknown(), topology };
  if (sentinel) return { instances: replicas, topology, sentinels: replicas };
  return { instances: { ...replicas, value: replicas.value + 1 }, topology };
}

/** Bitnami's charts of databases: one primary, with the copies of another section where the architecture says so. */
function copiedSize(values: ValuesIndex, prefix: string, copies: string): ChartSize | undefined {
  const architecture = values.scalar(`${prefix}architecture`);
  if (architecture?.value === 'standalone') return { instances: declared(1, architecture.at), topology: undefined };
  if (architecture?.value !== 'replication') return undefined;
  const count = countAt(values, `${prefix}${copies}.replicaCount`);
  const instances = count?.value === undefined ? unknown<number>() : { ...count, value: count.value + 1 };
  return { instances, topology: 'replicated' };
}

/** Keys that only older charts have (stable/redis, and Bitnami's of that time), where `cluster` means a primary with replicas. */
const olderRedis = ['cluster.slaveCount', 'usePassword', 'slave'];

/** A primary with its replicas, where the values say it; with Sentinel it depends on the version whether it counts as one of them. */
function olderRedisSize(values: ValuesIndex, prefix: string): ChartSize | undefined {
  if (!olderRedis.some((key) => values.has(prefix + key))) return undefined;
  const enabled = values.scalar(`${prefix}cluster.enabled`);
  if (enabled?.value === 'false') return { instances: declared(1, enabled.at), topology: undefined };
  const replicas = countAt(values, `${prefix}cluster.slaveCount`);
  if (replicas?.value === undefined) return undefined;
  if (values.scalar(`${prefix}sentinel.enabled`)?.value === 'true')
    return { instances: unknown(), topology: 'sentinel' };
  return { instances: { ...replicas, value: replicas.value + 1 }, topology: 'replicated' };
}

/** Bitnami: controllers are brokers too unless told otherwise, and there can be brokers alone. */
function kafkaNodes(values: ValuesIndex, prefix: string): Omit<ChartSize, 'topology'> | undefined {
  const controllers = countAt(values, `${prefix}controller.replicaCount`);
  const brokers = countAt(values, `${prefix}broker.replicaCount`);
  const apart = values.scalar(`${prefix}controller.controllerOnly`)?.value === 'true';
  if (controllers === undefined || apart) return brokers && { instances: brokers, pods: `${prefix}broker.` };
  const more = brokers?.value ?? 0;
  if (more === 0) return { instances: controllers, pods: `${prefix}controller.` };
  const at = [...controllers.at, ...(brokers?.at ?? [])];
  return { instances: { value: (controllers.value ?? 0) + more, from: 'declared', at } };
}

function countAt(values: ValuesIndex, path: string): Fact<number> | undefined {
  const field = values.scalar(path);
  return field?.value !== undefined && /^\d+$/.test(field.value) ? countOf(field) : undefined;
}
