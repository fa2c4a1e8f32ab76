import { contains } from '../base/span.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Environment } from '../model/environment.ts';
import type { Annotation, Part } from '../model/part.ts';
import type { ConfigSuppression, ReviewConfig } from './config.ts';
import type { Finding, Suppressed } from './finding.ts';
import { type Places, startOf } from './place.ts';

/** A suppression, or an entry of the configuration, that does not do what its author meant. */
export interface SuppressionUse {
  readonly kind: 'suppression';
  readonly state: 'unused' | 'expired' | 'unknown-rule' | 'without-reason';
  readonly at: Anchor;
  readonly environment: Environment;
  /** The rule as written. */
  readonly rule: string;
  readonly until: string | undefined;
}

export interface SuppressionInput {
  readonly findings: readonly Finding[];
  readonly parts: readonly Part[];
  readonly config: ReviewConfig;
  /** Ids and aliases of rules → id. */
  readonly names: ReadonlyMap<string, string>;
  readonly today: string;
  readonly places: Places;
}

export interface SuppressionOutput {
  readonly kept: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly uses: readonly SuppressionUse[];
}

/** One rule of one suppression, wherever it is written. */
interface Entry {
  /** As written: a rule id or alias, `kafka/*`, `*`. */
  readonly rule: string;
  readonly by: Suppressed['by'];
  readonly reason: string | undefined;
  readonly until: string | undefined;
  readonly at: Anchor;
  readonly environment: Environment;
  /** Whether it could meet anything in the files that were looked at. */
  readonly reachable: boolean;
  meets(finding: Finding): boolean;
}

/**
 * Sets aside the findings the user has answered. Every suppression that names an unknown rule, has run out, meets nothing
 * or lacks a reason that the configuration demands comes back as a use to be reported.
 */
export function suppress(input: SuppressionInput): SuppressionOutput {
  const entries = [
    ...input.parts.flatMap((part) => partEntries(part, input.places)),
    ...input.config.suppressions.map((s) => configEntry(s, input)),
  ];
  const known = input.names;
  const used = new Set<Entry>();
  const kept: Finding[] = [];
  const suppressed: Suppressed[] = [];
  const live = entries.filter((entry) => !hasExpired(entry, input.today));
  for (const finding of input.findings) {
    const answers = live.filter((entry) => isNamed(finding.rule, entry.rule, known) && entry.meets(finding));
    answers.forEach((entry) => used.add(entry));
    const answer = answers[0];
    if (answer === undefined) kept.push(finding);
    else suppressed.push({ finding, by: answer.by, reason: answer.reason });
  }
  const uses = entries.flatMap((entry) => {
    const state = stateOf(entry, used.has(entry), known, input);
    return state === undefined ? [] : [use(entry, state)];
  });
  return { kept, suppressed, uses: [...uses, ...unknownSeverities(input.config, known)] };
}

function stateOf(
  entry: Entry,
  used: boolean,
  known: ReadonlyMap<string, string>,
  input: SuppressionInput,
): SuppressionUse['state'] | undefined {
  if (!isPattern(entry.rule) && !known.has(entry.rule)) return 'unknown-rule';
  if (hasExpired(entry, input.today)) return 'expired';
  if (!used) return entry.reachable ? 'unused' : undefined;
  return input.config.requireReason && entry.reason === undefined ? 'without-reason' : undefined;
}

function use(entry: Entry, state: SuppressionUse['state']): SuppressionUse {
  const { at, environment, rule, until } = entry;
  return { kind: 'suppression', state, at, environment, rule, until };
}

/** The day named by `until` is the last on which it holds. */
function hasExpired(entry: Entry, today: string): boolean {
  return entry.until !== undefined && entry.until < today;
}

function isPattern(name: string): boolean {
  return name === '*' || name.endsWith('/*');
}

function isNamed(rule: string, written: string, known: ReadonlyMap<string, string>): boolean {
  if (written === '*') return true;
  if (written.endsWith('/*')) return rule.startsWith(written.slice(0, -1));
  return known.get(written) === rule;
}

function partEntries(part: Part, places: Places): Entry[] {
  return part.annotations.flatMap((annotation) =>
    annotation.kind === 'suppression' ? annotationEntries(annotation, part, places) : [],
  );
}

type SuppressionComment = Extract<Annotation, { kind: 'suppression' }>;

function annotationEntries(comment: SuppressionComment, part: Part, places: Places): Entry[] {
  // A comment that names no rule answers all that is said about its place.
  const rules = comment.rules.length > 0 ? comment.rules : [{ id: '*', span: comment.span }];
  return rules.map((rule) => ({
    rule: rule.id,
    by: 'comment' as const,
    reason: comment.reason,
    until: comment.until,
    at: { uri: part.uri, path: ['#', comment.scope, rule.id], part: 'value' as const, value: rule.span },
    environment: part.environment,
    reachable: true,
    meets: (finding: Finding) => finding.at.uri === part.uri && coversPlace(comment, finding.at, places),
  }));
}

function coversPlace(comment: SuppressionComment, at: Anchor, places: Places): boolean {
  if (comment.scope === 'file') return true;
  if (comment.scope === 'object') return comment.covers !== undefined && contains(comment.covers, startOf(at));
  if (comment.line === undefined) return false;
  // Inside a multi-line value no comment can stand, so one above its key speaks for all of it.
  return places.line(at) === comment.line || (at.key !== undefined && places.line(keyOf(at)) === comment.line);
}

function keyOf({ uri, path, key }: Anchor): Anchor {
  return key === undefined ? { uri, path, part: 'key' } : { uri, path, part: 'key', key };
}

function configEntry(suppression: ConfigSuppression, { parts, places }: SuppressionInput): Entry {
  const { rule, reason, until, at } = suppression;
  return {
    rule,
    by: 'config',
    reason,
    until,
    at,
    environment: 'unknown',
    reachable: parts.some((part) => suppression.covers(places.path(part.uri))),
    meets: (finding) =>
      suppression.covers(places.path(finding.at.uri)) &&
      (suppression.component ?? finding.component) === finding.component &&
      (suppression.environment ?? finding.environment) === finding.environment,
  };
}

function unknownSeverities(config: ReviewConfig, known: ReadonlyMap<string, string>): SuppressionUse[] {
  return [...config.severities]
    .filter(([rule]) => !isPattern(rule) && !known.has(rule))
    .map(([rule, { at }]) => ({
      kind: 'suppression',
      state: 'unknown-rule',
      at,
      environment: 'unknown',
      rule,
      until: undefined,
    }));
}
