/** Half-open range of UTF-16 offsets into a file's decoded text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

export function contains(outer: Span, offset: number): boolean {
  return outer.start <= offset && offset <= outer.end;
}

/** A stretch of a file that is edited around: whoever reads the file anew says where it starts now. */
export interface Block {
  start: number;
}

/** A place inside a block, wherever the block stands: what was concluded from the text stays true while it is only pushed along. */
export class TrackedSpan implements Span {
  readonly #block: Block;
  readonly #from: number;
  readonly #to: number;

  /** @param from relative to the block, as `to` */
  constructor(block: Block, from: number, to: number) {
    this.#block = block;
    this.#from = from;
    this.#to = to;
  }

  get start(): number {
    return this.#block.start + this.#from;
  }

  get end(): number {
    return this.#block.start + this.#to;
  }

  within(from: number, to: number): TrackedSpan {
    return new TrackedSpan(this.#block, this.#from + from, this.#from + to);
  }

  toJSON(): Span {
    return { start: this.start, end: this.end };
  }
}

/** A piece of a span, that goes along with it; `from` and `to` are relative to its start. */
export function within(outer: Span, from: number, to: number): Span {
  return outer instanceof TrackedSpan ? outer.within(from, to) : span(outer.start + from, outer.start + to);
}
