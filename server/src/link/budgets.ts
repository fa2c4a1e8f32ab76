import { Derived } from '../base/derived.ts';
import { append } from '../base/group.ts';
import { type Anchor, placeKey } from '../model/anchor.ts';
import { type Budget, isOpen } from '../model/budget.ts';
import type { DisruptionBudget, Workload } from '../model/declaration.ts';
import type { Deployment, Part } from '../model/part.ts';
import { selects } from '../model/selector.ts';
import { nearness, viewOf } from './place.ts';

/** A workload with the file that declares it. */
interface Placed {
  readonly uri: string;
  readonly workload: Workload;
  readonly key: string;
  /** Scope and label, of each: `namespace:shop app=kafka`. */
  readonly pairs: readonly string[];
}

/**
 * Gives deployments the PodDisruptionBudgets of their namespace that select their pods. Projects in one workspace repeat labels,
 * so a budget holds for the nearest of those it selects.
 */
export function withBudgets(deployments: readonly Deployment[], parts: readonly Part[]): readonly Deployment[] {
  const budgets = parts.flatMap((part) => (part.budgets ?? []).map((budget) => ({ uri: part.uri, budget })));
  if (budgets.length === 0) return deployments;
  const index = indexOf(parts, new Set(budgets.map(({ budget }) => budget.scope)));
  const found = new Map<string, Budget[]>();
  for (const { uri, budget } of budgets) {
    if (budget.selector === undefined || (budget.partial && viewOf(budget.scope) === '')) continue;
    for (const { key, pods } of meantBy(budget, uri, index)) append(found, key, { budget, pods });
  }
  if (found.size === 0) return deployments;
  return deployments.map((deployment) => {
    const own = deployment.controller === 'compose' ? undefined : found.get(keyOfDeployment(deployment));
    if (own === undefined) return deployment;
    const inputs = own.flatMap(({ budget, pods }) => [budget, pods]);
    return known.of(deployment, inputs, () => ({ ...deployment, budgets: own }));
  });
}

const known = new Derived<Deployment, Deployment>();

/** A Kubernetes workload, whatever its containers run, by the place of its name. */
function keyOf(scope: string, controller: Deployment['controller'], name: string, at: Anchor): string {
  return `${scope} ${controller} ${name} ${placeKey(at)}`;
}

const keys = new WeakMap<Deployment, string>();

function keyOfDeployment(deployment: Deployment): string {
  const before = keys.get(deployment);
  if (before !== undefined) return before;
  const { scope, controller, name, declaredAt } = deployment;
  const made = keyOf(scope, controller, name, declaredAt);
  keys.set(deployment, made);
  return made;
}

/** The workloads of some namespaces. */
interface Index {
  /** By scope. */
  readonly scoped: ReadonlyMap<string, readonly Placed[]>;
  /** By scope and label. */
  readonly labelled: ReadonlyMap<string, readonly Placed[]>;
  /** Namespaces with pods that an operator makes: nobody sees their labels. */
  readonly operated: ReadonlySet<string>;
}

function indexOf(parts: readonly Part[], scopes: ReadonlySet<string>): Index {
  const scoped = new Map<string, Placed[]>();
  const labelled = new Map<string, Placed[]>();
  for (const part of parts)
    for (const placed of placedIn(part)) {
      const { scope } = placed.workload;
      if (!scopes.has(scope)) continue;
      append(scoped, scope, placed);
      for (const pair of placed.pairs) append(labelled, pair, placed);
    }
  const operated = new Set(parts.flatMap(({ resources }) => resources.map(({ scope }) => scope)));
  return { scoped, labelled, operated };
}

const placed = new WeakMap<Part, readonly Placed[]>();

/** The Kubernetes workloads of a part, each once, however many containers it has. */
function placedIn(part: Part): readonly Placed[] {
  const before = placed.get(part);
  if (before !== undefined) return before;
  const found = new Map<string, Placed>();
  for (const workload of part.workloads) {
    const { scope, controller, name, at, role, labels } = workload;
    if (controller === 'compose' || role !== 'main') continue;
    const key = keyOf(scope, controller, name, at);
    if (found.has(key)) continue;
    const pairs = Object.entries(labels).map(([label, value]) => `${scope} ${label}=${value}`);
    found.set(key, { uri: part.uri, workload, key, pairs });
  }
  const made = [...found.values()];
  placed.set(part, made);
  return made;
}

interface Meant {
  readonly key: string;
  readonly pods: number | undefined;
}

function meantBy(budget: DisruptionBudget, uri: string, index: Index): readonly Meant[] {
  const selector = budget.selector ?? [];
  const selected = candidates(budget, index).filter(({ workload }) => selects(selector, workload.labels));
  if (selected.length === 0) return index.operated.has(budget.scope) ? [] : missedBy(budget, index);
  const best = Math.max(...selected.map((each) => nearness(each.uri, uri)));
  const nearest = selected.filter((each) => nearness(each.uri, uri) === best);
  const names = new Set(nearest.map(({ workload }) => workload.name));
  if (isOpen(budget) && nearest.length > 1) return [];
  // The same name in several files: alternatives, of which one is applied.
  const isEach = names.size < nearest.length;
  if (isEach && names.size > 1) return [];
  const all = podsOf(nearest);
  return nearest.map((each) => ({ key: each.key, pods: isEach ? podsOf([each]) : all }));
}

/** Those with a label that the selector asks for; all of the namespace where it asks for no value. */
function candidates({ scope, selector }: DisruptionBudget, { scoped, labelled }: Index): readonly Placed[] {
  const wanted = selector?.find(({ operator }) => operator === 'In');
  if (wanted === undefined) return scoped.get(scope) ?? [];
  return [...new Set(wanted.values)].flatMap((value) => labelled.get(`${scope} ${wanted.key}=${value}`) ?? []);
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
function missedBy(budget: DisruptionBudget, { scoped }: Index): readonly Meant[] {
  const name = budget.name.replace(suffix, '');
  const view = viewOf(budget.scope);
  if (isOpen(budget) || (view !== '' && !/\/kustomization(?:\.ya?ml)?$/i.test(view))) return [];
  return (scoped.get(budget.scope) ?? [])
    .filter(({ workload }) => workload.name === name && workload.at.uri === budget.at.uri && !workload.partial)
    .map(({ key }) => ({ key, pods: 0 }));
}
