import { span } from '../base/span.ts';
import { duplicateKeys } from './mapping.ts';
import { skipSpaces, unusual } from './simple-lines.ts';
import { isIndicator, plain, quoted } from './simple-scalar.ts';
import type { Entry, Node, Scalar, SyntaxProblem } from './tree.ts';

/**
 * A flow collection that ends on its line: plain and quoted scalars, collections in it, `key: value` with a space. Single
 * pairs in lists, keys without values, and everything else are left to the library.
 */
export function simpleFlow(text: string, start: number, lineEnd: number, problems: SyntaxProblem[]): Node {
  return new FlowReader(text, lineEnd, problems).collection(start, 0);
}

class FlowReader {
  readonly #text: string;
  readonly #end: number;
  readonly #problems: SyntaxProblem[];

  constructor(text: string, end: number, problems: SyntaxProblem[]) {
    this.#text = text;
    this.#end = end;
    this.#problems = problems;
  }

  collection(start: number, depth: number): Node {
    if (depth > 20) throw unusual;
    const isMap = this.#text.charCodeAt(start) === 123;
    const close = isMap ? 125 : 93;
    const entries: Entry[] = [];
    const items: Node[] = [];
    let at = skipSpaces(this.#text, start + 1, this.#end);
    while (this.#text.charCodeAt(at) !== close) {
      if (isMap) {
        const entry = this.#entry(at, depth);
        entries.push(entry);
        at = (entry.value ?? entry.key).span.end;
      } else {
        const item = this.#node(at, depth);
        items.push(item);
        at = item.span.end;
      }
      at = this.#separator(at, close);
    }
    if (at >= this.#end) throw unusual;
    const place = span(start, at + 1);
    if (!isMap) return { kind: 'seq', span: place, items };
    this.#problems.push(...duplicateKeys(entries));
    return { kind: 'map', span: place, entries };
  }

  /** Behind a comma and spaces, or at the closing bracket. */
  #separator(from: number, close: number): number {
    const at = skipSpaces(this.#text, from, this.#end);
    if (at >= this.#end) throw unusual;
    const code = this.#text.charCodeAt(at);
    if (code === close) return at;
    if (code !== 44) throw unusual;
    return skipSpaces(this.#text, at + 1, this.#end);
  }

  #entry(at: number, depth: number): Entry {
    const key = this.#scalar(at);
    const colon = skipSpaces(this.#text, key.span.end, this.#end);
    if (this.#text.charCodeAt(colon) !== 58 || this.#text.charCodeAt(colon + 1) !== 32) throw unusual;
    return { key, value: this.#node(skipSpaces(this.#text, colon + 1, this.#end), depth) };
  }

  #node(at: number, depth: number): Node {
    const code = this.#text.charCodeAt(at);
    return code === 91 || code === 123 ? this.collection(at, depth + 1) : this.#scalar(at);
  }

  #scalar(start: number): Scalar {
    const code = this.#text.charCodeAt(start);
    if (start >= this.#end) throw unusual;
    if (code === 34 || code === 39) return quoted(this.#text, start, this.#end);
    if (isIndicator(this.#text, start, this.#end)) throw unusual;
    let end = this.#plainEnd(start);
    while (end > start && this.#text.charCodeAt(end - 1) === 32) end--;
    if (end === start || /^[-?:]$/.test(this.#text.slice(start, end))) throw unusual;
    return plain(this.#text, start, end);
  }

  /** Where a comma, a bracket or the colon of a key ends a plain scalar. */
  #plainEnd(start: number): number {
    for (let at = start; at < this.#end; at++) {
      const sign = this.#text.charAt(at);
      if (',]}'.includes(sign)) return at;
      if (sign === ':' && /[ ,[\]{}]/.test(this.#text.charAt(at + 1))) return at;
      if ('[{'.includes(sign) || (sign === '#' && this.#text.charAt(at - 1) === ' ')) throw unusual;
    }
    return this.#end;
  }
}
