/** Characters that take two columns on a terminal: CJK, full-width forms, emoji. */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}|[\u{20000}-\u{3FFFD}]/u;
/** Combining marks (variation selectors among them) and zero-width characters. */
const zeroWidth = /\p{Mn}|\p{Me}|[\u200B-\u200F]/u;

/** Columns a text takes on a terminal. */
export function width(text: string): number {
  let columns = 0;
  for (const char of text) columns += widthOf(char);
  return columns;
}

export function widthOf(char: string): number {
  if (char.length === 1 && char.charCodeAt(0) < 0x300) return 1;
  if (zeroWidth.test(char)) return 0;
  return wide.test(char) ? 2 : 1;
}

/** Fills up with spaces on the right. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}

/** Makes text of a workspace harmless for a terminal: control characters become `·`, tabs two spaces. */
export function printable(text: string): string {
  return text.replace(/\t/g, '  ').replace(/\p{Cc}|\p{Bidi_Control}/gu, '·');
}
