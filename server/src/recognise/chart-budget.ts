import type { Budget } from '../model/budget.ts';
import type { ChartSize } from './chart-size.ts';
import type { ValuesIndex } from './values-index.ts';

const limits = ['minAvailable', 'maxUnavailable'] as const;

/**
 * The PodDisruptionBudget that a chart makes of `pdb`, as Bitnami's charts spell it; with what is not said the chart decides.
 * Source: https://github.com/bitnami/charts/blob/main/bitnami/zookeeper/values.yaml
 */
export function chartBudgets(
  values: ValuesIndex,
  { pods, instances }: ChartSize,
  name: string,
  scope: string,
): readonly Budget[] {
  if (pods === undefined || values.scalar(`${pods}pdb.create`)?.value !== 'true') return [];
  const said = limits.filter((each) => values.scalar(`${pods}pdb.${each}`)?.value);
  const [by] = said;
  const limit = by && values.scalar(`${pods}pdb.${by}`);
  // No budget can have both.
  if (by === undefined || limit === undefined || said.length > 1) return [];
  const budget = { kind: 'budget', name, scope, at: limit.at, selector: undefined, by, limit, partial: true } as const;
  return [{ budget, pods: instances.value }];
}
