import { Comment, type Node, Pair, parseLines } from 'dot-properties';
import { span } from '../base/span.ts';
import type { Span } from '../base/span.ts';
import type { SyntaxProblem } from './tree.ts';

/** One `key=value` of a properties file, unescaped. Spans are offsets in the file and cover the text as written. */
export interface PropertyLine {
  readonly key: string;
  readonly value: string;
  readonly keySpan: Span;
  /** Empty, behind the separator, where the value is. */
  readonly valueSpan: Span;
}

/** Spring Boot splits a properties file at lines that are `#---` or `!---`. */
export interface PropertiesDocument {
  readonly index: number;
  readonly span: Span;
  readonly lines: readonly PropertyLine[];
}

export interface PropertiesFile {
  readonly documents: readonly PropertiesDocument[];
  readonly problems: readonly SyntaxProblem[];
}

export interface PropertiesOptions {
  /** Offset in the file of an offset in `text`, where the text is embedded in another file. */
  readonly toSource?: (offset: number) => number;
  /** Index of the first document. */
  readonly firstDocument?: number;
}

/** Reads a Java properties file. Never throws: what cannot be read is named among the problems. */
export function parseProperties(text: string, options: PropertiesOptions = {}): PropertiesFile {
  const toFile = options.toSource ?? ((offset: number) => offset);
  const place: Place = (start, end) => span(toFile(start), end > start ? toFile(end - 1) + 1 : toFile(start));
  const first = options.firstDocument ?? 0;
  const documents: PropertiesDocument[] = [];
  const problems: SyntaxProblem[] = [];
  let lines: PropertyLine[] = [];
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const close = (end: number): void => {
    documents.push({ index: first + documents.length, span: place(start, end), lines });
    lines = [];
    start = end;
  };
  for (const { node, offsets } of logicalLines(text, start)) {
    const [from = 0] = offsets;
    if (node instanceof Comment && isSeparator(text, from, node.comment)) close(from);
    if (!(node instanceof Pair)) continue;
    lines.push(lineOf(node, offsets, place));
    problems.push(...malformedEscapes(text, from, offsets.at(-1) ?? from, place));
  }
  close(text.length);
  return { documents, problems };
}

type Place = (start: number, end: number) => Span;

/** What the library found, with its offsets in the text. */
function logicalLines(text: string, origin: number): { readonly node: Node; readonly offsets: readonly number[] }[] {
  return parseLines(origin === 0 ? text : text.slice(origin), true).map((node) => ({
    node,
    offsets: node.range.map((offset) => Math.min(origin + offset, text.length)),
  }));
}

function lineOf(
  { key, value }: Pair,
  offsets: readonly number[],
  place: (start: number, end: number) => Span,
): PropertyLine {
  const [keyStart = 0, keyEnd = 0, valueStart = 0, valueEnd = 0] = offsets;
  return { key, value, keySpan: place(keyStart, keyEnd), valueSpan: place(valueStart, valueEnd) };
}

/** A comment of three hyphens that starts its line, with no comment of the same sign in the line before or after it. */
function isSeparator(text: string, at: number, comment: string): boolean {
  if (!/^[#!]---[ \t\f]*$/.test(comment) || !/^[\n\r\ufeff]?$/.test(text.charAt(at - 1))) return false;
  const sign = comment.charAt(0);
  return (
    !lineBefore(text, at).startsWith(sign) &&
    !text
      .slice(at + comment.length)
      .replace(/^\r?\n|^\r/, '')
      .startsWith(sign)
  );
}

function lineBefore(text: string, at: number): string {
  const end = text.startsWith('\r\n', at - 2) ? at - 2 : at - 1;
  const start = Math.max(text.lastIndexOf('\n', end - 1), text.lastIndexOf('\r', end - 1)) + 1;
  return end <= 0 || start >= end ? '' : text.slice(start, end);
}

/** `\u` that is not followed by four hexadecimal digits: Java refuses the file. */
function malformedEscapes(text: string, start: number, end: number, place: Place): SyntaxProblem[] {
  const found: SyntaxProblem[] = [];
  const line = text.slice(start, end);
  for (let at = line.indexOf('\\'); at !== -1; at = line.indexOf('\\', at + 2)) {
    if (line.charAt(at + 1) !== 'u' || /^[0-9a-fA-F]{4}$/.test(line.slice(at + 2, at + 6))) continue;
    found.push({ code: 'escape', detail: line.slice(at, at + 6), span: place(start + at, start + at + 2) });
  }
  return found;
}
