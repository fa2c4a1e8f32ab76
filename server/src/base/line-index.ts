/** Zero-based line and UTF-16 column, as in the Language Server Protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets and positions of one text. `\r\n`, `\n` and a lone `\r` end a line. */
export class LineIndex {
  readonly #starts: Uint32Array;
  readonly #length: number;

  constructor(text: string) {
    this.#starts = lineStarts(text);
    this.#length = text.length;
  }

  get lines(): number {
    return this.#starts.length;
  }

  position(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#length));
    const line = this.#lineAt(clamped);
    return { line, character: clamped - (this.#starts[line] ?? 0) };
  }

  offset(position: Position): number {
    const start = this.#starts[position.line];
    if (start === undefined) return this.#length;
    const next = this.#starts[position.line + 1] ?? this.#length + 1;
    return Math.max(start, Math.min(start + position.character, next - 1));
  }

  /** Offset of the first character of a line; the text's length past the last line. */
  start(line: number): number {
    return this.#starts[line] ?? this.#length;
  }

  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** A file has thousands of lines, and an edit makes all of them anew: they are counted first and then kept in one block. */
function lineStarts(text: string): Uint32Array {
  const next = text.includes('\r') ? nextOfAnyEnd : nextOfNewline;
  let count = 1;
  for (let i = next(text, 0); i > 0; i = next(text, i)) count++;
  const starts = new Uint32Array(count);
  for (let i = next(text, 0), line = 1; i > 0; i = next(text, i)) starts[line++] = i;
  return starts;
}

/** Where the line after the one around an offset starts; 0 where there is none. */
function nextOfNewline(text: string, from: number): number {
  return text.indexOf('\n', from) + 1;
}

function nextOfAnyEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) return i + 1;
  }
  return 0;
}
