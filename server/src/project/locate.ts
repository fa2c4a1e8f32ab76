import type { LineIndex, Position } from '../base/line-index.ts';
import type { Span } from '../base/span.ts';
import type { Anchor } from '../model/anchor.ts';

/** Zero-based, end exclusive, UTF-16 columns. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/**
 * The one place where an anchor becomes a range of a file. A pair that spreads over several lines is shown by its key: a
 * remark on a whole block helps nobody, and code review shows only remarks whose lines all changed.
 */
export function locate(anchor: Anchor, lines: LineIndex): Range | undefined {
  const span = spanOf(anchor, lines);
  return span === undefined ? undefined : rangeOf(span, lines);
}

export function rangeOf(span: Span, lines: LineIndex): Range {
  return { start: lines.position(span.start), end: lines.position(span.end) };
}

function spanOf({ part, key, value, sub }: Anchor, lines: LineIndex): Span | undefined {
  if (sub !== undefined) return sub;
  if (key === undefined || value === undefined) return key ?? value;
  if (part !== 'pair') return part === 'key' ? key : value;
  return lines.position(key.start).line === lines.position(value.end).line ? { start: key.start, end: value.end } : key;
}
