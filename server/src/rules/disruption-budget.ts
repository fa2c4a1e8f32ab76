import { type Budget, evictionsOf, isOpen } from '../model/budget.ts';
import type { DisruptionBudget } from '../model/declaration.ts';
import type { Deployment } from '../model/part.ts';
import type { Cluster } from '../model/system.ts';
import { defineCheck, type CheckContext } from '../review/check.ts';
import { inForce } from '../review/fact-in-force.ts';

/**
 * Reports PodDisruptionBudgets over the members of a cluster. `found` selects the case, so that each gets its own words:
 * `loss` (more members may be evicted at once than it can do without), `blocked` (of several pods none may ever be evicted),
 * `overlap` (several budgets over the same pods), `nothing` (the budget beside a workload selects no pod). For `loss`: `members` are
 * components whose members vote, `roles` are roles of helpers that do; with `copies` and `needed`, ids of settings, a cluster can
 * do without as many members as there are copies more than needed.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { found: 'string', members: 'strings?', roles: 'strings?', copies: 'string?', needed: 'string?' },
  run(context) {
    const { subject, params } = context;
    const all = [...subject.deployments, ...subject.helpers];
    if (params.found === 'loss') reportLoss(context);
    else if (params.found === 'overlap') reportOverlaps(all, context);
    else
      for (const held of budgetsOf(all)) {
        const isFound = params.found === 'nothing' ? held.pods === 0 : isBlocked(held);
        if (isFound) reportOne(held, held.pods ?? 0, 0, context);
      }
  },
});

interface Parameters {
  readonly found: string;
  readonly members?: readonly string[];
  readonly roles?: readonly string[];
  readonly copies?: string;
  readonly needed?: string;
}

type Context = CheckContext<Cluster, Parameters>;

/** One pod that may not be evicted asks its owner first, which is one of the two ways that Kubernetes documents. */
function isBlocked(held: Budget): boolean {
  return held.pods !== undefined && held.pods > 1 && evictionsOf(held) === 0;
}

/** Each budget once, though it is over several deployments. */
function budgetsOf(deployments: readonly Deployment[]): readonly Budget[] {
  const found = new Map<DisruptionBudget, Budget>();
  for (const { budgets = [] } of deployments) for (const held of budgets) found.set(held.budget, held);
  return [...found.values()];
}

function reportLoss(context: Context): void {
  const { subject, params } = context;
  const own = params.members?.includes(subject.component) === true || params.copies !== undefined;
  if (own) judge(subject.deployments, subject.nodes.value, context);
  for (const role of params.roles ?? []) {
    const helpers = subject.helpers.filter((helper) => helper.role === role && helper.controller !== 'file');
    const counts = helpers.map(({ instances }) => instances.value);
    const known = counts.filter((count) => count !== undefined);
    const sum = known.length < counts.length ? undefined : known.reduce((total, count) => total + count, 0);
    judge(helpers, sum, context);
  }
}

/** A budget over some of the members, or over more than them, says nothing of how many are left. */
function judge(members: readonly Deployment[], nodes: number | undefined, context: Context): void {
  const spare = nodes === undefined ? undefined : spareOf(nodes, context);
  if (nodes === undefined || spare === undefined || spare < 1) return;
  for (const held of budgetsOf(members)) {
    const evictions = evictionsOf(held);
    if (held.pods === nodes && evictions !== undefined && evictions > spare) reportOne(held, nodes, spare, context);
  }
}

/** How many members may be missing; undefined where that is not known. */
function spareOf(nodes: number, { subject, params, knowledge }: Context): number | undefined {
  if (params.copies === undefined || params.needed === undefined) return Math.floor((nodes - 1) / 2);
  const [copies, needed] = [params.copies, params.needed].map((id) => Number(inForce(subject, id, knowledge).value));
  const spare = Math.min(copies ?? Number.NaN, nodes) - (needed ?? Number.NaN);
  return Number.isNaN(spare) ? undefined : spare;
}

function reportOne(held: Budget, nodes: number, spare: number, { subject, report }: Context): void {
  const { budget } = held;
  report({
    at: held.pods === 0 ? budget.at : budget.limit.at,
    args: {
      budget: budget.name,
      field: budget.by,
      limit: budget.limit.value ?? '',
      evictions: evictionsOf(held) ?? 0,
      nodes,
      survives: spare,
      name: subject.name,
    },
    related: [{ at: subject.at, note: 'cluster' }],
  });
}

function reportOverlaps(members: readonly Deployment[], { report }: Context): void {
  for (const { name, budgets = [] } of members) {
    const [first, ...others] = budgets.filter(({ budget, pods }) => pods !== 0 && !isOpen(budget));
    for (const { budget } of others)
      report({
        at: budget.at,
        about: name,
        args: { budget: budget.name, other: first?.budget.name ?? '', name },
        related: first === undefined ? [] : [{ at: first.budget.at, note: 'other' }],
      });
  }
}
