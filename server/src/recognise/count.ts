import type { Sourced } from '../model/declaration.ts';
import { declared, type Fact } from '../model/fact.ts';

/** A number as it is stated, with the weaker ones it stands over; unknown where it is no whole number. */
export function countOf({ value, at, overrides }: Sourced): Fact<number> {
  const fact = declared(value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined, at);
  return overrides === undefined ? fact : { ...fact, overrides: countOf(overrides) };
}
