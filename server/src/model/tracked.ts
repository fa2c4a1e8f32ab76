import { type Block, TrackedSpan } from '../base/span.ts';

/**
 * A copy of plain data, with maps, whose spans of one file go along with a block of it. What has no place in that file is not
 * copied: it stays the very same; and what parts of the data have in common, the parts of the copy have in common.
 */
export function tracked<T>(value: T, block: Block, uri: string): T {
  return new Tracking(block, uri).copy(value) as T;
}

class Tracking {
  readonly #block: Block;
  readonly #uri: string;
  readonly #copies = new Map<object, unknown>();

  constructor(block: Block, uri: string) {
    this.#block = block;
    this.#uri = uri;
  }

  copy(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const known = this.#copies.get(value);
    if (known !== undefined) return known;
    const made = this.#made(value);
    this.#copies.set(value, made);
    return made;
  }

  #made(value: object): unknown {
    if (Array.isArray(value)) return this.#items(value);
    if (value instanceof Map) {
      const items = [...value.values()];
      const copies = this.#items(items);
      return copies === items ? value : new Map([...value.keys()].map((key, index) => [key, copies[index]] as const));
    }
    return this.#object(value as Readonly<Record<string, unknown>>);
  }

  #items(items: readonly unknown[]): readonly unknown[] {
    const copies = items.map((item) => this.copy(item));
    return copies.every((copy, index) => copy === items[index]) ? items : copies;
  }

  #object(object: Readonly<Record<string, unknown>>): unknown {
    const { start, end, uri } = object;
    const { start: base } = this.#block;
    if (typeof start === 'number' && typeof end === 'number')
      return new TrackedSpan(this.#block, start - base, end - base);
    // The spans of an anchor are those of its file.
    if (typeof uri === 'string' && uri !== this.#uri) return object;
    let copied: Record<string, unknown> | undefined;
    for (const key in object) {
      const before = object[key];
      // A path holds names and indices only and is shared.
      const after = key === 'path' ? before : this.copy(before);
      if (after !== before) (copied ??= { ...object })[key] = after;
    }
    return copied ?? object;
  }
}
