/** What an action asks for. A pipeline `a | f x` is the call `f x a`. */
export type Expression =
  | { readonly kind: 'literal'; readonly type: 'string' | 'number' | 'boolean' | 'null'; readonly text: string }
  /** `.a.b`, `$.a`, `$x.a`: from the dot, from the root, from a variable. */
  | { readonly kind: 'path'; readonly head: string; readonly names: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'below'; readonly of: Expression; readonly names: readonly string[] };

const tokens =
  /\s+|("(?:[^"\\\n]|\\.)*"|`[^`]*`)|(-?\d+(?:\.\d+)?)(?![\w.])|(\(|\)|\|)|((?:\$\w*|\w+)?(?:\.[A-Za-z_]\w*)+|\$\w*|\.|\w+)/gy;

const mostTokens = 400;

/** Reads an action's expression; undefined for what is not understood. Source: https://pkg.go.dev/text/template */
export function parseExpression(code: string): Expression | undefined {
  const words: string[] = [];
  tokens.lastIndex = 0;
  while (tokens.lastIndex < code.length) {
    const match = tokens.exec(code);
    if (match === null || words.length > mostTokens) return undefined;
    const word = match[1] ?? match[2] ?? match[3] ?? match[4];
    if (word !== undefined) words.push(word);
  }
  const reader = new Reader(words);
  const found = reader.pipeline();
  return reader.isAtEnd ? found : undefined;
}

class Reader {
  readonly #words: readonly string[];
  #next = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  get isAtEnd(): boolean {
    return this.#next >= this.#words.length;
  }

  pipeline(): Expression | undefined {
    let value = this.#command(undefined);
    while (value !== undefined && this.#words[this.#next] === '|') {
      this.#next++;
      value = this.#command(value);
    }
    return value;
  }

  /** A function with its arguments, or one operand. What is piped in is the last argument. */
  #command(piped: Expression | undefined): Expression | undefined {
    const word = this.#words[this.#next] ?? '';
    if (!/^[A-Za-z_]\w*$/.test(word) || literals.has(word)) return piped === undefined ? this.#operand() : undefined;
    this.#next++;
    const args: Expression[] = [];
    while (!this.isAtEnd && !['|', ')'].includes(this.#words[this.#next] ?? '')) {
      const argument = this.#operand();
      if (argument === undefined) return undefined;
      args.push(argument);
    }
    return { kind: 'call', name: word, args: piped === undefined ? args : [...args, piped] };
  }

  #operand(): Expression | undefined {
    const word = this.#words[this.#next++] ?? '';
    if (word === '(') return this.#group();
    const literal = literalOf(word);
    if (literal !== undefined) return literal;
    if (/^[.$]/.test(word)) {
      const [head = '', ...names] = word.split('.').filter((name, index) => index === 0 || name !== '');
      return { kind: 'path', head, names };
    }
    return /^[A-Za-z_]\w*$/.test(word) ? { kind: 'call', name: word, args: [] } : undefined;
  }

  /** What stands in parentheses, and what is taken from it. */
  #group(): Expression | undefined {
    const inner = this.pipeline();
    if (inner === undefined || this.#words[this.#next++] !== ')') return undefined;
    const after = this.#words[this.#next] ?? '';
    if (!/^\.\w/.test(after)) return inner;
    this.#next++;
    return { kind: 'below', of: inner, names: after.slice(1).split('.') };
  }
}

function literalOf(word: string): Expression | undefined {
  if (/^["`]/.test(word)) return { kind: 'literal', type: 'string', text: unquoted(word) };
  if (/^-?\d/.test(word)) return { kind: 'literal', type: 'number', text: word };
  const type = literals.get(word);
  return type && { kind: 'literal', type, text: type === 'null' ? '' : word };
}

const literals: ReadonlyMap<string, 'boolean' | 'null'> = new Map([
  ['true', 'boolean'],
  ['false', 'boolean'],
  ['nil', 'null'],
]);

function unquoted(word: string): string {
  const inner = word.slice(1, -1);
  return word.startsWith('`') ? inner : inner.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
}
