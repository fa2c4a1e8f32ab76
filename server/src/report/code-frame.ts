import { printable, width, widthOf } from './width.ts';

/** A line of a file as a frame shows it. */
interface FrameLine {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
}

export interface CodeFrame {
  readonly lines: readonly FrameLine[];
  /** Under the last line, in columns of the terminal. */
  readonly caret: { readonly column: number; readonly length: number };
}

/** Zero-based lines and UTF-16 columns. */
interface Marked {
  readonly line: number;
  readonly from: number;
  /** Undefined: up to the end of the line. */
  readonly to: number | undefined;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/**
 * The marked line, with the line above that it belongs to (the nearest one that is indented less), cut to a number of
 * columns so that the marked place stays in sight.
 */
export function codeFrame(lines: readonly string[], { line, from, to }: Marked, columns: number): CodeFrame {
  const text = lines[line] ?? '';
  const parent = parentOf(lines, line);
  const cut = window(text, from, columns);
  const before = printable(cut.text.slice(0, from - cut.start));
  const marked = printable(text.slice(from, Math.min(to ?? text.length, cut.start + cut.text.length)));
  const above =
    parent === undefined
      ? []
      : [{ number: parent + 1, text: window(printable(lines[parent] ?? ''), 0, columns).shown }];
  return {
    lines: [...above, { number: line + 1, text: `${cut.prefix}${printable(cut.text)}${cut.suffix}` }],
    caret: { column: width(cut.prefix) + width(before), length: Math.max(1, width(marked)) },
  };
}

function parentOf(lines: readonly string[], line: number): number | undefined {
  const indent = indentOf(lines[line] ?? '');
  for (let above = line - 1; above >= 0 && indent > 0 && line - above < 400; above--) {
    const text = lines[above] ?? '';
    if (text.trim() === '' || text.trimStart().startsWith('#')) continue;
    if (indentOf(text) < indent) return above;
  }
  return undefined;
}

interface Window {
  readonly start: number;
  readonly text: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly shown: string;
}

/** As much of a line as fits, from a little before `from` where the beginning does not leave room. */
function window(line: string, from: number, columns: number): Window {
  const start = width(line.slice(0, from)) + 20 <= columns ? 0 : Math.max(0, from - 20);
  const prefix = start > 0 ? '…' : '';
  let end = start;
  let used = width(prefix);
  for (const char of line.slice(start)) {
    // One column stays free for the mark that something follows.
    if (used + widthOf(char) > columns - 1) break;
    used += widthOf(char);
    end += char.length;
  }
  const text = line.slice(start, end);
  const suffix = end < line.length ? '…' : '';
  return { start, text, prefix, suffix, shown: `${prefix}${text}${suffix}` };
}
