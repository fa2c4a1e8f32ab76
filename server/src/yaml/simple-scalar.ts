import { span } from '../base/span.ts';
import { plainType } from './plain-type.ts';
import { skipSpaces, unusual } from './simple-lines.ts';
import type { Line } from './simple-lines.ts';
import type { Scalar } from './tree.ts';

/** Signs a plain scalar cannot start with, or that start something else. */
const indicators = new Set(Array.from('[]{},#&*!|>\'"%@`', (sign) => sign.charCodeAt(0)));

/** A plain scalar may not start at `at`: an indicator, or `-`, `?`, `:` before a space. */
export function isIndicator(text: string, at: number, end: number): boolean {
  const code = text.charCodeAt(at);
  if (code === 45 || code === 63 || code === 58) return at + 1 >= end || text.charCodeAt(at + 1) === 32;
  return indicators.has(code);
}

export function plain(text: string, start: number, end: number): Scalar {
  const value = text.slice(start, end);
  const type = plainType(value);
  return { kind: 'scalar', span: span(start, end), value: type === 'null' ? '' : value, type, style: 'plain' };
}

/** A plain scalar that ends with its line or before a comment; a `: ` in it is an error. */
export function plainValue(text: string, start: number, lineEnd: number): Scalar {
  if (isIndicator(text, start, lineEnd)) throw unusual;
  let end = lineEnd;
  for (let at = start; at < lineEnd; at++) {
    const code = text.charCodeAt(at);
    if (code === 58 && (at + 1 === lineEnd || text.charCodeAt(at + 1) === 32)) throw unusual;
    if (code === 35 && text.charCodeAt(at - 1) === 32) {
      end = at;
      break;
    }
  }
  while (end > start && text.charCodeAt(end - 1) === 32) end--;
  return plain(text, start, end);
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  '/': '/',
  ' ': ' ',
  '0': '\0',
};

/** A quoted scalar that ends on its line; rare escapes are left to the library. */
export function quoted(text: string, start: number, lineEnd: number): Scalar {
  const quote = text.charCodeAt(start);
  const end = closingQuote(text, start + 1, lineEnd, quote);
  const raw = text.slice(start + 1, end);
  const style = quote === 34 ? 'double' : 'single';
  const value = style === 'single' ? raw.replaceAll("''", "'") : raw.includes('\\') ? unescaped(raw) : raw;
  return { kind: 'scalar', span: span(start, end + 1), value, type: 'string', style };
}

function closingQuote(text: string, from: number, lineEnd: number, quote: number): number {
  for (let at = from; at < lineEnd; at++) {
    const code = text.charCodeAt(at);
    if (code === 92 && quote === 34) at++;
    else if (code === quote && quote === 39 && text.charCodeAt(at + 1) === 39) at++;
    else if (code === quote) return at;
  }
  throw unusual;
}

function unescaped(raw: string): string {
  return raw.replace(/\\(.)/g, (_, sign: string) => {
    const value = escapes[sign];
    if (value === undefined) throw unusual;
    return value;
  });
}

/** A block scalar and the index of the line behind it. */
export interface BlockScalar {
  readonly scalar: Scalar;
  readonly next: number;
}

/**
 * A block scalar whose header stands at `start` of line `index`. Indentation indicators, `+`, empty ones and lines that are
 * deeper in a folded text are left to the library.
 * @param parent column its content must exceed
 */
export function blockScalar(
  text: string,
  lines: readonly Line[],
  index: number,
  start: number,
  parent: number,
): BlockScalar {
  const header = /^[|>](-?)(?: *| +#.*)$/.exec(text.slice(start, lines[index]?.end));
  if (header === null) throw unusual;
  const style = text.charCodeAt(start) === 62 ? 'folded' : 'literal';
  const next = lineBehind(text, lines, index + 1, parent);
  const content = contentOf(text, lines.slice(index + 1, next), parent, style === 'folded');
  const last = content.findLastIndex((line) => line !== '');
  const line = lines[index + 1 + last];
  if (last === -1 || line === undefined) throw unusual;
  const kept = content.slice(0, last + 1);
  const body = style === 'folded' ? fold(kept) : kept.join('\n');
  const value = header[1] === '-' ? body : `${body}\n`;
  return { scalar: { kind: 'scalar', span: span(start, endOfText(text, line)), value, type: 'string', style }, next };
}

/** Index of the first line with text that is no deeper than the parent. */
function lineBehind(text: string, lines: readonly Line[], from: number, parent: number): number {
  for (let i = from; i < lines.length; i++) {
    const { start, end } = lines[i] ?? { start: 0, end: 0 };
    const first = skipSpaces(text, start, end);
    if (first < end && first - start <= parent) return i;
  }
  return lines.length;
}

/** The lines without their indentation; blank ones are empty. */
function contentOf(text: string, lines: readonly Line[], parent: number, folded: boolean): string[] {
  let column = -1;
  return lines.map(({ start, end }) => {
    const indent = skipSpaces(text, start, end) - start;
    if (start + indent === end) {
      if (indent > Math.max(column, parent + 1)) throw unusual;
      return '';
    }
    if (column === -1) column = indent;
    if (indent < column || (folded && indent > column)) throw unusual;
    return text.slice(start + column, end);
  });
}

function endOfText(text: string, line: Line): number {
  let end = line.end;
  while (text.charCodeAt(end - 1) === 32) end--;
  return end;
}

/** Lines are joined by a space, or by as many breaks as there are blank lines between them. */
function fold(content: readonly string[]): string {
  let value = '';
  let breaks = 0;
  let begun = false;
  for (const line of content) {
    if (line === '') breaks++;
    else {
      value += (begun && breaks === 0 ? ' ' : '\n'.repeat(breaks)) + line;
      breaks = 0;
      begun = true;
    }
  }
  return value;
}
