interface Known<T> {
  readonly inputs: readonly unknown[];
  readonly made: T;
}

/**
 * What was last made of each thing. As long as the thing and all else it was made from are the very same, so is what was made:
 * those who come after need not look at it again.
 */
export class Derived<K extends object, T> {
  readonly #known = new WeakMap<K, Known<T>>();

  of(from: K, inputs: readonly unknown[], make: () => T): T {
    const known = this.#known.get(from);
    if (known !== undefined && isSame(known.inputs, inputs)) return known.made;
    const made = make();
    this.#known.set(from, { inputs, made });
    return made;
  }
}

/** Whether two lists hold the very same things. */
export function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a === b || (a.length === b.length && a.every((each, index) => each === b[index]));
}
