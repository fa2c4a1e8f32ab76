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
    // A name cut from a file would keep the whole file in memory; joined, it is a text of its own.
    const key = `=${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size >= this.#capacity) this.#known.clear();
    const made = make(text);
    this.#known.set(key, made);
    return made;
  }
}
