import type { Piece } from './piece.ts';

/**
 * Sub-trees of earlier versions of files by their text, so that an edit re-reads only what it touched. Bounded by the
 * characters it remembers; the least recently used go first.
 */
export class ParseCache {
  readonly #pieces = new Map<string, Piece>();
  readonly #capacity: number;
  #size = 0;

  /** @param capacity characters of source text to remember */
  constructor(capacity = 8_000_000) {
    this.#capacity = capacity;
  }

  get(key: string): Piece | undefined {
    const piece = this.#pieces.get(key);
    if (piece === undefined) return undefined;
    this.#pieces.delete(key);
    this.#pieces.set(key, piece);
    return piece;
  }

  set(key: string, piece: Piece): void {
    this.#pieces.set(key, piece);
    this.#size += key.length;
    for (const oldest of this.#pieces.keys()) {
      if (this.#size <= this.#capacity) break;
      this.#pieces.delete(oldest);
      this.#size -= oldest.length;
    }
  }
}
