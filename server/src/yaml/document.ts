import { span } from '../base/span.ts';
import { chunksOf, groupsOf, indentAt, strayLine } from './chunks.ts';
import type { Chunks } from './chunks.ts';
import { endOfLine } from './documents.ts';
import { readFromEvents } from './event-reader.ts';
import { endOfOpenValue } from './open-value.ts';
import { shifted } from './moved.ts';
import type { ParseCache } from './parse-cache.ts';
import { duplicateKeys, spanOf } from './mapping.ts';
import { readPiece } from './piece.ts';
import type { Piece, PieceLimits } from './piece.ts';
import { withoutTabs } from './tabs.ts';
import type { Entry, Node, SyntaxProblem } from './tree.ts';

/** Pieces up to this size are read at once as long as they are sound. */
const wholeSize = 4_000;

/**
 * Reads the body of one document piece by piece: the library is quadratic in wide maps, loses the rest of a collection
 * after many errors, and has no memory. Sound small pieces are read whole; large and broken ones are cut at the entries
 * of their outermost collection, and those again. What was read before is taken from the cache.
 * @param base offset in the file of the body's first character
 */
export function readDocument(body: string, base: number, limits: PieceLimits, cache: ParseCache | undefined): Piece {
  return new DocumentReader(limits, cache).region(body, base, 0);
}

/** Broken pieces after which the rest of a document is read only where it is sound: each costs several readings. */
const maximumBroken = 2_000;

/** What a collection is put together from. */
interface Parts {
  readonly entries: Entry[];
  readonly items: Node[];
  readonly problems: SyntaxProblem[];
  anchored: boolean;
}

class DocumentReader {
  readonly #limits: PieceLimits;
  readonly #cache: ParseCache | undefined;
  /** Pieces that stayed broken so far. */
  #broken = 0;

  constructor(limits: PieceLimits, cache: ParseCache | undefined) {
    this.#limits = limits;
    this.#cache = cache;
  }

  /** Reads a text that is one node. */
  region(text: string, base: number, level: number): Piece {
    const piece = text.length <= wholeSize ? this.#whole(text, base, false) : undefined;
    if (piece !== undefined && !isBroken(piece)) return piece;
    if (level > this.#limits.depth) return tooDeep(text, base);
    const chunks = chunksOf(text);
    const outside = chunks?.outside;
    if (outside !== undefined)
      return this.#apart(text, base, outside, level, this.region(text.slice(0, outside), base, level + 1));
    return chunks === undefined ? this.#leaf(text, base, false, piece) : this.#collection(text, base, chunks, level);
  }

  #collection(text: string, base: number, chunks: Chunks, level: number): Piece {
    const parts: Parts = { entries: [], items: [], problems: [], anchored: false };
    const bounds = groupsOf(text, chunks.starts);
    let next = 0;
    for (let i = 0; i + 1 < bounds.length; i++) {
      const start = bounds[i] ?? 0;
      const end = bounds[i + 1] ?? text.length;
      const own: number[] = [];
      for (; next < chunks.starts.length && (chunks.starts[next] ?? end) < end; next++)
        own.push(chunks.starts[next] ?? end);
      this.#group(text, base, { start, end, starts: own }, chunks, level, parts);
    }
    if (chunks.kind === 'map') {
      const problems = [...parts.problems, ...duplicateKeys(parts.entries)];
      return {
        root: { kind: 'map', span: spanOf(parts.entries), entries: parts.entries },
        problems,
        anchored: parts.anchored,
      };
    }
    const first = base + (chunks.starts[0] ?? 0) + chunks.column;
    const place = span(first, Math.max(first, parts.items.at(-1)?.span.end ?? first));
    return {
      root: { kind: 'seq', span: place, items: parts.items },
      problems: parts.problems,
      anchored: parts.anchored,
    };
  }

