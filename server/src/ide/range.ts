import type { Location, Position, Range } from 'vscode-languageserver-types';
import type { Span } from '../base/span.ts';
import type { Anchor } from '../model/anchor.ts';
import { rangeOf } from '../project/locate.ts';
import type { Project } from '../project/project.ts';
import type { SymbolPlace } from './symbol-places.ts';

/** Offset of a position in the version of a file the project holds; undefined where it holds none. */
export function offsetAt(project: Project, uri: string, position: Position): number | undefined {
  return project.lines(uri)?.offset(position);
}

export function rangeOfSpan(project: Project, uri: string, span: Span): Range | undefined {
  const lines = project.lines(uri);
  return lines === undefined ? undefined : mutable(rangeOf(span, lines));
}

export function rangeOfAnchor(project: Project, anchor: Anchor): Range | undefined {
  const range = project.range(anchor);
  return range === undefined ? undefined : mutable(range);
}

const beginning: Position = { line: 0, character: 0 };

/** A place as the protocol says it; a whole file by its beginning. */
export function locationOfPlace(project: Project, { uri, span }: SymbolPlace): Location {
  const range = span === undefined ? undefined : rangeOfSpan(project, uri, span);
  return { uri, range: range ?? mutable({ start: beginning, end: beginning }) };
}

/** The protocol's types are mutable; the core's are not. */
function mutable(range: { readonly start: Position; readonly end: Position }): Range {
  return { start: { ...range.start }, end: { ...range.end } };
}
