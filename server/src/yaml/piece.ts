import { Composer, isAlias, isMap, isScalar, isSeq, Parser } from 'yaml';
import type { Document as LibraryDocument, Node as LibraryNode, Pair, Range, YAMLMap, YAMLSeq } from 'yaml';
import { span } from '../base/span.ts';
import { duplicateKeys, spanOf } from './mapping.ts';
import { protectMaven, restoreMaven } from './maven.ts';
import type { Entry, Mapping, Node, Scalar, SyntaxProblem } from './tree.ts';

/** What the library read from one piece of text. Offsets are relative to the piece. */
export interface Piece {
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** It names or uses anchors, so aliases are to be resolved in the document it becomes part of. */
  readonly anchored: boolean;
}

export interface PieceLimits {
  /** Nesting below which nodes are left out. */
  readonly depth: number;
  /** Problems after which the rest is left out. */
  readonly problems: number;
}

/** Bracket nesting the library is trusted with; it recurses. */
const maximumBrackets = 1_000;

const compositions = { uniqueKeys: false, prettyErrors: false, logLevel: 'silent', merge: false } as const;

/**
 * Reads one YAML document without markers. Everything but the tree is dropped: tokens, comments, library objects. `open`
 * tells that the root map or list is only a part of one, so equal keys in it are looked for by the caller.
 */
export function readPiece(source: string, limits: PieceLimits, open: boolean): Piece {
  if (bracketDepth(source) > maximumBrackets) return failed('too-deep', 'Nested too deeply', source);
  const maven = protectMaven(source);
  const reader = new Reader(maven ?? source, limits, maven !== undefined);
  try {
    return reader.read(open);
  } catch (error) {
    if (error instanceof RangeError) return failed('too-deep', 'Nested too deeply', source);
    return failed('syntax', error instanceof Error ? error.message : String(error), source);
  }
}

function failed(code: SyntaxProblem['code'], detail: string, source: string): Piece {
  return { root: undefined, problems: [{ code, detail, span: span(0, source.length) }], anchored: false };
}

/** Deepest nesting of flow collections if every bracket counted; a bound, quotes are not looked at. */
function bracketDepth(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i);
    if (code === 91 || code === 123) deepest = Math.max(deepest, ++depth);
    else if (code === 93 || code === 125) depth--;
  }
  return deepest;
}

class Reader {
  readonly #source: string;
  readonly #limits: PieceLimits;
  readonly #maven: boolean;
  readonly #problems: SyntaxProblem[] = [];
  #anchored = false;

  constructor(source: string, limits: PieceLimits, maven: boolean) {
    this.#source = source;
    this.#limits = limits;
    this.#maven = maven;
  }

  read(open: boolean): Piece {
    const document = this.#compose();
    const root = document?.contents;
    const node = root === null || root === undefined || isNothing(root) ? undefined : this.#node(root, 0, open);
    return { root: node, problems: this.#problems, anchored: this.#anchored };
  }

  /** The first document; what the library calls further ones (after an unexpected marker) cannot be reached from outside. */
  #compose(): LibraryDocument.Parsed | undefined {
    let first: LibraryDocument.Parsed | undefined;
    for (const document of new Composer(compositions).compose(
      new Parser().parse(this.#source),
      true,
      this.#source.length,
    )) {
      first ??= document;
      for (const error of document.errors) {
        if (error.code === 'TAG_RESOLVE_FAILED') continue;
        const code = error.code === 'RESOURCE_EXHAUSTION' ? 'too-deep' : 'syntax';
        this.#problem(code, code === 'syntax' ? error.message : 'Nested too deeply', error.pos[0], error.pos[1]);
      }
    }
    return first;
  }

  #problem(code: SyntaxProblem['code'], detail: string, start: number, end: number): void {
    if (this.#problems.length >= this.#limits.problems) return;
    const from = Math.min(start, this.#source.length);
    this.#problems.push({ code, detail, span: span(from, Math.max(from, Math.min(end, this.#source.length))) });
  }

  #node(node: LibraryNode, depth: number, open: boolean): Node | undefined {
    const [start, end] = rangeOf(node);
    if (depth > this.#limits.depth) {
      this.#problem('too-deep', 'Nested too deeply', start, end);
      return undefined;
    }
    if (isAlias(node)) {
      this.#anchored = true;
      return { kind: 'alias', span: span(start, end), name: node.source, target: undefined };
    }
    if (isMap(node)) return this.#map(node, depth, open);
    if (isSeq(node)) return this.#sequence(node, depth);
    return this.#scalar(node);
  }

  #scalar(node: LibraryNode): Scalar {
    if (!isScalar(node)) return this.#asText(node);
    const [start, end] = rangeOf(node);
    const type = typeOf(node.value);
    const style = styles[node.type ?? 'PLAIN'] ?? 'plain';
    const quoted = style === 'single' || style === 'double';
    if (quoted && !isClosed(this.#source, start, end)) return this.#firstLine(start, end);
    const stop = quoted || style === 'plain' ? end : this.#endOfText(start, end);
    const read = typeof node.value === 'string' ? node.value : (node.source ?? '');
    const value = type === 'null' ? '' : this.#original(read);
    return { kind: 'scalar', span: span(start, stop), value, type, style, ...this.#properties(node) };
  }

  /** Something that is no scalar where only a scalar can be kept. */
  #asText(node: LibraryNode): Scalar {
    const [start, end] = rangeOf(node);
    return {
      kind: 'scalar',
      span: span(start, end),
      value: this.#original(this.#source.slice(start, end)),
      type: 'string',
      style: 'plain',
    };
  }

  #original(text: string): string {
    return this.#maven ? restoreMaven(text) : text;
  }

  /** A quote that is never closed, as while typing: what its line says. */
  #firstLine(start: number, end: number): Scalar {
    const line = this.#source.slice(start + 1, end).split(/\r?\n/, 1)[0] ?? '';
    const value = line.trimEnd();
    return { kind: 'scalar', span: span(start, start + 1 + value.length), value, type: 'string', style: 'plain' };
  }

