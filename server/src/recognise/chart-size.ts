import type { ChartRecognition } from '../knowledge/recognition.ts';
import { declared, unknown, type Fact } from '../model/fact.ts';
import type { Topology } from '../model/part.ts';
import type { ValuesIndex } from './values-index.ts';

/** How many members a section of a chart's values starts, and how they stand to each other where the section says it. */
export interface ChartSize {
  readonly instances: Fact<number>;
  readonly topology: Topology | undefined;
}

/** Reads the size the way the wide-spread charts spell it; `prefix` ends with its dot, or is empty for the chart's own root. */
export function chartSize(
  values: ValuesIndex,
  prefix: string,
  component: string,
  chart: ChartRecognition | undefined,
): ChartSize {
  if (component === 'redis' && values.has(`${prefix}architecture`)) return redisSize(values, prefix);
  const brokers = component === 'kafka' ? kafkaNodes(values, prefix) : undefined;
  if (brokers !== undefined) return { instances: brokers, topology: chart?.topology };
  const names = [...(chart?.replicas === undefined ? [] : [chart.replicas]), 'replicaCount', 'replicas'];
  const found = names.map((name) => countAt(values, prefix + name)).find((count) => count !== undefined);
  return { instances: found ?? unknown(), topology: chart?.topology };
}

/** Bitnami: one primary with `replica.replicaCount` replicas; with Sentinel every pod counts as a replica. */
function redisSize(values: ValuesIndex, prefix: string): ChartSize {
  const architecture = values.scalar(`${prefix}architecture`);
  if (architecture === undefined) return { instances: unknown(), topology: undefined };
  if (architecture.value === 'standalone') return { instances: declared(1, architecture.at), topology: undefined };
  const replicas = countAt(values, `${prefix}replica.replicaCount`);
  const sentinel = values.scalar(`${prefix}sentinel.enabled`)?.value === 'true';
  const topology = architecture.value === 'replication' ? (sentinel ? 'sentinel' : 'replicated') : undefined;
  if (replicas?.value === undefined || topology === undefined) return { instances: unknown(), topology };
  return { instances: { ...replicas, value: replicas.value + (sentinel ? 0 : 1) }, topology };
}

/** Bitnami: controllers are brokers too unless told otherwise, and there can be brokers alone. */
function kafkaNodes(values: ValuesIndex, prefix: string): Fact<number> | undefined {
  const controllers = countAt(values, `${prefix}controller.replicaCount`);
  const brokers = countAt(values, `${prefix}broker.replicaCount`);
  const apart = values.scalar(`${prefix}controller.controllerOnly`)?.value === 'true';
  if (controllers === undefined || apart) return brokers;
  const more = brokers?.value ?? 0;
  return { ...controllers, value: (controllers.value ?? 0) + more, at: [...controllers.at, ...(brokers?.at ?? [])] };
}

function countAt(values: ValuesIndex, path: string): Fact<number> | undefined {
  const field = values.scalar(path);
  return field?.value !== undefined && /^\d+$/.test(field.value) ? declared(Number(field.value), field.at) : undefined;
}
