import { within } from '../base/span.ts';
import type { Anchor } from './anchor.ts';
import type { Sourced } from './declaration.ts';

/**
 * The place of a piece of a value. Exact where the value stands in the file letter by letter, plain or in quotes;
 * otherwise (escapes, folding, filled-in variables) the whole value is the place.
 */
export function subAnchor(source: Sourced, start: number, length: number): Anchor {
  const { at, value, raw } = source;
  const whole = at.sub ?? at.value;
  if (whole === undefined || value === undefined || value !== raw) return at;
  // Quotes stand around the value or not.
  const slack = whole.end - whole.start - value.length;
  if (slack !== 0 && slack !== 2) return at;
  const from = slack / 2 + start;
  return { ...at, part: 'value', sub: within(whole, from, from + length) };
}
