/**
 * Several values by key, each once, in the order they came. Nearly every key of a large index has one value, which then takes no
 * set of its own.
 */
export class SetMap<K, V extends string | object> {
  readonly #entries = new Map<K, V | Several<V>>();

  add(key: K, value: V): void {
    const known = this.#entries.get(key);
    if (known === undefined) this.#entries.set(key, value);
    else if (known instanceof Several) known.values.add(value);
    else if (known !== value) this.#entries.set(key, new Several([known, value]));
  }

  get(key: K): readonly V[] {
    const known = this.#entries.get(key);
    if (known === undefined) return [];
    return known instanceof Several ? [...known.values] : [known];
  }
}

class Several<V> {
  readonly values: Set<V>;

  constructor(values: readonly V[]) {
    this.values = new Set(values);
  }
}
