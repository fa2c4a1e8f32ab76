import type { Anchor } from '../../model/anchor.ts';
import type { Sourced } from '../../model/declaration.ts';

/** The place of a piece of a text; the whole where escapes, folding or variables move what is written. */
export function pieceOf({ at, value, raw }: Sourced, start: number, end: number): Anchor {
  const whole = at.sub ?? at.value;
  if (whole === undefined || value === undefined || value !== raw) return at;
  // Quotes stand around the value or not.
  const slack = whole.end - whole.start - value.length;
  if (slack !== 0 && slack !== 2) return at;
  const from = whole.start + slack / 2;
  return { ...at, part: 'value', sub: { start: from + start, end: from + end } };
}
