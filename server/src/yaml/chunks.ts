import { endOfLine } from './documents.ts';
import { endOfOpenValue } from './open-value.ts';

/** The entries of a block map, or the items of a block list, as pieces of text: part `i` ends where part `i + 1` starts. */
export interface Chunks {
  readonly kind: 'map' | 'seq';
  /** Column of the keys or dashes. */
  readonly column: number;
  /** Offsets of the lines the parts start with. */
  readonly starts: readonly number[];
  /** The first line that stands less deep than these and is an entry: of a map around, where this one is indented too much. */
  readonly outside: number | undefined;
}

/**
 * Cuts a block collection into its parts by indentation alone. Lines that cannot start a part stay with the one before:
 * deeper and blank lines, comments, closing brackets, the rest of a quoted text or flow collection, list items below their key, lines indented with tabs. Undefined
 * where the text is something else: a scalar, a flow collection, a node with properties, a map with `?` keys.
 */
export function chunksOf(text: string): Chunks | undefined {
  const first = firstLine(text);
  if (first === undefined) return undefined;
  const kind = kindOf(text, first);
  if (kind === undefined) return undefined;
  const starts: number[] = [first.offset];
  const behind = (start: number): number =>
    (kind === 'map' ? endOfOpenValue(text, start + first.column) : undefined) ?? endOfLine(text, start);
  for (let at = behind(first.offset); at < text.length;) {
    const indent = indentAt(text, at);
    if (indent < first.column && isEntry(text, at + indent)) return { kind, column: first.column, starts, outside: at };
    const start = indent === first.column && startsPart(text, at + first.column, kind);
    if (start === undefined) return undefined;
    if (start) starts.push(at);
    at = start ? behind(at) : endOfLine(text, at);
  }
  return { kind, column: first.column, starts, outside: undefined };
}

/**
 * The first line below an entry that stands at no column of what is above it, or below a value that is whole on its line: an
 * entry of the collection around, wrongly indented. Undefined where there is none.
 * @param text an entry, from the line of its key on
 * @param column of its key
 */
export function strayLine(text: string, column: number): number | undefined {
  let body = isWholeOnLine(text) ? Infinity : undefined;
  const behind = (start: number, indent: number): number =>
    endOfOpenValue(text, start + indent) ?? endOfLine(text, start);
  for (let at = behind(0, column); at < text.length;) {
    const indent = indentAt(text, at);
    const isKey = isEntry(text, at + indent);
    if (isKey && indent !== column && indent < (body ?? column)) return at;
    if (body === undefined && !isEmptyLine(text, at + indent)) body = Math.max(indent, column);
    at = isKey ? behind(at, indent) : endOfLine(text, at);
  }
  return undefined;
}

const valueOnLine = /^[^"':]+(?::\S[^:]*)*:[ \t]+(?:"[^"]*"|'[^']*'|[^\s#|>&!*[{"'])/;

/** `key: value`, with nothing that could go on below but a plain text. */
function isWholeOnLine(text: string): boolean {
  return valueOnLine.test(text.slice(0, endOfLine(text, 0)));
}

function isEntry(text: string, at: number): boolean {
  return startsPart(text, at, 'map') === true && hasKey(text, at);
}

/** Blank, or a comment. */
function isEmptyLine(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return Number.isNaN(code) || isBlank(code) || code === 35;
}

interface Line {
  readonly offset: number;
  readonly column: number;
}

/** The first line with content; undefined where there is none, or where it is indented with tabs. */
function firstLine(text: string): Line | undefined {
  for (let offset = 0; offset < text.length; offset = endOfLine(text, offset)) {
    const column = indentAt(text, offset);
    const code = text.charCodeAt(offset + column);
    if (code === 9 && text.slice(offset, endOfLine(text, offset)).trim() !== '') return undefined;
    if (!Number.isNaN(code) && !isBlank(code) && code !== 35) return { offset, column };
  }
  return undefined;
}

/** Undefined: the collection must not be cut. */
function startsPart(text: string, at: number, kind: Chunks['kind']): boolean | undefined {
  const code = text.charCodeAt(at);
  if (Number.isNaN(code) || isBlank(code) || code === 35) return false;
  if (code === 45 && isBlank(text.charCodeAt(at + 1))) return kind === 'seq';
  if (kind === 'seq' || code === 93 || code === 125) return false;
  if ((code === 63 || code === 58) && isBlank(text.charCodeAt(at + 1))) return undefined;
  return true;
}

const quotedKey = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*:(?:[ \t]|$)/;

function kindOf(text: string, first: Line): Chunks['kind'] | undefined {
  const at = first.offset + first.column;
  if (text.charCodeAt(at) === 45 && isBlank(text.charCodeAt(at + 1))) return 'seq';
  if ('[]{}|>%&!*?`,'.includes(text.charAt(at))) return undefined;
  if (hasKey(text, at)) return 'map';
  return '"\''.includes(text.charAt(at)) ? undefined : kindBelow(text, first);
}

/** A plain text with keys below it is a map whose first key is still being typed. */
function kindBelow(text: string, first: Line): Chunks['kind'] | undefined {
  for (let at = endOfLine(text, first.offset); at < text.length; at = endOfLine(text, at)) {
    const column = indentAt(text, at);
    if (column === first.column && startsPart(text, at + column, 'map') === true && hasKey(text, at + column))
      return 'map';
  }
  return undefined;
}

function hasKey(text: string, at: number): boolean {
  const line = text.slice(at, endOfLine(text, at)).trimEnd();
  if (line.startsWith('"') || line.startsWith("'")) return quotedKey.test(line);
  return /:(?:[ \t]|$)/.test(line.replace(/[ \t]#.*$/, ''));
}

/** Spaces from `at` on. */
export function indentAt(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === 32) end++;
  return end - at;
}

/** White space, a line break, or the end of the text. */
function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13 || Number.isNaN(code);
}

/** Characters a group of neighbouring small parts should have at least, and at most. */
const groupSize = { least: 700, most: 4_000 };

/**
 * Joins neighbouring small parts, because reading a piece has a fixed cost. Where a group ends is decided by the line
 * the next one starts with, so that an edit moves no further boundaries than the nearest ones.
 * @returns offsets of the groups; the last one is the end of the text
 */
export function groupsOf(text: string, starts: readonly number[]): number[] {
  const bounds: number[] = [];
  let begin = -1;
  starts.forEach((start, i) => {
    const size = (starts[i + 1] ?? text.length) - start;
    const gathered = start - begin;
    const cut =
      begin === -1 ||
      gathered + size > groupSize.most ||
      (gathered >= groupSize.least && lineHash(text, start) % 4 === 0);
    if (!cut) return;
    bounds.push(start);
    begin = start;
  });
  bounds.push(text.length);
  return bounds;
}

function lineHash(text: string, start: number): number {
  let hash = 0;
  for (let i = start; i < start + 200; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || Number.isNaN(code)) break;
    hash = (Math.imul(hash, 31) + code) >>> 0;
  }
  return hash >>> 3;
}
