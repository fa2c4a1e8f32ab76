import type { Span } from '../base/span.ts';
import type { Anchor } from '../model/anchor.ts';

/** Where things are, told by whoever holds the texts. */
export interface Places {
  /** Path of a file in the workspace, with `/`. */
  path(uri: string): string;
  /** Zero-based line on which what an anchor marks begins; undefined where the file is gone. */
  line(anchor: Anchor): number | undefined;
}

interface Placed {
  readonly rule: string;
  readonly at: Anchor;
}

/** By path, place in the file and rule. */
export function sortedByPlace<T>(items: readonly T[], placed: (item: T) => Placed, places: Places): T[] {
  const paths = new Map<string, string>();
  const pathOf = (uri: string): string => {
    const path = paths.get(uri) ?? places.path(uri);
    paths.set(uri, path);
    return path;
  };
  const keyed = items.map((item) => {
    const { rule, at } = placed(item);
    return { item, rule, path: pathOf(at.uri), start: startOf(at) };
  });
  keyed.sort((a, b) => compare(a.path, b.path) || a.start - b.start || compare(a.rule, b.rule));
  return keyed.map((entry) => entry.item);
}

/** What an anchor marks, in the version of the file it was read from. */
function spanOf(at: Anchor): Span | undefined {
  return at.sub ?? (at.part === 'value' ? (at.value ?? at.key) : (at.key ?? at.value));
}

/** Whether two anchors mark the same text. */
export function marksSame(a: Anchor, b: Anchor): boolean {
  if (a.uri !== b.uri) return false;
  const [one, other] = [spanOf(a), spanOf(b)];
  return one?.start === other?.start && one?.end === other?.end;
}

export function startOf(at: Anchor): number {
  return spanOf(at)?.start ?? 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
