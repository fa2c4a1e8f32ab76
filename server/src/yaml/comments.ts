import { span } from '../base/span.ts';
import { blockScalarParent, indentOf } from './block-scalar.ts';
import { endOfLine } from './documents.ts';
import type { Comment } from './tree.ts';

/**
 * The comments of a file, in order. YAML: not what stands in quotes, nor in the content of a block scalar. Properties and
 * other line formats: lines that start with `#` or `!`.
 */
export function comments(text: string, dialect: 'yaml' | 'lines'): Comment[] {
  return dialect === 'yaml' ? yamlComments(text) : lineComments(text);
}

function lineComments(text: string): Comment[] {
  const found: Comment[] = [];
  let continued = false;
  for (let start = 0; start < text.length;) {
    const next = endOfLine(text, start);
    const line = text.slice(start, next).replace(/[\r\n]+$/, '');
    const first = /^[ \t\f\ufeff]*[#!]/.exec(line);
    if (first !== null && !continued) found.push(commentAt(line, start, first[0].length - 1));
    continued = (first === null || continued) && /(?:^|[^\\])(?:\\\\)*\\$/.test(line);
    start = next;
  }
  return found;
}

function yamlComments(text: string): Comment[] {
  const found: Comment[] = [];
  let block: number | undefined;
  let quote = '';
  for (let start = 0; start < text.length;) {
    const next = endOfLine(text, start);
    const line = text.slice(start, next).replace(/[\r\n]+$/, '');
    if (/^(?:---|\.\.\.)(?:[ \t]|$)/.test(line)) {
      block = undefined;
      quote = '';
    }
    if (block === undefined || (line.trim() !== '' && indentOf(line) <= block)) {
      const end = scanLine(line, quote);
      quote = end.quote;
      if (end.comment !== -1) found.push(commentAt(line, start, end.comment));
      block = quote === '' ? blockScalarParent(end.comment === -1 ? line : line.slice(0, end.comment)) : undefined;
    }
    start = next;
  }
  return found;
}

function commentAt(line: string, lineStart: number, column: number): Comment {
  return { span: span(lineStart + column, lineStart + line.length), text: line.slice(column) };
}

/** Finds where the comment of a line starts, and the quote that is still open at its end. */
function scanLine(line: string, openQuote: string): { readonly comment: number; readonly quote: string } {
  let at = openQuote === '' ? 0 : behindQuote(line, 0, openQuote);
  if (at === -1) return { comment: -1, quote: openQuote };
  for (; at < line.length; at++) {
    const sign = line.charAt(at);
    if (sign === '#' && /^[ \t\ufeff]?$/.test(line.charAt(at - 1))) return { comment: at, quote: '' };
    if ((sign === '"' || sign === "'") && beforeQuote.test(line.slice(Math.max(0, at - lookBack), at))) {
      const end = behindQuote(line, at + 1, sign);
      if (end === -1) return { comment: -1, quote: sign };
      at = end - 1;
    }
  }
  return { comment: -1, quote: '' };
}

/** Characters before a quote that are looked at: no tag or anchor is longer, and a minified file is one line. */
const lookBack = 200;

/** Where a quote opens a string, and is not part of a plain text. */
const beforeQuote = /(?:^|[:\-?,[{]|(?:^|[ \t])[&!]\S*)[ \t]*$/;

/** Offset behind the closing quote; -1 where the line ends first. */
function behindQuote(line: string, from: number, quote: string): number {
  const end = (quote === '"' ? /^(?:[^"\\]|\\.)*"/ : /^(?:[^']|'')*'(?!')/).exec(line.slice(from));
  return end === null ? -1 : from + end[0].length;
}
