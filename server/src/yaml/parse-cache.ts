import { detached } from '../base/detached.ts';
import { shifted } from './moved.ts';
import type { Piece } from './piece.ts';

interface Remembered {
  readonly text: string;
  /** Relative to the start of its text. */
  readonly piece: Piece;
  /** The copy that was last asked for, because most of a file stays where it is. */
  placed: { readonly base: number; readonly piece: Piece } | undefined;
  /** What was asked for after it last. */
  next: Remembered | undefined;
}

/**
 * Sub-trees of earlier versions of files by their text, so that an edit re-reads only what it touched. Bounded by the
 * characters it remembers; the least recently used go first.
 */
export class ParseCache {
  /** A text may be read in another way where it is one of several entries. */
  readonly #open: Shelf;
  readonly #whole: Shelf;

  /** @param capacity characters of source text to remember */
  constructor(capacity = 8_000_000) {
    this.#open = new Shelf(capacity / 2);
    this.#whole = new Shelf(capacity / 2);
  }

  /**
   * The piece of a text that starts at `base` of a file.
   * @param open see `readPiece`
   * @param read gives the piece relative to its text
   */
  at(text: string, base: number, open: boolean, read: (text: string) => Piece): Piece {
    return (open ? this.#open : this.#whole).at(text, base, read);
  }
}

class Shelf {
  readonly #pieces = new Map<string, Remembered>();
  readonly #capacity: number;
  #size = 0;
  #latest: Remembered | undefined;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  at(text: string, base: number, read: (text: string) => Piece): Piece {
    const known = this.#following(text) ?? this.#pieces.get(text);
    if (known === undefined) {
      const own = detached(text);
      const piece = read(own);
      this.#remember({ text: own, piece, placed: undefined, next: undefined });
      return shifted(piece, base);
    }
    this.#used(known);
    if (known.placed?.base === base) return known.placed.piece;
    const piece = shifted(known.piece, base);
    // Aliases are completed in place, so a piece with anchors is never handed out twice.
    if (!piece.anchored) known.placed = { base, piece };
    return piece;
  }

  /** The pieces of a file come in their order, and comparing two texts is cheaper than looking one up. */
  #following(text: string): Remembered | undefined {
    const next = this.#latest?.next;
    return next?.text === text && this.#pieces.get(next.text) === next ? next : undefined;
  }

  #used(piece: Remembered): void {
    this.#pieces.delete(piece.text);
    this.#pieces.set(piece.text, piece);
    if (this.#latest !== undefined) this.#latest.next = piece;
    this.#latest = piece;
  }

  #remember(piece: Remembered): void {
    this.#used(piece);
    this.#size += piece.text.length;
    for (const oldest of this.#pieces.keys()) {
      if (this.#size <= this.#capacity) break;
      this.#pieces.delete(oldest);
      this.#size -= oldest.length;
    }
  }
}
