import { type Budget, evictionsOf } from '../model/budget.ts';
import type { DisruptionBudget } from '../model/declaration.ts';
import { members } from '../model/query.ts';
import type { Cluster } from '../model/system.ts';
import type { Texts } from './texts.ts';
import type { Writing } from './writing.ts';

/** The PodDisruptionBudgets over the members of a cluster, each once; not those that select nothing. */
export function budgetsOver(cluster: Cluster): readonly Budget[] {
  const held = members(cluster).flatMap(({ budgets = [] }) => budgets.filter(({ pods }) => pods !== 0));
  return [...new Map<DisruptionBudget, Budget>(held.map((each) => [each.budget, each])).values()];
}

/** `maxUnavailable: 1` in zk.yaml:12: of 3 pods 1 may be evicted at once. */
export function budgetText(held: Budget, texts: Texts, writing: Writing): string {
  const { by, limit } = held.budget;
  const stated = texts.phrase('fact.spelt-in', {
    spelling: writing.code(`${by}: ${limit.value ?? limit.raw}`),
    place: writing.place(limit.at),
  });
  const evictions = evictionsOf(held);
  if (evictions === undefined || held.pods === undefined) return stated;
  return texts.clauses([stated, texts.phrase('budget.evictions', { pods: held.pods, evictions })]);
}
