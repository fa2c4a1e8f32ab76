import type { Origin } from '../model/origin.ts';
import type { Variables } from './extraction.ts';

/** A text with variables: its value where all of them are known, else what is known of it. */
export interface Resolved {
  readonly value: string | undefined;
  /** See `Sourced.pattern`. */
  readonly pattern?: string;
  /** See `Sourced.via`. */
  readonly via?: readonly Origin[];
}

interface Piece {
  readonly text: string;
  readonly known: boolean;
  /** The variable it is the value of. */
  readonly origin?: Origin;
}

/** What a text is filled in with. */
interface Scope {
  readonly variables?: Variables | undefined;
}

const noScope: Scope = {};

/**
 * Compose's variables: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?message}`, `${NAME?message}`,
 * `${NAME:+other}`, `${NAME+other}`, nested to any depth that people write, and `$$` for a dollar. A colon makes the empty
 * value count as unset. Where nobody says the variable, a default counts as the value, because it is what holds then.
 * `${dotted.name:default}` is what build plugins fill in; it has no meaning in compose itself.
 * Source: https://docs.docker.com/reference/compose-file/interpolation/
 */
export function interpolate(raw: string, scope: Scope = noScope): Resolved {
  return raw.includes('$') ? join(pieces(raw, 0, scope)) : { value: raw };
}

/** Puts pieces together; unknown ones stay as `${NAME}` in the pattern. */
function join(found: readonly Piece[]): Resolved {
  const text = found.map((piece) => piece.text).join('');
  const origins = found.flatMap(({ origin }) => origin ?? []);
  const via = origins.length === 0 ? {} : { via: origins };
  if (found.every((piece) => piece.known)) return { value: text, ...via };
  return found.length === 1 ? { value: undefined } : { value: undefined, pattern: text, ...via };
}

function pieces(raw: string, depth: number, scope: Scope): Piece[] {
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
      found.push(...braced(raw.slice(i + 2, end), depth, scope));
      i = end + 1;
    } else {
      const name = /^[A-Za-z_]\w*/.exec(raw.slice(i + 1, i + 130))?.[0];
      if (name === undefined) {
        literal += raw[i++];
      } else {
        flush();
        found.push(valueOf(name, scope) ?? unknown(name));
        i += 1 + name.length;
      }
    }
  }
  flush();
  return found;
}

const maximalNesting = 10;

function braced(body: string, depth: number, scope: Scope): Piece[] {
  if (depth >= maximalNesting) return [unknown(body)];
  const dotted = /^[a-z][a-z0-9-]*(?:\.[a-z][\w-]*)+:([\s\S]*)$/.exec(body)?.[1];
  if (dotted !== undefined) return pieces(dotted, depth + 1, scope);
  const match = /^(\w+)(:?[-?+])([\s\S]*)$/.exec(body);
  if (match === null) return [valueOf(body, scope) ?? unknown(body)];
  const [, name = '', operator = '', word = ''] = match;
  return operated(name, operator, () => pieces(word, depth + 1, scope), scope);
}

/** @param operator `-`, `?` or `+`, with a colon in front where the empty value counts as unset */
function operated(name: string, operator: string, otherwise: () => Piece[], scope: Scope): Piece[] {
  const said = valueOf(name, scope);
  const value = said?.text === '' && operator.startsWith(':') ? undefined : said;
  if (operator.endsWith('+')) return replaced(name, said, value, otherwise);
  if (value !== undefined) return [value];
  return operator.endsWith('-') ? otherwise() : [unknown(name)];
}

/** `+`: the other text where the variable is set. Whether an unsaid one is set where compose is started, nobody knows. */
function replaced(name: string, said: Piece | undefined, value: Piece | undefined, otherwise: () => Piece[]): Piece[] {
  if (said === undefined) return [unknown(name)];
  return value === undefined ? [] : otherwise();
}

function valueOf(name: string, { variables }: Scope): Piece | undefined {
  const origin = variables?.(name);
  return origin && { text: origin.value, known: true, origin };
}

function unknown(name: string): Piece {
  return { text: `\${${name}}`, known: false };
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
