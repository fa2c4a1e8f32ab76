/** A statement of a build script: `implementation("g:a:v")`, or the head of a block, `subprojects`. */
export interface Statement {
  /** Without comments; of the same length as in the file, so that an index in it is an offset from `start`. */
  readonly text: string;
  readonly start: number;
  /** Heads of the blocks around it, outermost first. */
  readonly blocks: readonly string[];
}

/**
 * Cuts a Groovy or Kotlin script into its statements: by lines, semicolons and braces, with strings and comments understood.
 * No interpreter: what is computed stays text.
 */
export function gradleStatements(script: string): readonly Statement[] {
  const text = withoutComments(script);
  const statements: Statement[] = [];
  const open: { readonly head: string; readonly depth: number }[] = [];
  let blocks: readonly string[] = [];
  let start = 0;
  let depth = 0;
  const end = (at: number): string => {
    const raw = text.slice(start, at);
    const from = start + (raw.length - raw.trimStart().length);
    const body = raw.trim();
    if (body !== '') statements.push({ text: body, start: from, blocks });
    start = at + 1;
    return body;
  };
  const steps: Readonly<Record<string, (at: number) => void>> = {
    '(': () => depth++,
    '[': () => depth++,
    ')': () => (depth = Math.max(0, depth - 1)),
    ']': () => (depth = Math.max(0, depth - 1)),
    '{': (at) => {
      open.push({ head: end(at), depth });
      blocks = open.map(({ head }) => head);
      depth = 0;
    },
    '}': (at) => {
      end(at);
      depth = open.pop()?.depth ?? 0;
      blocks = open.map(({ head }) => head);
    },
    ';': end,
    '\n': (at) => {
      if (depth === 0 && !goesOn(text, start, at)) end(at);
    },
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (isQuote(char)) at = endOfString(text, at) - 1;
    else steps[char]?.(at);
  }
  end(text.length);
  return statements;
}

function isQuote(char: string): boolean {
  return char === '"' || char === "'";
}

/** A line that ends with an operator, or before one that begins with a dot, is not the end of a statement. */
function goesOn(text: string, start: number, at: number): boolean {
  if (/[,=+.]\s*$/.test(text.slice(Math.max(start, at - 20), at))) return true;
  return /^\s*[.?]/.test(text.slice(at, at + 80));
}

/** The same text with comments as blanks, strings untouched. */
function withoutComments(text: string): string {
  let result = '';
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (isQuote(char)) {
      at = endOfString(text, at) - 1;
      continue;
    }
    if (char !== '/') continue;
    const close = text[at + 1] === '/' ? '\n' : text[at + 1] === '*' ? '*/' : undefined;
    if (close === undefined) continue;
    const found = text.indexOf(close, at + 2);
    const stop = found < 0 ? text.length : close === '\n' ? found : found + 2;
    result += text.slice(copied, at) + text.slice(at, stop).replace(/[^\n]/g, ' ');
    copied = stop;
    at = stop - 1;
  }
  return result + text.slice(copied);
}

/** Offset behind a string that begins at `at`. One that is never closed ends with its line. */
function endOfString(text: string, at: number): number {
  const quote = text[at] ?? '';
  if (text.startsWith(quote.repeat(3), at)) {
    const close = text.indexOf(quote.repeat(3), at + 3);
    return close < 0 ? text.length : close + 3;
  }
  // In double quotes `${…}` may hold quotes of its own.
  const pattern = quote === '"' ? /\\.|\$\{[^}\n]*\}|["\n]/gs : /\\.|['\n]/gs;
  pattern.lastIndex = at + 1;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match[0] === quote) return pattern.lastIndex;
    if (match[0] === '\n') return match.index;
  }
  return text.length;
}
