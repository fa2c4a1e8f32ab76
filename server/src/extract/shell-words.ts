/** One word of a command line, with its place in the line. */
export interface ShellWord {
  /** Without the quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Splits a command line into words as a POSIX shell does before expansion: quotes and backslashes are resolved, variables
 * stay (`${A:-b c}` is one piece). Unclosed quotes run to the end. Operators (`&&`, `;`) come as they are written.
 */
export function shellWords(line: string): ShellWord[] {
  const words: ShellWord[] = [];
  let i = 0;
  while (i < line.length) {
    if (isBlank(line[i])) {
      i++;
      continue;
    }
    const start = i;
    let text = '';
    while (i < line.length && !isBlank(line[i])) {
      const piece = nextPiece(line, i);
      text += piece.text;
      i = piece.end;
    }
    words.push({ text, start, end: i });
  }
  return words;
}

function nextPiece(line: string, at: number): { readonly text: string; readonly end: number } {
  const char = line[at] ?? '';
  if (char === "'") return quoted(line, at);
  if (char === '"') return doubleQuoted(line, at);
  if (char === '\\')
    return line[at + 1] === '\n' ? { text: '', end: at + 2 } : { text: line[at + 1] ?? '', end: at + 2 };
  if (char === '$' && line[at + 1] === '{') {
    const close = line.indexOf('}', at);
    if (close !== -1) return { text: line.slice(at, close + 1), end: close + 1 };
  }
  return { text: char, end: at + 1 };
}

function quoted(line: string, at: number): { readonly text: string; readonly end: number } {
  const close = line.indexOf("'", at + 1);
  return close === -1
    ? { text: line.slice(at + 1), end: line.length }
    : { text: line.slice(at + 1, close), end: close + 1 };
}

function doubleQuoted(line: string, at: number): { readonly text: string; readonly end: number } {
  let text = '';
  let i = at + 1;
  while (i < line.length && line[i] !== '"') {
    if (line[i] === '\\' && /["\\$`]/.test(line[i + 1] ?? '')) i++;
    text += line[i++];
  }
  return { text, end: Math.min(i + 1, line.length) };
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}