  /** Blank lines after a block scalar are not part of its span. */
  #endOfText(start: number, end: number): number {
    let stop = end;
    while (stop > start && ' \t\r\n'.includes(this.#source.charAt(stop - 1))) stop--;
    return stop;
  }

  #properties(node: LibraryNode): { tag?: string; anchor?: string } {
    const { tag, anchor } = node as { tag?: string; anchor?: string };
    if (tag === undefined && anchor === undefined) return {};
    if (anchor !== undefined) this.#anchored = true;
    return { ...(tag === undefined ? {} : { tag }), ...(anchor === undefined ? {} : { anchor }) };
  }

  #map(node: YAMLMap<unknown, unknown>, depth: number, open: boolean): Mapping {
    const entries: Entry[] = [];
    for (const pair of node.items)
      entries.push(this.#entry(pair as Pair<LibraryNode | null, LibraryNode | null>, depth));
    if (!open)
      for (const problem of duplicateKeys(entries))
        this.#problem(problem.code, problem.detail, problem.span.start, problem.span.end);
    const [start, end] = rangeOf(node);
    const last = entries.at(-1);
    const place = node.flow === true || last === undefined ? span(start, end) : spanOf(entries);
    return { kind: 'map', span: place, entries, ...this.#properties(node) };
  }

  #entry(pair: Pair<LibraryNode | null, LibraryNode | null>, depth: number): Entry {
    const key = pair.key === null ? undefined : this.#key(pair.key);
    const value =
      pair.value === null ? undefined : (this.#sameLine(key, pair.value) ?? this.#node(pair.value, depth + 1, false));
    const place = value?.span.start ?? 0;
    return { key: key ?? { kind: 'scalar', span: span(place, place), value: '', type: 'null', style: 'plain' }, value };
  }

  /** `a: b: c` is an error; what stands behind the first colon is taken as the text it was meant to be. */
  #sameLine(key: Scalar | undefined, value: LibraryNode): Scalar | undefined {
    if (key === undefined || !isMap(value) || value.flow === true) return undefined;
    const [start] = rangeOf(value);
    if (start < key.span.end || this.#source.slice(key.span.end, start).includes('\n')) return undefined;
    const end = start + this.#source.slice(start).search(/[ \t]*(?:[ \t]#.*)?(?:\r?\n|$)/);
    const text = this.#source.slice(start, end);
    return {
      kind: 'scalar',
      span: span(start, end),
      value: this.#maven ? restoreMaven(text) : text,
      type: 'string',
      style: 'plain',
    };
  }

  /** A key that is no scalar is kept as its source text. */
  #key(node: LibraryNode): Scalar {
    if (isAlias(node)) this.#anchored = true;
    return isScalar(node) ? this.#scalar(node) : this.#asText(node);
  }

  #sequence(node: YAMLSeq<unknown>, depth: number): Node {
    const items: Node[] = [];
    for (const item of node.items) {
      const read = isPairNode(item) ? this.#single(item, depth + 1) : this.#node(item as LibraryNode, depth + 1, false);
      if (read !== undefined) items.push(read);
    }
    const [start, end] = rangeOf(node);
    const stop = node.flow === true ? end : (items.at(-1)?.span.end ?? end);
    return { kind: 'seq', span: span(start, Math.max(start, stop)), items, ...this.#properties(node) };
  }

  /** `[a: b]`: a map of one entry. */
  #single(pair: Pair<LibraryNode | null, LibraryNode | null>, depth: number): Mapping {
    const entry = this.#entry(pair, depth);
    return { kind: 'map', span: span(entry.key.span.start, (entry.value ?? entry.key).span.end), entries: [entry] };
  }
}

function isClosed(source: string, start: number, end: number): boolean {
  return end - start >= 2 && source.charAt(start) === source.charAt(end - 1);
}

const styles: Readonly<Record<string, Scalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function typeOf(value: unknown): Scalar['type'] {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

/** The empty scalar the library makes of a text without content. */
function isNothing(node: LibraryNode): boolean {
  return (
    isScalar(node) && node.value === null && node.source === '' && node.tag === undefined && node.anchor === undefined
  );
}

function isPairNode(item: unknown): item is Pair<LibraryNode | null, LibraryNode | null> {
  return (
    typeof item === 'object' &&
    item !== null &&
    'key' in item &&
    'value' in item &&
    !('items' in item) &&
    !('range' in item)
  );
}

function rangeOf(node: LibraryNode): readonly [number, number] {
  const range: Range | null | undefined = node.range;
  return range === null || range === undefined ? [0, 0] : [range[0], range[1]];
}
