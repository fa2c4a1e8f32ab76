import type { Knowledge, Rule } from '../knowledge/types.ts';
import type { Environment } from '../model/environment.ts';
import { clientsOfSameApplication } from '../model/neighbours.ts';
import type { Client, Problem } from '../model/part.ts';
import type { Cluster, Link, System } from '../model/system.ts';
import { chainRelated } from './chain-related.ts';
import type { Check, CheckContext, Report, Subject, Subjects } from './check.ts';
import { type Condition, holds } from './condition.ts';
import type { Draft } from './draft.ts';
import type { ReviewMemory } from './memory.ts';
import { ruleTable } from './rule-table.ts';
import type { SuppressionUse } from './suppress.ts';

/** What all checks of one review share. */
export interface Questioning {
  readonly system: System;
  readonly knowledge: Knowledge;
  /** By name, as in a rule's `check`. */
  readonly checks: Readonly<Record<string, Check>>;
  /** ISO date. */
  readonly today: string;
  /** Id of a client or cluster → its links, of active clients only. */
  readonly clientLinks: ReadonlyMap<string, readonly Link[]>;
  readonly clusterLinks: ReadonlyMap<string, readonly Link[]>;
  readonly memory: ReviewMemory;
  /** Rules that failed or have no check are left out from then on. */
  readonly failed: Set<string>;
  readonly problems: Problem[];
}

/**
 * Asks every rule of its component about each active subject; what is remembered of a subject is not asked again. A rule without
 * its check is a problem, said once.
 */
export function draftsOf(subjects: readonly Subject[], questioning: Questioning): Draft[] {
  const { memory, knowledge, checks, failed, problems } = questioning;
  const { about, unchecked } = ruleTable(knowledge, checks);
  for (const rule of unchecked) {
    failed.add(rule.id);
    problems.push({ code: 'check-missing', args: { rule: rule.id, check: rule.check } });
  }
  memory.begin(`${questioning.today} ${knowledge.rules.length}`);
  const drafts = subjects.flatMap((subject) =>
    draftsAbout(subject, about.get(subject.component)?.[subject.kind] ?? [], questioning),
  );
  memory.end();
  return drafts;
}

function draftsAbout(subject: Subject, rules: readonly Rule[], questioning: Questioning): readonly Draft[] {
  const { memory, system } = questioning;
  const links = linksOf(subject, questioning);
  const neighbours = (): readonly Client[] =>
    subject.kind === 'client' ? clientsOfSameApplication(subject, system) : [];
  const before = memory.recall(subject, links, neighbours);
  const asked = before === undefined ? rules : rules.filter(({ id }) => before.wide.has(id));
  if (before !== undefined && asked.length === 0) {
    memory.remember(before);
    return before.drafts;
  }
  const answers = asked.map((rule) => ({ rule, ...ask(rule, subject, links, questioning) }));
  const around = answers.some(({ asksAround }) => asksAround) ? neighbours() : before?.neighbours;
  const environment = environmentOf(subject, links);
  const draftsOf = (isWide: boolean): Draft[] =>
    answers
      .filter((answer) => answer.isWide === isWide)
      .flatMap(({ rule, reports }) =>
        reports.map((report) => ({ rule, subject, environment, environments: [environment], report })),
      );
  const drafts = [...(before?.drafts ?? []), ...draftsOf(false)];
  const wide = new Set(answers.flatMap((answer) => (answer.isWide ? answer.rule.id : [])));
  memory.remember({ subject, links, neighbours: around, drafts, wide });
  return [...drafts, ...draftsOf(true)];
}

/** Asks a rule about suppressions, which are never remembered. */
export function draftsAboutSuppressions(uses: readonly SuppressionUse[], questioning: Questioning): Draft[] {
  const { knowledge, checks } = questioning;
  return knowledge.rules
    .filter((rule) => checks[rule.check]?.on === 'suppression')
    .flatMap((rule) =>
      uses.flatMap((subject) =>
        ask(rule, subject, [], questioning).reports.map((report) => ({
          rule,
          subject,
          environment: subject.environment,
          environments: [subject.environment],
          report,
        })),
      ),
    );
}

interface Answer {
  readonly reports: readonly Report[];
  /** It looked at more than the subject and its links. */
  readonly isWide: boolean;
  /** It looked at the other clients of the application. */
  readonly asksAround: boolean;
}

const nothing: Answer = { reports: [], isWide: false, asksAround: false };

function ask(rule: Rule, subject: Subjects[keyof Subjects], links: readonly Link[], questioning: Questioning): Answer {
  const check = questioning.checks[rule.check];
  if (check === undefined || questioning.failed.has(rule.id)) return nothing;
  if (!applies(rule, subject, links, questioning.knowledge)) return nothing;
  const { system, knowledge, today } = questioning;
  const reports: Report[] = [];
  let isWide = false;
  let asksAround = false;
  const context: CheckContext<typeof subject, unknown> = {
    rule,
    subject,
    get system() {
      isWide = true;
      return system;
    },
    get neighbours() {
      asksAround = true;
      return subject.kind === 'client' ? clientsOfSameApplication(subject, system) : [];
    },
    knowledge,
    params: rule.params,
    today,
    links,
    report: (report) => reports.push(withChain(report, subject)),
  };
  try {
    check.run(context);
  } catch (error) {
    // One slip of a check shows at every subject it looks at: say it once.
    questioning.failed.add(rule.id);
    const detail = error instanceof Error ? error.message : String(error);
    questioning.problems.push({ code: 'check-failed', args: { rule: rule.id, detail } });
  }
  return { reports, isWide, asksAround };
}

function withChain(report: Report, subject: Subjects[keyof Subjects]): Report {
  const chain = subject.kind === 'suppression' ? [] : chainRelated(subject, report.at);
  return chain.length === 0 ? report : { ...report, related: [...(report.related ?? []), ...chain] };
}

function applies(rule: Rule, subject: Subjects[keyof Subjects], links: readonly Link[], knowledge: Knowledge): boolean {
  const when = rule.params['when'] as Condition | undefined;
  const unless = rule.params['unless'] as Condition | undefined;
  if (subject.kind === 'suppression' || (when === undefined && unless === undefined)) return true;
  const around = { subject, links, knowledge };
  return (when === undefined || holds(when, around)) && !(unless !== undefined && holds(unless, around));
}

function linksOf(subject: Subject, { clientLinks, clusterLinks }: Questioning): readonly Link[] {
  return (subject.kind === 'client' ? clientLinks : clusterLinks).get(subject.id) ?? [];
}

/** A client whose file does not say what it is for is for what the servers it leads to are for, where they agree. */
function environmentOf(subject: Cluster | Client, links: readonly Link[]): Environment {
  if (subject.kind !== 'client' || subject.environment !== 'unknown') return subject.environment;
  const environments = new Set(links.flatMap(({ cluster }) => cluster?.environment ?? []));
  const [environment] = environments;
  return environments.size === 1 && environment !== undefined ? environment : 'unknown';
}
