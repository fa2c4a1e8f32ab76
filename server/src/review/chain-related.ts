import { type Anchor, isSamePlace } from '../model/anchor.ts';
import { countChains, isInForce } from '../model/chain.ts';
import type { Fact } from '../model/fact.ts';
import type { Client } from '../model/part.ts';
import { members } from '../model/query.ts';
import { shownFact } from '../model/secret.ts';
import type { Cluster } from '../model/system.ts';
import type { Related } from './finding.ts';

/**
 * Why the value at a place is what it is: what was filled in there (note `filled-in`), what takes it
 * (`used-in`), and which statements it stands over
 * (`overridden`). Empty for a place that states no setting in force.
 */
export function chainRelated(subject: Cluster | Client, at: Anchor): readonly Related[] {
  for (const { settings } of subject.kind === 'client' ? [subject] : members(subject)) {
    for (const [setting, facts] of settings) {
      const last = facts.at(-1);
      if (last === undefined || !last.at.some((place) => isSamePlace(place, at))) continue;
      const [first = last, ...weaker] = facts.map((fact) => shownFact(setting, fact)).toReversed();
      return [...filledIn(first), ...weaker.flatMap(overridden)];
    }
  }
  const counted = subject.kind === 'client' ? [] : countChains(subject);
  const chain = counted.find((each) => isInForce(each, at));
  return chain?.facts.slice(1).flatMap(overridden) ?? [];
}

function filledIn({ via = [] }: Fact): Related[] {
  return via.map(({ name, value, at, isUse }) =>
    isUse === true ? { at, note: 'used-in', args: { name } } : { at, note: 'filled-in', args: { name, value } },
  );
}

function overridden({ value, at: [at] }: Fact): Related[] {
  if (at === undefined) return [];
  return [value === undefined ? { at, note: 'overridden-unknown' } : { at, note: 'overridden', args: { value } }];
}
