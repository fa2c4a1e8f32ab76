import type { Anchor } from '../model/anchor.ts';
import type { Project } from '../project/project.ts';
import type { Range } from '../project/locate.ts';

/** Where something is, as reports say it: 1-based, UTF-16 columns, end exclusive, path with `/`. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function placeOf(anchor: Anchor, project: Project): Place {
  return { path: project.path(anchor.uri), ...region(project.range(anchor)) };
}

/** A place without a range is the beginning of its file. */
export function region(range: Range | undefined): Omit<Place, 'path'> {
  if (range === undefined) return { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const { start, end } = range;
  return { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

/** Order of everything in reports: path, line, column, then a name. */
export function byPlace<T extends Pick<Place, 'path' | 'line' | 'column'>>(
  name: (item: T) => string,
): (a: T, b: T) => number {
  return (a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(name(a), name(b));
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
