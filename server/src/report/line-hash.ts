/** Characters that take part in the hash of a line. */
const blockSize = 100;
const multiplier = 37n;
/** Stands for the end of the file. */
const end = 0xffff;

/**
 * Hashes of the lines of one file, as GitHub's upload action makes them for `primaryLocationLineHash`: a polynomial over the
 * next hundred characters that are neither space nor tab, with a running number where several lines have the same.
 * Described and implemented in https://github.com/github/codeql-action/blob/main/src/fingerprints.ts.
 */
export class LineHashes {
  readonly #text: string;
  /** Offset of each line in the text without spaces and tabs. */
  readonly #starts: readonly number[];
  /** Running number of each line among those that begin alike. */
  readonly #ranks: readonly number[];

  constructor(source: string) {
    this.#text = source.replace(/\r\n?/g, '\n').replace(/[ \t]/g, '') + String.fromCharCode(end);
    const starts = [0];
    for (let at = this.#text.indexOf('\n'); at >= 0; at = this.#text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
    const counts = new Map<string, number>();
    this.#ranks = starts.map((start) => {
      const block = this.#block(start);
      const rank = (counts.get(block) ?? 0) + 1;
      counts.set(block, rank);
      return rank;
    });
  }

  /** `line` is 1-based; undefined past the end. */
  of(line: number): string | undefined {
    const start = this.#starts[line - 1];
    const rank = this.#ranks[line - 1];
    if (start === undefined || rank === undefined) return undefined;
    const block = this.#block(start);
    let hash = 0n;
    for (let i = 0; i < blockSize; i++) {
      const unit = i < block.length ? block.charCodeAt(i) : 0;
      hash = BigInt.asUintN(64, hash * multiplier + BigInt(unit));
    }
    return `${hash.toString(16)}:${rank}`;
  }

  #block(start: number): string {
    return this.#text.slice(start, start + blockSize);
  }
}
