import { shifted } from './moved.ts';
import type { Piece } from './piece.ts';

interface Remembered {
  /** Relative to the start of its text. */
  readonly piece: Piece;
  /** The copy that was last asked for, because most of a file stays where it is. */
  placed: { readonly base: number; readonly piece: Piece } | undefined;
}

/**
 * Sub-trees of earlier versions of files by their text, so that an edit re-reads only what it touched. Bounded by the
 * characters it remembers; the least recently used go first.
 */
export class ParseCache {
  readonly #pieces = new Map<string, Remembered>();
  readonly #capacity: number;
  #size = 0;

  /** @param capacity characters of source text to remember */
  constructor(capacity = 8_000_000) {
    this.#capacity = capacity;
  }

  /**
   * The piece of a text that starts at `base` of a file.
   * @param open see `readPiece`
   * @param read gives the piece relative to its text
   */
  at(text: string, base: number, open: boolean, read: (text: string) => Piece): Piece {
    const key = open ? `${text}\0` : text;
    const known = this.#pieces.get(key);
    if (known === undefined) {
      // A slice would keep the whole file alive for as long as the piece is remembered.
      const own = detached(key);
      const piece = read(open ? own.slice(0, -1) : own);
      this.#remember(own, { piece, placed: undefined });
      return shifted(piece, base);
    }
    this.#pieces.delete(key);
    this.#pieces.set(key, known);
    if (known.placed?.base === base) return known.placed.piece;
    const piece = shifted(known.piece, base);
    // Aliases are completed in place, so a piece with anchors is never handed out twice.
    if (!piece.anchored) known.placed = { base, piece };
    return piece;
  }

  #remember(key: string, piece: Remembered): void {
    this.#pieces.set(key, piece);
    this.#size += key.length;
    for (const oldest of this.#pieces.keys()) {
      if (this.#size <= this.#capacity) break;
      this.#pieces.delete(oldest);
      this.#size -= oldest.length;
    }
  }
}

/** An equal string that shares no memory with the one it was cut from. */
function detached(text: string): string {
  return String(JSON.parse(JSON.stringify(text)));
}
