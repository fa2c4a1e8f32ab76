import type { Anchor } from '../model/anchor.ts';
import { chainsOf, isInForce } from '../model/chain.ts';
import type { Fact } from '../model/fact.ts';
import type { Client } from '../model/part.ts';
import { members } from '../model/query.ts';
import type { Cluster } from '../model/system.ts';
import type { Related } from './finding.ts';

/**
 * Why the value at a place is what it is: what was filled in there (note `filled-in`), and which statements it stands over
 * (`overridden`). Empty for a place that states no setting in force.
 */
export function chainRelated(subject: Cluster | Client, at: Anchor): readonly Related[] {
  const holders = subject.kind === 'client' ? [subject] : members(subject);
  const settings = new Set(holders.flatMap(({ settings: stated }) => [...stated.keys()]));
  for (const setting of settings) {
    const chain = chainsOf(subject, setting).find((each) => isInForce(each, at));
    if (chain === undefined) continue;
    const [first, ...weaker] = chain.facts;
    return [...(first === undefined ? [] : filledIn(first)), ...weaker.flatMap(overridden)];
  }
  return [];
}

function filledIn({ via = [] }: Fact): Related[] {
  return via.map(({ name, value, at }) => ({ at, note: 'filled-in', args: { name, value } }));
}

function overridden({ value, at: [at] }: Fact): Related[] {
  if (at === undefined) return [];
  return [value === undefined ? { at, note: 'overridden-unknown' } : { at, note: 'overridden', args: { value } }];
}
