import type { DisruptionBudget } from './declaration.ts';

/** A PodDisruptionBudget as it holds for a deployment. */
export interface Budget {
  readonly budget: DisruptionBudget;
  /** How many pods it selects in all, whichever deployments they are of; undefined where one number is unknown. */
  readonly pods: number | undefined;
}

/** Whether its selector may ask for more than what is known of it. */
export function isOpen({ isOpen: isFilledIn, partial }: DisruptionBudget): boolean {
  return isFilledIn === true || partial;
}

/**
 * How many of the selected pods may be evicted at once while all of them are well. Percentages are rounded up.
 * Source: https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export function evictionsOf({ budget, pods }: Budget): number | undefined {
  const { by, limit } = budget;
  const text = /^(\d{1,6})(%?)$/.exec(limit.value?.trim() ?? '');
  if (text === null || pods === undefined) return undefined;
  const number = text[2] === '%' ? Math.ceil((pods * Number(text[1])) / 100) : Number(text[1]);
  return Math.min(pods, by === 'minAvailable' ? Math.max(0, pods - number) : number);
}
