import { type Block, type Span, TrackedSpan } from '../base/span.ts';

/** A block with the length of its text. */
export interface Stretch {
  readonly block: Block;
  readonly length: number;
}

/**
 * A copy of plain data, with maps, whose spans of one file go along with the blocks they are in; undefined where one of them is in
 * none. What has no place in that file is not copied: it stays the very same; and what parts of the data have in common, the parts
 * of the copy have in common.
 */
export function tracked<T>(value: T, uri: string, stretches: readonly Stretch[]): T | undefined {
  const tracking = new Tracking(uri, stretches);
  const copy = tracking.copy(value) as T;
  return tracking.isWhole ? copy : undefined;
}

class Tracking {
  isWhole = true;
  readonly #uri: string;
  readonly #stretches: readonly Stretch[];
  readonly #copies = new Map<object, unknown>();

  constructor(uri: string, stretches: readonly Stretch[]) {
    this.#uri = uri;
    this.#stretches = stretches;
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
    if (typeof start === 'number' && typeof end === 'number') return this.#span({ start, end });
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

  #span(place: Span): Span {
    const around = this.#stretches.find(
      ({ block, length }) => block.start <= place.start && place.end <= block.start + length,
    );
    if (around === undefined) {
      this.isWhole = false;
      return place;
    }
    const { block } = around;
    return new TrackedSpan(block, place.start - block.start, place.end - block.start);
  }
}
