/** A range of one line, zero-based, end exclusive, and the name written behind the carets. */
export interface Marker {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

const pattern = /^ *#( *)(\^+) ([\w-]+\/[\w-]+)$/;

/**
 * Reads the markers of a text: comments with carets under a range of the last line that is no marker, and a rule id behind.
 * Where the range begins at the indentation, the `#` itself stands under its first character: `#^^^`. A range of several
 * lines is marked on its first line.
 */
export function markersOf(text: string): readonly Marker[] {
  const found: Marker[] = [];
  let target = 0;
  text.split('\n').forEach((line, index) => {
    const match = pattern.exec(line);
    if (match === null) {
      target = index;
      return;
    }
    const [, gap = '', carets = '', name = ''] = match;
    const first = line.indexOf('^');
    found.push({ line: target, start: gap === '' ? first - 1 : first, end: first + carets.length, name });
  });
  return found;
}
