import { type DocumentHighlight, DocumentHighlightKind, type Position } from 'vscode-languageserver-types';
import type { Project } from '../project/project.ts';
import { offsetAt, rangeOfSpan } from './range.ts';
import type { SymbolPlace } from './symbol-places.ts';
import { symbolsAt, usesOf } from './symbols.ts';

/** In the same file: where the name at a position is given, and where it is used. */
export function documentHighlights(project: Project, uri: string, position: Position): DocumentHighlight[] {
  const offset = offsetAt(project, uri, position);
  const [symbol] = offset === undefined ? [] : symbolsAt(project, uri, offset);
  if (symbol === undefined) return [];
  const highlights = (places: readonly SymbolPlace[], kind: DocumentHighlightKind): DocumentHighlight[] =>
    places.flatMap(({ uri: one, span }) => {
      const range = one !== uri || span === undefined ? undefined : rangeOfSpan(project, uri, span);
      return range === undefined ? [] : [{ range, kind }];
    });
  return [
    ...highlights(symbol.places, DocumentHighlightKind.Write),
    ...highlights(usesOf(project, symbol, uri), DocumentHighlightKind.Read),
  ];
}
