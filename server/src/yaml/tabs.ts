import { span } from '../base/span.ts';
import { endOfLine } from './documents.ts';
import type { Piece } from './piece.ts';
import type { SyntaxProblem } from './tree.ts';

const tabbedLine = /^ *\t[ \t]*(?=[^\s#])/gm;

/**
 * A second reading of a text that is indented with tabs, which YAML forbids: every tab as one space, which is right where
 * tabs are used throughout; otherwise without the tabbed lines. Undefined where the text has no such lines.
 * @param read gives the reading of a text of the same length
 */
export function withoutTabs(text: string, base: number, read: (repaired: string) => Piece): Piece | undefined {
  const lines = [...text.matchAll(tabbedLine)].map((match) => match.index);
  const first = lines[0];
  if (first === undefined) return undefined;
  const tab = base + text.indexOf('\t', first);
  const problem: SyntaxProblem = {
    code: 'tab-indent',
    detail: 'Tabs are not allowed as indentation',
    span: span(tab, tab + 1),
  };
  const spaced = read(text.replace(tabbedLine, (indent) => indent.replaceAll('\t', ' ')));
  const sound = spaced.problems.every(({ code }) => code === 'duplicate-key');
  const piece = sound ? spaced : read(withoutLines(text, lines));
  return { ...piece, problems: [problem, ...piece.problems] };
}

function withoutLines(text: string, starts: readonly number[]): string {
  let kept = '';
  let from = 0;
  for (const start of starts) {
    const end = endOfLine(text, start);
    kept += text.slice(from, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    from = end;
  }
  return kept + text.slice(from);
}
