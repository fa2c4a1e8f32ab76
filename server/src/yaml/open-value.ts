import { endOfLine } from './documents.ts';

/** Characters an open value is followed for. */
const maximumLength = 8_000;

const quotedText = /"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*'/y;
const flowToken = /[^"'[\]{}]+|[[{]|[\]}]|"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*'/y;
const entryLine = /^ *(?:-(?: |$)|[\w.-]+:(?: |$))/m;

/**
 * Where a quoted text or flow collection ends that begins on the line of a key and goes on below it. YAML wants the other
 * lines deeper than the key, but libyaml, SnakeYAML and Go's reader do not mind, so files exist where they are not.
 * Undefined where the value is closed on its line, and where what follows looks like entries: then its end was forgotten.
 * @param key offset of the key
 * @returns offset of the line behind the value
 */
export function endOfOpenValue(text: string, key: number): number | undefined {
  const lineEnd = endOfLine(text, key);
  const line = text.slice(key, lineEnd);
  const value = /: +(?=["'[{])/.exec(line);
  if (value === null || line.slice(0, value.index).includes(' #')) return undefined;
  const start = key + value.index + value[0].length;
  const length = closedLength(text.slice(start, start + maximumLength));
  if (length === undefined || start + length < lineEnd) return undefined;
  const next = endOfLine(text, start + length);
  const isWhole = /^[ \t]*(?:#.*)?$/.test(text.slice(start + length, next).trimEnd());
  return isWhole && !entryLine.test(text.slice(lineEnd, start + length)) ? next : undefined;
}

/** Characters up to the quote or bracket that closes the first one. */
function closedLength(text: string): number | undefined {
  if (text.startsWith('"') || text.startsWith("'")) {
    quotedText.lastIndex = 0;
    return quotedText.exec(text)?.[0].length;
  }
  let depth = 0;
  flowToken.lastIndex = 0;
  for (let token = flowToken.exec(text); token !== null; token = flowToken.exec(text)) {
    if (/^[[{]/.test(token[0])) depth++;
    else if (/^[\]}]/.test(token[0])) depth--;
    if (depth === 0) return flowToken.lastIndex;
  }
  return undefined;
}
