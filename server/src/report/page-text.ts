import type { Block, Page } from '../describe/page.ts';
import type { Paint } from './paint.ts';
import { padded, printable, width } from './width.ts';

/** A page for a terminal: no markup, lines of at most `columns`. */
export function pageText({ blocks }: Pick<Page, 'blocks'>, paint: Paint, columns: number): string {
  return `${blocks.map((block) => blockText(block, paint, columns)).join('\n\n')}\n`;
}

function blockText(block: Block, paint: Paint, columns: number): string {
  switch (block.kind) {
    case 'heading': {
      const text = bare(block.text);
      return block.level === 1
        ? `${paint.bold(text)}\n${'═'.repeat(width(text))}`
        : block.level === 2
          ? `${paint.bold(text)}\n${'─'.repeat(width(text))}`
          : paint.bold(text);
    }
    case 'paragraph':
      return wrapped(bare(block.text), columns).join('\n');
    case 'list':
      return block.items.map((item) => hanging('• ', bare(item), columns)).join('\n');
    case 'table':
      return tableText(block.head, block.rows, paint, columns);
    case 'code':
      return block.text
        .trimEnd()
        .split('\n')
        .map((line) => `    ${paint.dim(printable(line))}`)
        .join('\n');
  }
}

/**
 * Columns below their titles, where there are several and all of it fits, if need be with titles of several lines; else one
 * entry for each row.
 */
function tableText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  paint: Paint,
  columns: number,
): string {
  const titles = head.map(bare);
  const body = rows.map((row) => row.map(bare));
  const stacked = titles.map((title) => title.split(' '));
  const fitting = head.length < 3 ? undefined : [titles.map((title) => [title]), stacked].find(fits);
  if (fitting !== undefined) return columnsText(fitting, body, paint);
  // Without titles above them, the answers of several columns could not be told apart.
  return body.map((row) => (row.length < 3 && isShort(row) ? shortRow(row) : longRow(titles, row, columns))).join('\n');

  function fits(lines: readonly (readonly string[])[]): boolean {
    return widthsOf(lines, body).reduce((sum, one) => sum + one + 2, 0) <= columns;
  }
}

/** Width of each column, whose titles are given line by line. */
function widthsOf(titles: readonly (readonly string[])[], body: readonly (readonly string[])[]): readonly number[] {
  return titles.map((lines, i) => Math.max(...[...lines, ...body.map((row) => row[i] ?? '')].map(width)));
}

function columnsText(
  titles: readonly (readonly string[])[],
  body: readonly (readonly string[])[],
  paint: Paint,
): string {
  const widths = widthsOf(titles, body);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => padded(cell, widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  const height = Math.max(...titles.map((lines) => lines.length));
  const head = Array.from({ length: height }, (_, row) => line(titles.map((lines) => lines[row] ?? '')));
  return [...head.map((one) => `  ${paint.dim(one)}`), ...body.map((row) => `• ${line(row)}`)].join('\n');
}

/** Whether a row without its titles stays readable on one line. */
function isShort([first = '', ...rest]: readonly string[]): boolean {
  return width(first) <= 28 && rest.every((cell) => width(cell) <= 24);
}

function shortRow([first = '', ...rest]: readonly string[]): string {
  return `• ${padded(first, 28)} ${rest.join(' ')}`.trimEnd();
}

/** The first cell with the others below it: tables of sentences do not fit a terminal side by side. */
function longRow(head: readonly string[], [first = '', ...rest]: readonly string[], columns: number): string {
  const colon = head.some((title) => /\p{Script=Han}/u.test(title)) ? '：' : ': ';
  const described = rest.flatMap((cell, i) =>
    cell === '' || cell === '–' ? [] : [hanging(`    ${head[i + 1] ?? ''}${colon}`, cell, columns)],
  );
  return [`• ${first}`, ...described].join('\n');
}

function hanging(lead: string, text: string, columns: number): string {
  const indent = ' '.repeat(width(lead));
  return wrapped(text, Math.max(20, columns - indent.length))
    .map((line, i) => (i === 0 ? lead : indent) + line)
    .join('\n');
}

/** Breaks at spaces, and between wide characters, as Chinese is set without spaces. */
function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of text.match(/\S[^\s\u2E80-\u9FFF\uFF00-\uFFEF]*|\s+/gu) ?? []) {
    const length = width(piece);
    if (used + length > columns && line.trim() !== '' && !/^[，。；：！？、）」』】]/u.test(piece)) {
      lines.push(line.trimEnd());
      line = '';
      used = 0;
      if (piece.trim() === '') continue;
    }
    line += piece;
    used += length;
  }
  return [...lines, line.trimEnd()];
}

/** Text of Markdown on one line: what a reader sees of it. */
function bare(text: string): string {
  const visible = text
    .replace(/\[((?:\\.|[^\]\\])*)\]\([^)\s]*\)/g, '$1')
    .replace(/(`+) ?(.*?) ?\1/g, '$2')
    .replaceAll('**', '')
    .replace(/\\([\\`*_{}[\]()#+!|~$.-])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return printable(visible);
}
