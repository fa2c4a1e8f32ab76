import { stringify } from 'yaml';
import type { Verification } from '../../server/src/knowledge/types.ts';
import type { Outcome } from './outcome.ts';

/** Content of `knowledge/verified.yaml`: id → what was seen. */
export type Verified = Readonly<Record<string, readonly Verification[]>>;

/**
 * What stands in the file after a run. A check that was skipped keeps its marks, a check that held renews them, one that was
 * refuted loses them, and so does one that exists no more. Claims about ids the knowledge base does not have are left out.
 */
export function merged(
  before: Verified,
  outcomes: readonly Outcome[],
  date: string,
  known: (id: string) => boolean,
): Verified {
  const kept = new Set(outcomes.filter(({ result }) => result === 'skipped').map(({ check }) => check));
  const marks = Object.entries(before).flatMap(([id, all]) =>
    all.filter(({ check }) => kept.has(check)).map((mark) => ({ id, mark })),
  );
  for (const { check, server, version, result, claims } of outcomes) {
    if (result !== 'held' || version === undefined) continue;
    for (const { subjects, text } of claims)
      for (const id of subjects) marks.push({ id, mark: { check, server, version, date, text } });
  }
  const after: Record<string, Verification[]> = {};
  for (const { id, mark } of marks.filter((one) => known(one.id)).sort(byIdAndCheck)) (after[id] ??= []).push(mark);
  return after;
}

interface Mark {
  readonly id: string;
  readonly mark: Verification;
}

function byIdAndCheck(a: Mark, b: Mark): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  if (a.mark.check === b.mark.check) return 0;
  return a.mark.check < b.mark.check ? -1 : 1;
}

export function verifiedText(verified: Verified): string {
  const head = '# Written by `npm run verify:knowledge -- --write`; see knowledge/README.md.\n';
  return head + stringify(verified, { lineWidth: 0, aliasDuplicateObjects: false });
}