  #group(
    text: string,
    base: number,
    group: { start: number; end: number; starts: number[] },
    chunks: Chunks,
    level: number,
    parts: Parts,
  ): void {
    if (group.end - group.start <= wholeSize) {
      const piece = this.#whole(text.slice(group.start, group.end), base + group.start, true);
      if (!isBroken(piece) && piece.root?.kind === chunks.kind) {
        add(parts, piece, chunks.kind);
        return;
      }
    }
    if (this.#broken > maximumBroken) return;
    group.starts.forEach((start, i) => {
      const part = text.slice(start, group.starts[i + 1] ?? group.end);
      add(
        parts,
        chunks.kind === 'map'
          ? this.#entry(part, base + start, chunks.column, level)
          : this.#item(part, base + start, chunks.column, level),
        chunks.kind,
      );
    });
  }

  /** One entry of a map: its first line and the collection below it apart, where there is one. */
  #entry(text: string, base: number, column: number, level: number): Piece {
    const piece = text.length <= wholeSize ? this.#whole(text, base, true) : undefined;
    if (piece !== undefined && !isBroken(piece)) return piece;
    // What is small is known to be broken; what is large may be sound, and is not looked through in vain.
    const stray = piece === undefined ? undefined : this.#withStray(text, base, column, level);
    return stray ?? this.#inParts(text, base, { column, level, piece });
  }

  #inParts(text: string, base: number, known: { column: number; level: number; piece: Piece | undefined }): Piece {
    const { column, level, piece } = known;
    const head = this.#head(text, base, column);
    const entry = head === undefined ? undefined : onlyEntry(head);
    if (head === undefined || entry === undefined) {
      const others = this.#outdented(text, base, column) ?? this.#withStray(text, base, column, level);
      return others ?? this.#leaf(text, base, true, piece);
    }
    const bodyStart = endOfLine(text, 0);
    const below = this.region(text.slice(bodyStart), base + bodyStart, level + 1);
    const apart = isBroken(below) ? this.#withStray(text, base, column, level) : undefined;
    return apart ?? withBelow(entry, head.anchored, below);
  }

  /** An entry, and those below it that stand at a column of their own: they are taken for its neighbours. */
  #withStray(text: string, base: number, column: number, level: number): Piece | undefined {
    const stray = strayLine(text, column);
    if (stray === undefined) return undefined;
    return this.#apart(text, base, stray, level, this.#entry(text.slice(0, stray), base, column, level));
  }

  /** What stands before a wrongly indented line, and from there on, as one map. */
  #apart(text: string, base: number, from: number, level: number, before: Piece): Piece {
    const after = this.region(text.slice(from), base + from, level + 1);
    const line = text.slice(from, endOfLine(text, from)).trimEnd();
    const place = span(base + from + indentAt(text, from), base + from + line.length);
    const problem: SyntaxProblem = { code: 'wrong-indent', detail: 'Wrong indentation', span: place };
    const entries = [before, after].flatMap(({ root }) => (root?.kind === 'map' ? root.entries : []));
    return {
      root: entries.length === 0 ? before.root : { kind: 'map', span: spanOf(entries), entries },
      problems: [...before.problems, problem, ...after.problems],
      anchored: before.anchored || after.anchored,
    };
  }

  /** An entry whose value goes on at the column of its key: read with the key at column 0, which makes it sound. */
  #outdented(text: string, base: number, column: number): Piece | undefined {
    if (column === 0 || endOfOpenValue(text, column) === undefined) return undefined;
    const piece = this.#whole(text.slice(column), base + column, true);
    return isBroken(piece) ? undefined : piece;
  }

  /** The line `key:` of an entry whose value is a block collection on the next lines. */
  #head(text: string, base: number, column: number): Piece | undefined {
    const bodyStart = endOfLine(text, 0);
    const body = chunksOf(text.slice(bodyStart));
    if (body === undefined || body.column < (body.kind === 'seq' ? column : column + 1)) return undefined;
    const head = this.#whole(text.slice(0, bodyStart), base, true);
    return !isBroken(head) && isEmpty(onlyEntry(head)?.value) ? head : undefined;
  }

  /** One item of a list; the dash is read as a space, so that a map behind it stands at its own column. */
  #item(text: string, base: number, column: number, level: number): Piece {
    const piece = text.length <= wholeSize ? this.#whole(text, base, true) : undefined;
    if (piece !== undefined && !isBroken(piece)) return piece;
    const bare = `${text.slice(0, column)} ${text.slice(column + 1)}`;
    if (chunksOf(bare) === undefined || indentAt(bare, 0) <= column) return this.#leaf(text, base, true, piece);
    const below = this.region(bare, base, level + 1);
    const items = below.root === undefined ? [] : [below.root];
    return {
      root: { kind: 'seq', span: span(base + column, items[0]?.span.end ?? base + column), items },
      problems: below.problems,
      anchored: below.anchored,
    };
  }

  /** Something that cannot be cut further: the library's reading, with its problems. */
  #leaf(text: string, base: number, open: boolean, known: Piece | undefined): Piece {
    const piece = known ?? this.#whole(text, base, open);
    if (!isBroken(piece)) return piece;
    this.#broken++;
    return withoutTabs(text, base, (repaired) => this.#whole(repaired, base, open)) ?? piece;
  }

  #whole(text: string, base: number, open: boolean): Piece {
    const read = (source: string): Piece => readFromEvents(source, open) ?? readPiece(source, this.#limits, open);
    return this.#cache === undefined ? shifted(read(text), base) : this.#cache.at(text, base, open, read);
  }
}

