import { span } from '../base/span.ts';
import { duplicateKeys, spanOf } from './mapping.ts';
import type { Piece } from './piece.ts';
import { simpleFlow } from './simple-flow.ts';
import { linesOf, skipSpaces, unusual } from './simple-lines.ts';
import type { Line } from './simple-lines.ts';
import { blockScalar, isIndicator, plain, plainValue, quoted } from './simple-scalar.ts';
import type { Entry, Node, Scalar, SyntaxProblem } from './tree.ts';

/** Nesting that is left to the library. */
const maximumDepth = 60;

/** Characters a key may have. */
const maximumKey = 1_000;

/**
 * Reads a piece that uses only what nearly all configuration uses: block maps and lists by indentation, scalars and flow
 * collections on one line, block scalars, comments. Gives exactly what `readPiece` gives, at a fraction of its cost, and
 * undefined where there is anything else: anchors, tags, texts over several lines, tabs, and whatever could be an error.
 */
export function readSimple(source: string, open: boolean): Piece | undefined {
  const lines = linesOf(source);
  if (lines === undefined) return undefined;
  try {
    return new SimpleReader(source, lines).read(open);
  } catch (error) {
    if (error === unusual) return undefined;
    throw error;
  }
}

class SimpleReader {
  readonly #text: string;
  readonly #lines: readonly Line[];
  readonly #problems: SyntaxProblem[] = [];
  /** Index of the line that is read. */
  #index = -1;

  constructor(text: string, lines: readonly Line[]) {
    this.#text = text;
    this.#lines = lines;
  }

  read(open: boolean): Piece {
    const line = this.#nextLine();
    if (line === undefined) throw unusual;
    const root = this.#block(line, 0, open);
    if (this.#current() !== undefined) throw unusual;
    return { root, problems: this.#problems, anchored: false };
  }

  #current(): Line | undefined {
    return this.#lines[this.#index];
  }

  /** Goes to the next line with content. */
  #nextLine(): Line | undefined {
    this.#index++;
    while ((this.#lines[this.#index]?.indent ?? 0) < 0) this.#index++;
    return this.#current();
  }

  #block(line: Line, depth: number, open: boolean): Node {
    if (depth > maximumDepth) throw unusual;
    const start = line.start + line.indent;
    return this.#isDash(start, line)
      ? this.#sequence(start, line.indent, depth)
      : this.#map(start, line.indent, depth, open);
  }

  #isDash(at: number, line: Line): boolean {
    return this.#text.charCodeAt(at) === 45 && (at + 1 === line.end || this.#text.charCodeAt(at + 1) === 32);
  }

  /** @param first offset of the first key, which can stand behind a dash */
  #map(first: number, column: number, depth: number, open: boolean): Node {
    const entries: Entry[] = [];
    let start = first;
    for (let line = this.#current(); line !== undefined; line = this.#current()) {
      if (entries.length > 0) {
        if (line.indent < column) break;
        if (line.indent > column) throw unusual;
        start = line.start + column;
        if (this.#isDash(start, line)) throw unusual;
      }
      const key = this.#key(start, line);
      if (key === undefined) throw unusual;
      const colon = skipSpaces(this.#text, key.span.end, line.end);
      entries.push({ key, value: this.#value(colon + 1, line, column, depth, true) });
    }
    if (!open) this.#problems.push(...duplicateKeys(entries));
    return { kind: 'map', span: spanOf(entries), entries };
  }

  /** The key that starts at an offset and is followed by a colon on its line; undefined where there is none. */
  #key(start: number, line: Line): Scalar | undefined {
    const code = this.#text.charCodeAt(start);
    if (code === 34 || code === 39) {
      const key = quoted(this.#text, start, line.end);
      const colon = skipSpaces(this.#text, key.span.end, line.end);
      return this.#isColon(colon, line) && colon - start < maximumKey ? key : undefined;
    }
    if (isIndicator(this.#text, start, line.end)) return undefined;
    for (let at = start; at < line.end && at - start < maximumKey; at++) {
      if (this.#text.charCodeAt(at) === 35 && this.#text.charCodeAt(at - 1) === 32) return undefined;
      if (!this.#isColon(at, line)) continue;
      let end = at;
      while (this.#text.charCodeAt(end - 1) === 32) end--;
      return plain(this.#text, start, end);
    }
    return undefined;
  }

  #isColon(at: number, line: Line): boolean {
    return (
      at < line.end && this.#text.charCodeAt(at) === 58 && (at + 1 === line.end || this.#text.charCodeAt(at + 1) === 32)
    );
  }

  #sequence(first: number, column: number, depth: number): Node {
    const items: Node[] = [];
    let dash = first;
    for (let line = this.#current(); line !== undefined; line = this.#current()) {
      if (items.length > 0) {
        if (line.indent < column) break;
        if (line.indent > column) throw unusual;
        dash = line.start + column;
        // A key at the column of the dashes goes on with the map around.
        if (!this.#isDash(dash, line)) break;
      }
      items.push(this.#item(dash, line, column, depth + 1));
    }
    return { kind: 'seq', span: span(first, items.at(-1)?.span.end ?? first), items };
  }

  #item(dash: number, line: Line, column: number, depth: number): Node {
    if (depth > maximumDepth) throw unusual;
    const start = skipSpaces(this.#text, dash + 1, line.end);
    if (start < line.end && this.#isDash(start, line)) return this.#sequence(start, start - line.start, depth);
    if (start < line.end && !'[{|>'.includes(this.#text.charAt(start)) && this.#key(start, line) !== undefined) {
      return this.#map(start, start - line.start, depth, false);
    }
    return this.#value(dash + 1, line, column, depth, false);
  }

  /**
   * What stands behind a colon or dash, here or on the next lines.
   * @param column of the key or dash
   */
  #value(from: number, line: Line, column: number, depth: number, ofKey: boolean): Node {
    const start = skipSpaces(this.#text, from, line.end);
    const code = this.#text.charCodeAt(start);
    if (start === line.end || (code === 35 && start > from)) return this.#below(start, column, depth, ofKey);
    if (code === 124 || code === 62) {
      const { scalar, next } = blockScalar(this.#text, this.#lines, this.#index, start, column);
      this.#index = next - 1;
      this.#nextLine();
      return scalar;
    }
    const value = this.#inline(start, line);
    const next = this.#nextLine();
    if (next !== undefined && next.indent > column) throw unusual;
    return value;
  }

  #below(start: number, column: number, depth: number, ofKey: boolean): Node {
    const next = this.#nextLine();
    if (next !== undefined && next.indent > column) return this.#block(next, depth + 1, false);
    if (next !== undefined && ofKey && next.indent === column && this.#isDash(next.start + column, next)) {
      return this.#sequence(next.start + column, column, depth + 1);
    }
    return plain(this.#text, start, start);
  }

  /** A scalar or flow collection that ends on its line. */
  #inline(start: number, line: Line): Node {
    const sign = this.#text.charAt(start);
    const isFlow = sign === '[' || sign === '{';
    if (!isFlow && sign !== '"' && sign !== "'") return plainValue(this.#text, start, line.end);
    const node = isFlow ? simpleFlow(this.#text, start, line.end, this.#problems) : quoted(this.#text, start, line.end);
    const rest = skipSpaces(this.#text, node.span.end, line.end);
    const isComment = rest > node.span.end && this.#text.charCodeAt(rest) === 35;
    if (rest < line.end && !isComment) throw unusual;
    return node;
  }
}
