import type { Span } from './span.ts';

/** What lies between two versions of a text, as one replaced stretch. */
export interface TextEdit {
  /** The stretch in the older version. */
  readonly start: number;
  readonly end: number;
  /** How much further on everything behind it stands in the newer version. */
  readonly delta: number;
}

/** The shortest stretch of which the rest is equal in both; undefined where nothing changed. */
export function editBetween(older: string, newer: string): TextEdit | undefined {
  if (older === newer) return undefined;
  const shorter = Math.min(older.length, newer.length);
  const start = commonPrefix(older, newer, shorter);
  let behind = 0;
  while (
    behind < shorter - start &&
    older.charCodeAt(older.length - 1 - behind) === newer.charCodeAt(newer.length - 1 - behind)
  )
    behind++;
  return { start, end: older.length - behind, delta: newer.length - older.length };
}

const stride = 4_096;

function commonPrefix(a: string, b: string, longest: number): number {
  let length = 0;
  while (length + stride <= longest && a.slice(length, length + stride) === b.slice(length, length + stride))
    length += stride;
  while (length < longest && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

/**
 * Where a span of the older version stands in the newer one: before the edit, behind it, or around it. Undefined where the edit
 * replaced the span or a part of it, even if by the same text.
 */
export function movedSpan({ start, end }: Span, edit: TextEdit): Span | undefined {
  if (start >= edit.end) return { start: start + edit.delta, end: end + edit.delta };
  if (end <= edit.start) return { start, end };
  return start <= edit.start && end >= edit.end ? { start, end: end + edit.delta } : undefined;
}
