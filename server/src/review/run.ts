import { isSame } from '../base/derived.ts';
import type { Knowledge, Rule, Severity } from '../knowledge/types.ts';
import { append, groupBy } from '../base/group.ts';
import { environments, type Environment } from '../model/environment.ts';
import type { Problem } from '../model/part.ts';
import type { System } from '../model/system.ts';
import type { Check, Report, Subjects } from './check.ts';
import type { ReviewConfig } from './config.ts';
import type { Draft } from './draft.ts';
import { draftsAboutSuppressions, draftsOf, type Questioning } from './drafts.ts';
import { fingerprint, identityText } from './fingerprint.ts';
import type { Finding, Related, Suppressed } from './finding.ts';
import { ReviewMemory } from './memory.ts';
import { marksSame, type Places, sortedByPlace, startOf } from './place.ts';
import { preferredTo, type RuleTable, ruleTable } from './rule-table.ts';
import { suppress } from './suppress.ts';

export interface ReviewOptions {
  readonly knowledge: Knowledge;
  /** By name, as in a rule's `check`. */
  readonly checks: Readonly<Record<string, Check>>;
  readonly config: ReviewConfig;
  /** ISO date. */
  readonly today: string;
  readonly places: Places;
  /** Of the reviews before this one; without it everything is asked. */
  readonly memory?: ReviewMemory;
}

export interface Review {
  /** By path, place and rule. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  /** Checks that failed (`check-failed`) or are missing (`check-missing`); the others went on. */
  readonly problems: readonly Problem[];
}

/** What the findings of one review are finished with. */
interface Session extends ReviewOptions {
  readonly table: RuleTable;
}

/** Reviews a system: the one place where rules, severities, suppressions and identities meet. */
export function review(system: System, options: ReviewOptions): Review {
  const links = system.links.filter((link) => link.client.state === 'active');
  const table = ruleTable(options.knowledge, options.checks);
  const session: Session = { ...options, table };
  const questioning: Questioning = {
    ...options,
    system,
    clientLinks: groupBy(links, (link) => link.client.id),
    clusterLinks: groupBy(links, (link) => link.cluster?.id ?? ''),
    memory: options.memory ?? new ReviewMemory(),
    failed: new Set(),
    problems: [],
  };
  const drafts = draftsOf(
    [...system.clusters, ...system.clients].filter(({ state }) => state === 'active'),
    questioning,
  );
  const seen = new Map<string, number>();
  const finish = (found: readonly Draft[]): Finding[] =>
    sortedByPlace(found, ({ rule, report }) => ({ rule: rule.id, at: report.at }), options.places).map((draft) =>
      finding(draft, session, seen),
    );
  const { kept, suppressed, uses } = suppress({
    ...options,
    findings: finish(mergeSamePlace(yielding(drafts, table))),
    parts: system.parts,
    names: table.names,
  });
  const about = finish(draftsAboutSuppressions(uses, questioning));
  const rate = (found: Finding): Finding[] => withSeverity(found, session);
  const all = about.length === 0 ? kept : sortedByPlace([...kept, ...about], (found) => found, options.places);
  return {
    findings: all.flatMap(rate),
    suppressed: suppressed.flatMap((entry) => rate(entry.finding).map((found) => ({ ...entry, finding: found }))),
    problems: questioning.problems,
  };
}

/** Leaves out what another rule says better about the same subject. */
function yielding(drafts: readonly Draft[], { preferred }: RuleTable): Draft[] {
  const said = new Set<string>();
  for (const { rule, subject } of drafts) if (preferred.has(rule.id)) said.add(`${rule.id} ${subjectId(subject)}`);
  return drafts.filter(
    ({ rule, subject }) => !preferredTo(rule).some((other) => said.has(`${other} ${subjectId(subject)}`)),
  );
}

/** One finding per rule and place: a value shared by a YAML anchor or seen from several subjects is one cause. */
function mergeSamePlace(drafts: readonly Draft[]): Draft[] {
  const merged: Draft[] = [];
  for (const inFile of groupBy(drafts, ({ report }) => report.at.uri).values()) {
    const byStart = new Map<number, number[]>();
    for (const draft of inFile) {
      const start = startOf(draft.report.at);
      const index = byStart.get(start)?.find((each) => merged[each] !== undefined && isSameRemark(merged[each], draft));
      const before = index === undefined ? undefined : merged[index];
      if (index === undefined || before === undefined) {
        append(byStart, start, merged.length);
        merged.push(draft);
      } else {
        const gravest = isGraver(draft, before) ? draft : before;
        merged[index] = { ...gravest, environments: [...before.environments, draft.environment] };
      }
    }
  }
  return merged;
}

