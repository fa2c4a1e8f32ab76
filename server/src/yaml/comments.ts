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
  let quote = openQuote;
  for (let i = 0; i < line.length; i++) {
    const sign = line.charAt(i);
    if (quote !== '') {
      if ((sign === '\\' && quote === '"') || (sign === "'" && quote === "'" && line.charAt(i + 1) === "'")) i++;
      else if (sign === quote) quote = '';
    } else if ((sign === '"' || sign === "'") && /(?:^|[:\-?,[{]|[&!]\S*)\s*$|[[{]$/.test(line.slice(0, i))) {
      quote = sign;
    } else if (sign === '#' && (i === 0 || ' \t\ufeff'.includes(line.charAt(i - 1)))) {
      return { comment: i, quote: '' };
    }
  }
  return { comment: -1, quote };
}
