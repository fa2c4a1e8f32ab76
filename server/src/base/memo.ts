import { detached } from './detached.ts';

/**
 * Results of a pure function by text: names and images repeat in a file, in its next version and in its neighbours.
 * Forgets everything when it is full.
 */
export class Memo<T> {
  readonly #known = new Map<string, T>();
  readonly #capacity: number;

  constructor(capacity = 5_000) {
    this.#capacity = capacity;
  }

  get(text: string, make: (text: string) => T): T {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    if (this.#known.size >= this.#capacity) this.#known.clear();
    const made = make(text);
    this.#known.set(detached(text), made);
    return made;
  }
}
