import { type DocumentHighlight, DocumentHighlightKind, type Position, type Range } from 'vscode-languageserver-types';
import type { Project } from '../project/project.ts';
import { offsetAt, rangeOfSpan } from './range.ts';
import { endpointsAt, nameAt } from './references.ts';
import type { SymbolPlace } from './symbol-places.ts';
import { usesOf } from './symbols.ts';

/** In the same file: where the name at a position is given, and where it is used; of a service also the endpoints that lead to it. */
export function documentHighlights(project: Project, uri: string, position: Position): DocumentHighlight[] {
  const offset = offsetAt(project, uri, position);
  if (offset === undefined) return [];
  const symbol = nameAt(project, uri, offset);
  if (symbol === undefined) return [];
  const here = (places: readonly SymbolPlace[]): Range[] =>
    places.flatMap(({ uri: one, span }) =>
      one !== uri || span === undefined ? [] : (rangeOfSpan(project, uri, span) ?? []),
    );
  const endpoints = endpointsAt(project, uri, symbol, offset, false)
    .filter((location) => location.uri === uri)
    .map(({ range }) => range);
  return distinct([
    ...here(symbol.places).map((range) => ({ range, kind: DocumentHighlightKind.Write })),
    ...[...here(usesOf(project, symbol, uri)), ...endpoints].map((range) => ({
      range,
      kind: DocumentHighlightKind.Read,
    })),
  ]);
}

/** Each place once, as what it is named first. */
function distinct(highlights: readonly DocumentHighlight[]): DocumentHighlight[] {
  const byStart = new Map<string, DocumentHighlight>();
  for (const highlight of highlights) {
    const { line, character } = highlight.range.start;
    const key = `${line}:${character}`;
    if (!byStart.has(key)) byStart.set(key, highlight);
  }
  return [...byStart.values()];
}
