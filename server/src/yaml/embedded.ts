import { endOfLine } from './documents.ts';
import type { Scalar } from './tree.ts';

/** A text that is the value of a scalar, with the way back to the file. */
export interface EmbeddedText {
  readonly text: string;
  /** Offset in the file of an offset in `text`, exact for every character that is written there. */
  readonly toSource: (offset: number) => number;
}

/** From `at` on, characters of the value are written one by one from `source` on, up to `limit`. */
interface Run {
  readonly at: number;
  readonly source: number;
  readonly limit: number;
}

/**
 * The value of a scalar as a text of its own: a file in a ConfigMap, a list in a string. Undefined where the scalar is not
 * written in `source` the way its value says, for example because `source` is another version of the file.
 * @param source the text the scalar was read from; for a template the neutralised one
 */
export function embedded(scalar: Scalar, source: string): EmbeddedText | undefined {
  const runs = runsOf(scalar, source);
  if (runs === undefined) return undefined;
  return { text: scalar.value, toSource: (offset) => carry(runs, offset, scalar.span.start) };
}

function carry(runs: readonly Run[], offset: number, origin: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const run = runs[low];
  return run === undefined ? origin : Math.min(run.source + Math.max(0, offset - run.at), run.limit);
}

function runsOf(scalar: Scalar, source: string): Run[] | undefined {
  const { start, end } = scalar.span;
  switch (scalar.style) {
    case 'literal':
    case 'folded':
      return blockRuns(scalar, source);
    case 'plain':
      return scalar.type === 'null'
        ? [{ at: 0, source: start, limit: end }]
        : flowRuns(scalar.value, source, start, end, 'plain');
    case 'single':
    case 'double':
      return flowRuns(scalar.value, source, start + 1, end - 1, scalar.style);
  }
}

/** Every line of the source is found again in the value; what stands between two lines there is breaks or a fold. */
function blockRuns({ value, style, span }: Scalar, source: string): Run[] | undefined {
  const header = source.indexOf('\n', span.start);
  if (header === -1 || header >= span.end)
    return value.trim() === '' ? [{ at: 0, source: span.end, limit: span.end }] : undefined;
  const indent = contentIndent(value, source, header + 1);
  const runs: Run[] = [];
  let at = 0;
  for (let lineStart = header + 1; lineStart < span.end;) {
    const lineEnd = endOfContent(source, lineStart);
    const textStart = Math.min(lineStart + indent, skipSpaces(source, lineStart, lineEnd));
    const content = source.slice(textStart, lineEnd);
    if (style === 'literal' && runs.length > 0) at++;
    while (style === 'folded' && !value.startsWith(content, at) && isFold(value.charCodeAt(at))) at++;
    if (!value.startsWith(content, at)) return undefined;
    runs.push({ at, source: textStart, limit: lineEnd });
    at += content.length;
    lineStart = endOfLine(source, lineEnd);
  }
  return runs;
}

/** Columns that do not belong to the value, seen from the first line with text. */
function contentIndent(value: string, source: string, from: number): number {
  let lineStart = from;
  while (
    lineStart < source.length &&
    skipSpaces(source, lineStart, source.length) === endOfContent(source, lineStart)
  ) {
    lineStart = endOfLine(source, lineStart);
  }
  const written = skipSpaces(source, lineStart, source.length) - lineStart;
  const kept = /^(?:[ ]*\n)*([ ]*)/.exec(value)?.[1]?.length ?? 0;
  return written - kept;
}

/** End of the line without its break. */
function endOfContent(source: string, lineStart: number): number {
  const next = source.indexOf('\n', lineStart);
  const end = next === -1 ? source.length : next;
  return end > lineStart && next !== -1 && source.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

function skipSpaces(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && source.charCodeAt(at) === 32) at++;
  return at;
}

function isFold(code: number): boolean {
  return code === 32 || code === 10;
}

/** Escapes that stand for one character; the others are hexadecimal. */
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * Walks a plain or quoted scalar: a new run begins behind every escape, doubled quote and line break. The value tells how
 * many characters an escape became.
 */
function flowRuns(
  value: string,
  source: string,
  start: number,
  end: number,
  style: 'plain' | 'single' | 'double',
): Run[] | undefined {
  const runs: Run[] = [];
  let at = 0;
  let begin = start;
  let i = start;
  const endRun = (stop: number): boolean => {
    if (!value.startsWith(source.slice(begin, stop), at)) return false;
    runs.push({ at, source: begin, limit: stop });
    at += stop - begin;
    return true;
  };
  const jump = (stop: number, written: number, read: number): boolean => {
    if (!endRun(stop)) return false;
    if (read > 0) runs.push({ at, source: stop, limit: written });
    at += read;
    begin = i = written;
    return true;
  };
  while (i < end) {
    const special = nextSpecial(value, source, i, end, at + i - begin, style);
    if (special === undefined) i = Math.max(i + 1, skipBlank(source, i, end));
    else if (!jump(special.from, special.to, special.read)) return undefined;
  }
  if (!endRun(Math.max(begin, end))) return undefined;
  return at === value.length ? runs : undefined;
}

interface Special {
  readonly from: number;
  readonly to: number;
  /** Characters of the value it stands for. */
  readonly read: number;
}

function nextSpecial(
  value: string,
  source: string,
  i: number,
  end: number,
  at: number,
  style: 'plain' | 'single' | 'double',
): Special | undefined {
  const code = source.charCodeAt(i);
  if (code === 39 && style === 'single') return { from: i, to: i + 2, read: 1 };
  if (code === 92 && style === 'double') return escapeAt(value, source, i, end, at);
  if (code === 32 || code === 9 || code === 13 || code === 10) return foldAt(source, i, end);
  return undefined;
}

function escapeAt(value: string, source: string, i: number, end: number, at: number): Special {
  const next = source.charAt(i + 1);
  const lineBreak = next === '\n' ? 2 : next === '\r' && source.charAt(i + 2) === '\n' ? 3 : 0;
  if (lineBreak > 0) return { from: i, to: skipBlank(source, i + lineBreak, end), read: 0 };
  const length = 2 + (hexLengths[next] ?? 0);
  return { from: i, to: Math.min(i + length, end), read: (value.codePointAt(at) ?? 0) > 0xffff ? 2 : 1 };
}

/** White space around line breaks: one break is read as a space, more as one line break less. */
function foldAt(source: string, i: number, end: number): Special | undefined {
  let breaks = 0;
  let to = i;
  for (; to < end; to++) {
    const code = source.charCodeAt(to);
    if (code === 10) breaks++;
    else if (code !== 32 && code !== 9 && code !== 13) break;
  }
  return breaks === 0 ? undefined : { from: i, to, read: Math.max(1, breaks - 1) };
}

function skipBlank(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && (source.charCodeAt(at) === 32 || source.charCodeAt(at) === 9)) at++;
  return at;
}
