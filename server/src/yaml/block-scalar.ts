/** A line that opens a block scalar ends with its header: `key: |`, `- >-`, `key: &anchor |2`. */
const header = /(?:^|[:\-?][ \t]+|[ \t])(?:[&!][^\s]*[ \t]+)*[|>](?:[-+]?[1-9]?|[1-9][-+])[ \t]*$/;

/**
 * Column that the content of a block scalar must exceed, where `line` (without its comment and line break) opens one;
 * undefined where it does not. For the lines of a file read from the top, so only as good as a look at one line can be.
 */
export function blockScalarParent(line: string): number | undefined {
  const last = line.trimEnd().at(-1);
  if (last === undefined || !'|>+-123456789'.includes(last) || !header.test(line)) return undefined;
  if (/^---[ \t]/.test(line)) return -1;
  let column = indentOf(line);
  for (let dash = /^-[ \t]+/.exec(line.slice(column)); dash !== null; dash = /^-[ \t]+/.exec(line.slice(column))) {
    const next = column + dash[0].length;
    if (/^(?:[&!][^\s]*[ \t]+)*[|>]/.test(line.slice(next))) break;
    column = next;
  }
  return column;
}

/** Spaces at the start of a line. */
export function indentOf(line: string): number {
  let at = 0;
  while (line.charCodeAt(at) === 32) at++;
  return at;
}
