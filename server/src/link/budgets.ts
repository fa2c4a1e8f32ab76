import { Derived } from '../base/derived.ts';
import { groupBy } from '../base/group.ts';
import { placeKey } from '../model/anchor.ts';
import type { Budget } from '../model/budget.ts';
import type { DisruptionBudget, Workload } from '../model/declaration.ts';
import { identified } from '../model/identity.ts';
import type { Deployment, Part } from '../model/part.ts';
import { selects } from '../model/selector.ts';
import { nearness, viewOf } from './place.ts';

/** A workload with the file that declares it. */
interface Placed {
  readonly uri: string;
  readonly workload: Workload;
}

/**
 * Gives deployments the PodDisruptionBudgets of their namespace that select their pods. Projects in one workspace repeat labels,
 * so a budget holds for the nearest of those it selects.
 */
export function withBudgets(deployments: readonly Deployment[], parts: readonly Part[]): readonly Deployment[] {
  const budgets = parts.flatMap((part) => (part.budgets ?? []).map((budget) => ({ uri: part.uri, budget })));
  if (budgets.length === 0) return deployments;
  const byScope = groupBy(
    placedIn(parts, new Set(budgets.map(({ budget }) => budget.scope))),
    ({ workload }) => workload.scope,
  );
  const operated = new Set(parts.flatMap(({ resources }) => resources.map(({ scope }) => scope)));
  const found = new Map<string, Budget[]>();
  for (const { uri, budget } of budgets) {
    if (budget.partial || budget.selector === undefined) continue;
    const around = byScope.get(budget.scope) ?? [];
    for (const { key, pods } of meantBy(budget, uri, around, operated.has(budget.scope))) {
      const before = found.get(key);
      if (before === undefined) found.set(key, [{ budget, pods }]);
      else before.push({ budget, pods });
    }
  }
  return deployments.map((deployment) => {
    const own = found.get(keyOf({ ...deployment, at: deployment.declaredAt }));
    if (own === undefined || deployment.controller === 'compose') return deployment;
    const inputs = own.flatMap(({ budget, pods }) => [budget, pods]);
    return known.of(deployment, inputs, () =>
      identified(
        { ...deployment, budgets: own },
        [deployment, ...own.map(({ budget }) => budget)],
        `budgets ${own.map(({ pods }) => pods).join()}`,
      ),
    );
  });
}

const known = new Derived<Deployment, Deployment>();

/** A Kubernetes workload, whatever its containers run, by the place of its name. */
function keyOf({ scope, controller, name, at }: Pick<Deployment, 'scope' | 'controller' | 'name' | 'at'>): string {
  return `${scope} ${controller} ${name} ${placeKey(at)}`;
}

/** The workloads of some namespaces, each once, however many containers it has. */
function placedIn(parts: readonly Part[], scopes: ReadonlySet<string>): readonly Placed[] {
  const found = new Map<string, Placed>();
  for (const { uri, workloads } of parts)
    for (const workload of workloads) {
      if (!scopes.has(workload.scope) || workload.role !== 'main') continue;
      const key = keyOf(workload);
      if (!found.has(key)) found.set(key, { uri, workload });
    }
  return [...found.values()];
}

interface Meant {
  readonly key: string;
  readonly pods: number | undefined;
}

function meantBy(
  budget: DisruptionBudget,
  uri: string,
  around: readonly Placed[],
  isOperated: boolean,
): readonly Meant[] {
  const selected = around.filter(({ workload }) => selects(budget.selector ?? [], workload.labels));
  // Pods that an operator makes have labels nobody sees.
  if (selected.length === 0) return isOperated ? [] : missedBy(budget, around);
  const best = Math.max(...selected.map((each) => nearness(each.uri, uri)));
  const nearest = selected.filter((each) => nearness(each.uri, uri) === best);
  const names = new Set(nearest.map(({ workload }) => workload.name));
  if (budget.isOpen === true && nearest.length > 1) return [];
  // The same name in several files: alternatives, of which one is applied.
  const isEach = names.size < nearest.length;
  if (isEach && names.size > 1) return [];
  const all = podsOf(nearest);
  return nearest.map((each) => ({
    key: keyOf(each.workload),
    pods: isEach ? podsOf([each]) : all,
  }));
}

function podsOf(placed: readonly Placed[]): number | undefined {
  let sum = 0;
  for (const { workload } of placed) {
    const { replicas, partial } = workload;
    if (replicas.value === undefined || (partial && replicas.from === 'default')) return undefined;
    sum += replicas.value;
  }
  return sum;
}

const suffix = /[-.](?:pdb|budget|disruption-budget|pod-?disruption-?budget)$/;

/**
 * A budget that selects nothing at all is meant for the workload of its name in the same file. In templates of charts names and
 * labels are mostly made later.
 */
function missedBy(budget: DisruptionBudget, around: readonly Placed[]): readonly Meant[] {
  const name = budget.name.replace(suffix, '');
  const view = viewOf(budget.scope);
  if (budget.isOpen === true || (view !== '' && !/\/kustomization(?:\.ya?ml)?$/i.test(view))) return [];
  return around
    .filter(({ workload }) => workload.at.uri === budget.at.uri && workload.name === name && !workload.partial)
    .map(({ workload }) => ({ key: keyOf(workload), pods: 0 }));
}