function isSameRemark(a: Draft, b: Draft): boolean {
  const [one, other] = [a.report, b.report];
  return a.rule === b.rule && (one.about ?? '') === (other.about ?? '') && marksSame(one.at, other.at);
}

const weights: Readonly<Record<Severity | 'off', number>> = { off: 0, info: 1, warning: 2, error: 3 };

/** Of equals, one whose environment is known. */
function isGraver(one: Draft, other: Draft): boolean {
  const difference = gravity(one) - gravity(other);
  return difference > 0 || (difference === 0 && other.environment === 'unknown' && one.environment !== 'unknown');
}

function gravity({ rule, environment }: Draft): number {
  return weights[rule.severity[environment]];
}

function finding(
  { rule, subject, report, environment, environments: all }: Draft,
  { places }: Session,
  seen: Map<string, number>,
): Finding {
  const component = subject.kind === 'suppression' ? 'archlens' : subject.component;
  const file = places.path(report.at.uri);
  const before = made.get(report);
  const identity =
    before?.file === file
      ? before.identity
      : identityText({ rule: rule.id, file, path: report.at.path, subject: component, about: report.about ?? '' });
  const print = fingerprint(identity, seen);
  const held = knownFirst(
    all.filter((each) => rule.severity[each] !== 'off'),
    environment,
  );
  if (before !== undefined && isStill(before.found, print, environment, held)) return before.found;
  const found: Finding = {
    rule: rule.id,
    category: rule.category,
    severity: 'info',
    confidence: rule.confidence,
    component,
    environment,
    environments: held,
    args: report.args ?? {},
    at: report.at,
    related: distinctRelated(report),
    fix: report.fix,
    subject: subjectId(subject),
    fingerprint: print,
  };
  made.set(report, { file, identity, found });
  return found;
}

function isStill(found: Finding, print: string, environment: Environment, held: readonly Environment[]): boolean {
  return found.fingerprint === print && found.environment === environment && isSame(found.environments, held);
}

interface Made {
  readonly file: string;
  readonly identity: string;
  readonly found: Finding;
}

/** Findings by the reports they were made of: a report that is remembered gives the same finding again. */
const made = new WeakMap<Report, Made>();

/** Each once, in their fixed order; that one of them is not known matters only where it decides the severity. */
function knownFirst(all: readonly Environment[], decisive: Environment): readonly Environment[] {
  return environments.filter((each) => (each === 'unknown' ? each === decisive : all.includes(each)));
}

/** Members that share a YAML anchor share the place, and it is said once: as the finding's own, or beside it. */
function distinctRelated({ at: own, related = [] }: Report): readonly Related[] {
  if (related.length === 0) return related;
  return related.filter(
    (one, index) =>
      !(one.note === 'also' && marksSame(one.at, own)) &&
      !related.some((other, at) => at < index && other.note === one.note && marksSame(one.at, other.at)),
  );
}

function subjectId(subject: Subjects[keyof Subjects]): string {
  return subject.kind === 'suppression' ? subject.at.uri : subject.id;
}

/** The finding with its severity in its environment, or nothing where that is `off`. */
function withSeverity(found: Finding, { table, config }: Session): Finding[] {
  const rule = table.byId.get(found.rule);
  const severity =
    rule === undefined ? 'off' : (overridden(rule, found.environment, config) ?? rule.severity[found.environment]);
  if (severity === 'off') return [];
  const before = rated.get(found);
  if (before?.severity === severity) return [before];
  const now = { ...found, severity };
  rated.set(found, now);
  return [now];
}

/** Findings with the severity they had last, so that what did not change stays the same thing. */
const rated = new WeakMap<Finding, Finding>();

/** The most particular entry of the configuration wins: id or alias, then `component/*`, then `*`. */
function overridden(rule: Rule, environment: Environment, config: ReviewConfig): Severity | 'off' | undefined {
  if (config.severities.size === 0) return undefined;
  const names = [rule.id, ...rule.aliases, `${rule.id.slice(0, rule.id.indexOf('/'))}/*`, '*'];
  return names.map((name) => config.severities.get(name)?.of[environment]).find((severity) => severity !== undefined);
}