/** Nothing behind the colon on its line. */
function isEmpty(value: Node | undefined): boolean {
  return (
    value?.kind === 'scalar' && value.style === 'plain' && value.type === 'null' && value.span.start === value.span.end
  );
}

function isBroken(piece: Piece): boolean {
  return piece.problems.some((problem) => problem.code !== 'duplicate-key');
}

function tooDeep(text: string, base: number): Piece {
  return {
    root: undefined,
    problems: [{ code: 'too-deep', detail: 'Nested too deeply', span: span(base, base + text.trimEnd().length) }],
    anchored: false,
  };
}

function onlyEntry(piece: Piece): Entry | undefined {
  return piece.root?.kind === 'map' && piece.root.entries.length === 1 ? piece.root.entries[0] : undefined;
}

/** A key with what was read below its line. */
function withBelow(entry: Entry, anchored: boolean, below: Piece): Piece {
  const node = below.root === undefined ? undefined : withProperties(below.root, entry.value);
  const entries: Entry[] = [{ key: entry.key, value: node ?? entry.value }];
  const root: Node = { kind: 'map', span: spanOf(entries), entries };
  return { root, problems: below.problems, anchored: anchored || below.anchored };
}

/** `key: &anchor !tag` with the node on the next lines. */
function withProperties(node: Node, properties: Node | undefined): Node {
  const { tag, anchor } = properties?.kind === 'scalar' ? properties : {};
  if (node.kind === 'alias' || (tag === undefined && anchor === undefined)) return node;
  return { ...node, ...(tag === undefined ? {} : { tag }), ...(anchor === undefined ? {} : { anchor }) };
}

/** Puts what a part gave into the collection; a scalar where a `key: value` belongs is a key that is still being typed. */
function add(parts: Parts, piece: Piece, kind: Chunks['kind']): void {
  const { root } = piece;
  parts.problems.push(...piece.problems);
  if (piece.anchored) parts.anchored = true;
  if (root === undefined) return;
  if (kind === 'map' && root.kind === 'map') parts.entries.push(...root.entries);
  else if (kind === 'seq' && root.kind === 'seq') parts.items.push(...root.items);
  else {
    if (kind === 'map' && root.kind === 'scalar') parts.entries.push({ key: root, value: undefined });
    if (!isBroken(piece)) {
      const detail = kind === 'map' ? 'Expected a key and a value' : 'Expected an item of the list';
      parts.problems.push({ code: 'syntax', detail, span: root.span });
    }
  }
}
