import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const root = join(import.meta.dirname, '../..');

/** A language with line comments and nothing else: what the injection needs of YAML and of properties. */
const host = {
  scopeName: 'source.host',
  patterns: [{ name: 'comment.line.host', begin: '(?<=^|\\s)[#!]', end: '$' }],
};

interface Expectation {
  readonly line: number;
  /** Zero-based, half open. */
  readonly from: number;
  readonly to: number;
  readonly scope: string;
  readonly negated: boolean;
}

interface Fixture {
  readonly lines: readonly string[];
  readonly expectations: readonly Expectation[];
}

/**
 * Highlights a fixture with an injection grammar and compares it with the caret comments below its lines:
 * `#   ^^^ scope` for all the characters above the carets, `#   ^^^ not scope` for none of them. A scope stands for all
 * that have it as a piece (`archlens` for `keyword.control.directive.archlens`).
 */
export async function checkGrammar(injectionPath: string, fixturePath: string): Promise<void> {
  const { lines, expectations } = parseFixture(readFileSync(join(root, fixturePath), 'utf8'));
  assert.ok(expectations.length > 0, `${fixturePath} expects nothing`);
  const scopes = await highlight(injectionPath, lines);
  const wrong = expectations.filter((expectation) => !holds(expectation, scopes[expectation.line] ?? []));
  assert.deepEqual(
    wrong.map(({ line, from, to, scope, negated }) => {
      const text = (lines[line] ?? '').slice(from, to);
      return `${text}: ${negated ? 'not ' : ''}${scope}, is ${(scopes[line]?.[from] ?? []).join(' ')}`;
    }),
    [],
  );
}

function parseFixture(text: string): Fixture {
  const lines: string[] = [];
  const expectations: Expectation[] = [];
  for (const line of text.split('\n')) {
    const match = /^(\s*#\s*)(\^+) (not )?([\w.-]+)$/.exec(line) ?? /^(#)(\^+) (not )?([\w.-]+)$/.exec(line);
    if (match === null) {
      lines.push(line);
      continue;
    }
    const [, before = '', carets = '', negation, scope = ''] = match;
    const from = before.length;
    expectations.push({
      line: lines.length - 1,
      from,
      to: from + carets.length,
      scope,
      negated: negation !== undefined,
    });
  }
  return { lines, expectations };
}

function holds({ from, to, scope, negated }: Expectation, scopes: readonly (readonly string[])[]): boolean {
  const has = (column: number): boolean => (scopes[column] ?? []).some((name) => `.${name}.`.includes(`.${scope}.`));
  const columns = Array.from({ length: to - from }, (_, index) => from + index);
  return negated ? !columns.some(has) : columns.every(has);
}

/** Scopes of every character of every line. */
async function highlight(injectionPath: string, lines: readonly string[]): Promise<string[][][]> {
  const grammar = await loadHost(injectionPath);
  let state = textmate.INITIAL;
  return lines.map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    const scopes: string[][] = [];
    for (const { startIndex, endIndex, scopes: names } of tokens) {
      for (let column = startIndex; column < endIndex; column++) scopes[column] = names;
    }
    return scopes;
  });
}

async function loadHost(injectionPath: string): Promise<textmate.IGrammar> {
  const injection = textmate.parseRawGrammar(readFileSync(join(root, injectionPath), 'utf8'), injectionPath);
  const registry = new textmate.Registry({
    onigLib: engine(),
    loadGrammar: (scope) =>
      Promise.resolve(
        scope === host.scopeName ? textmate.parseRawGrammar(JSON.stringify(host), 'host.json') : injection,
      ),
    getInjections: (scope) => (scope === host.scopeName ? [injection.scopeName] : undefined),
  });
  const grammar = await registry.loadGrammar(host.scopeName);
  if (grammar === null) throw new Error('the host grammar was not loaded');
  return grammar;
}

let loaded: Promise<textmate.IOnigLib> | undefined;

function engine(): Promise<textmate.IOnigLib> {
  loaded ??= oniguruma
    .loadWASM(readFileSync(join(root, 'node_modules/vscode-oniguruma/release/onig.wasm')))
    .then(() => ({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text: string) => new oniguruma.OnigString(text),
    }));
  return loaded;
}
