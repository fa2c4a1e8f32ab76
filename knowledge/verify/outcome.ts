import type { Claim } from './lab.ts';

/** What became of one check. */
export interface Outcome {
  readonly check: string;
  readonly server: string;
  /** Undefined where the server is not installed. */
  readonly version: string | undefined;
  readonly result: 'held' | 'refuted' | 'skipped';
  /** Why it was skipped, or what was seen instead. */
  readonly reason: string | undefined;
  /** Nothing else was seen, but what was to happen did not happen in time. */
  readonly late?: boolean;
  readonly seen: readonly string[];
  /** Empty unless it held. */
  readonly claims: readonly Claim[];
  readonly seconds: number;
}

/** 0 when nothing was refuted and something held; a run that saw nothing proves nothing. */
export function exitCode(outcomes: readonly Outcome[]): 0 | 1 {
  return outcomes.some(({ result }) => result === 'refuted') || outcomes.every(({ result }) => result !== 'held')
    ? 1
    : 0;
}

/** One check as it is printed: result, what was seen, which entries it is about. */
export function report({ check, server, version, result, reason, seen, claims, seconds }: Outcome): string {
  const sign = { held: '✔', refuted: '✖', skipped: '–' }[result];
  const subjects = [...new Set(claims.flatMap((claim) => claim.subjects))];
  return [
    `${sign} ${check} (${server}${version === undefined ? '' : ` ${version}`}, ${seconds.toFixed(1)} s) ${result}`,
    ...seen.map((text) => `    ${text}`),
    ...(reason === undefined ? [] : [`    ${reason}`]),
    ...(subjects.length === 0 ? [] : [`    → ${subjects.join(', ')}`]),
  ].join('\n');
}

/** Subjects of claims that are no entry: a name was mistyped, or an entry renamed. */
export function strangersIn(outcomes: readonly Outcome[], known: (id: string) => boolean): readonly string[] {
  const subjects = outcomes.flatMap(({ claims }) => claims.flatMap((claim) => claim.subjects));
  return [...new Set(subjects)].filter((id) => !known(id)).toSorted();
}

export function summary(outcomes: readonly Outcome[]): string {
  const count = (result: Outcome['result']): number => outcomes.filter((one) => one.result === result).length;
  return `${count('held')} held, ${count('refuted')} refuted, ${count('skipped')} skipped`;
}
