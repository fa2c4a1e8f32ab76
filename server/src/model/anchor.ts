import type { Span } from '../base/span.ts';

/** Keys and indices from the root of a file to a place in it. The first element is the document's index in the file. */
export type Path = readonly (string | number)[];

/**
 * A place in a file. Rules only pass anchors on: `path` gives a place its lasting identity (fingerprints), the spans are
 * those of the file version it was read from or go along with the text (`TrackedSpan`), and only `project/locate.ts` turns an
 * anchor into a range.
 */
export interface Anchor {
  readonly uri: string;
  readonly path: Path;
  /** Which half of `key: value` is meant. */
  readonly part: 'key' | 'value' | 'pair';
  readonly key?: Span;
  readonly value?: Span;
  /** A piece of the value, as absolute offsets in the file: one endpoint of a list, one flag in a command. */
  readonly sub?: Span;
}

export function atKey(anchor: Anchor): Anchor {
  return { ...anchor, part: 'key' };
}

export function atValue(anchor: Anchor): Anchor {
  return { ...anchor, part: 'value' };
}

/** Equal for anchors that mark the same value, whichever half of it they mean. */
export function placeKey({ uri, key, value, sub }: Anchor): string {
  return `${uri}#${(sub ?? value ?? key)?.start ?? ''}`;
}

/** Whether two anchors mark the same value: `placeKey` for one comparison. */
export function isSamePlace(a: Anchor, b: Anchor): boolean {
  return (a.sub ?? a.value ?? a.key)?.start === (b.sub ?? b.value ?? b.key)?.start && a.uri === b.uri;
}

/** By file, and in a file from top to bottom; what is written in one file moves nothing in another. */
export function compareByKey(a: Anchor, b: Anchor): number {
  if (a.uri !== b.uri) return a.uri < b.uri ? -1 : 1;
  return (a.key?.start ?? 0) - (b.key?.start ?? 0);
}
