/** A text with variables: its value where all of them are known, else what is known of it. */
export interface Resolved {
  readonly value: string | undefined;
  /** See `Sourced.pattern`. */
  readonly pattern?: string;
}

interface Piece {
  readonly text: string;
  readonly known: boolean;
}

/**
 * Compose's variables: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?message}`, `${NAME:+other}`,
 * `$$` for a dollar. A default counts as the value, because it is what holds when nobody says otherwise.
 * `${dotted.name:default}` is what build plugins fill in; it has no meaning in compose itself.
 * Source: https://docs.docker.com/reference/compose-file/interpolation/
 */
export function interpolate(raw: string): Resolved {
  return raw.includes('$') ? join(pieces(raw, 0)) : { value: raw };
}

/** Puts pieces together; unknown ones stay as `${NAME}` in the pattern. */
function join(found: readonly Piece[]): Resolved {
  const text = found.map((piece) => piece.text).join('');
  if (found.every((piece) => piece.known)) return { value: text };
  return found.length === 1 ? { value: undefined } : { value: undefined, pattern: text };
}

function pieces(raw: string, depth: number): Piece[] {
  const found: Piece[] = [];
  let literal = '';
  let i = 0;
  const flush = (): void => {
    if (literal !== '') found.push({ text: literal, known: true });
    literal = '';
  };
  while (i < raw.length) {
    if (raw[i] !== '$') {
      literal += raw[i++];
    } else if (raw[i + 1] === '$') {
      literal += '$';
      i += 2;
    } else if (raw[i + 1] === '{') {
      const end = closingBrace(raw, i + 1);
      if (end === -1) return [{ text: raw, known: false }];
      flush();
      found.push(...braced(raw.slice(i + 2, end), depth));
      i = end + 1;
    } else {
      const name = /^[A-Za-z_]\w*/.exec(raw.slice(i + 1, i + 130))?.[0];
      if (name === undefined) {
        literal += raw[i++];
      } else {
        flush();
        found.push({ text: `\${${name}}`, known: false });
        i += 1 + name.length;
      }
    }
  }
  flush();
  return found;
}

const maximalNesting = 10;

function braced(body: string, depth: number): Piece[] {
  if (depth >= maximalNesting) return [{ text: `\${${body}}`, known: false }];
  const dotted = /^[a-z][a-z0-9-]*(?:\.[a-z][\w-]*)+:([\s\S]*)$/.exec(body);
  if (dotted !== null) return pieces(dotted[1] ?? '', depth + 1);
  const match = /^(\w+)(:?[-?+])([\s\S]*)$/.exec(body);
  if (match?.[2] === ':-' || match?.[2] === '-') return pieces(match[3] ?? '', depth + 1);
  return [{ text: `\${${match?.[1] ?? body}}`, known: false }];
}

/** Offset of the brace that closes the one at `open`, or -1. */
export function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const char = text[i];
    if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return i;
  }
  return -1;
}
