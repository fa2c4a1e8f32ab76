/** Thrown, without a stack of its own, where a text is not simple; `readSimple` hands it to the library then. */
export const unusual = new Error('not simple');

export interface Line {
  readonly start: number;
  /** Spaces at its start; -1 for a blank line and for a comment. */
  readonly indent: number;
  /** Behind the last character, before the break. */
  readonly end: number;
}

/** The lines of a text; undefined where it holds tabs, lone carriage returns or a byte order mark. */
export function linesOf(text: string): Line[] | undefined {
  if (text.includes('\t') || text.includes('\ufeff')) return undefined;
  const lines: Line[] = [];
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const next = found === -1 ? text.length : found;
    const end = found !== -1 && next > start && text.charCodeAt(next - 1) === 13 ? next - 1 : next;
    const first = skipSpaces(text, start, end);
    const isContent = first < end && text.charCodeAt(first) !== 35;
    lines.push({ start, indent: isContent ? first - start : -1, end });
    start = next + 1;
  }
  return text.includes('\r') && /\r(?!\n)/.test(text) ? undefined : lines;
}

export function skipSpaces(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text.charCodeAt(at) === 32) at++;
  return at;
}
