import { type Expanded, expandShell } from '../base/shell-variables.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Sourced, Variable } from '../model/declaration.ts';
import { subAnchor } from '../model/sub-anchor.ts';

/** One argument: `--appendonly yes`, `--appendonly=yes`, `-Dzookeeper.forceSync=no`, `-bootstrap-expect=3`. */
export interface Option {
  /** With its dashes, without a value: `--appendonly`, `-Dzookeeper.forceSync`. */
  readonly name: string;
  readonly value: Sourced;
  readonly key: Anchor;
}

/** A container's command line after `sh -c` was looked into. */
export interface CommandLine {
  readonly words: readonly Sourced[];
  /** Base names of what is started: the words where a command can stand. */
  readonly programs: readonly string[];
  /** Variables whose content is among the words, each in the place where a script names it. */
  readonly spread: readonly Variable[];
}

/** What a script is read with. */
interface Script {
  readonly text: string;
  readonly env: readonly Variable[];
  readonly spread: Variable[];
}

const operators = /^(?:&&|\|\||[;|&]|\n)$/;
const wrappers = new Set([
  'exec',
  'nohup',
  'time',
  'env',
  'sudo',
  'tini',
  'dumb-init',
  'if',
  'then',
  'do',
  'while',
  'until',
  'else',
  '!',
  '(',
  '{',
]);
const userSwitches = new Set(['gosu', 'su-exec']);
const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh']);

/**
 * Splits what a shell would split, each piece with its place, fills in variables of the container, and finds the commands in it.
 * @param env the variables; a later one of the same name counts
 */
export function commandLine(words: readonly Sourced[], env: readonly Variable[] = []): CommandLine {
  const flat: Sourced[] = [];
  const spread: Variable[] = [];
  for (const [index, word] of words.entries()) {
    const text = word.value ?? word.pattern;
    const script = text !== undefined && /\s/.test(text.trim()) && (isScript(words, index) || text.startsWith('-'));
    for (const piece of script ? splitScript(word, { text, env, spread }) : [word]) flat.push(piece);
  }
  return { words: flat, programs: programsOf(flat), spread };
}

/** The argument of `sh -c`; Kubernetes may put `sh -c` in `command` and the script in `args`. */
function isScript(words: readonly Sourced[], index: number): boolean {
  let at = index - 1;
  let takesScript = false;
  for (; /^[-+][a-zA-Z]+$/.test(words[at]?.value ?? ''); at--)
    takesScript ||= /^-[a-zA-Z]*c/.test(words[at]?.value ?? '');
  return takesScript && shells.has(baseName(words[at]?.value ?? 'sh'));
}

function splitScript(source: Sourced, script: Script): Sourced[] {
  const { text, env, spread } = script;
  const found: Sourced[] = [];
  const find = (name: string): Variable | undefined =>
    assigns(text, name) ? undefined : env.findLast((variable) => variable.name === name);
  for (const match of text.matchAll(
    /\n|&&|\|\||[;|&]|\\\n|(?:\$\{[^}]*\}|\$\([^()]*\)|`[^`]*`|"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"';|&\\])+/gs,
  )) {
    const piece = match[0];
    if (piece === '\\\n') continue;
    const whole = find(/^\$(?:(\w+)|\{(\w+)\})$/.exec(piece)?.slice(1).join('') ?? '');
    if (whole?.value !== undefined && whole !== source) {
      spread.push(whole);
      found.push(...splitScript(whole, { text: whole.value, env: [], spread: [] }));
      continue;
    }
    const { value, text: pattern, used } = expanded(piece, (name) => find(name)?.value);
    const at = subAnchor(source, match.index, piece.length);
    const via = used.flatMap((name) => {
      const variable = find(name);
      return variable?.value === undefined ? [] : [{ name, value: variable.value, at: variable.at }];
    });
    found.push({ value, raw: piece, at, pattern, ...(via.length > 0 && { via }) });
  }
  return found;
}

/** Whether a script gives a variable a value of its own. */
function assigns(script: string, name: string): boolean {
  return script.includes(`${name}=`) && new RegExp(`(?:^|[\\s;&|(])${name}=`).test(script);
}

/** A word of a script without its quotes. */
function expanded(piece: string, find: (name: string) => string | undefined): Expanded {
  const parts = Array.from(
    piece.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|([^"']+|["'])/gs),
    ([, double, single, plain = '']): Expanded => {
      if (single !== undefined) return { value: single, text: single, used: [] };
      return expandShell(double ?? plain, find);
    },
  );
  return {
    value: parts.every(({ value }) => value !== undefined) ? parts.map(({ text }) => text).join('') : undefined,
    text: parts.map(({ text }) => text).join(''),
    used: parts.flatMap(({ used }) => used),
  };
}

function programsOf(words: readonly Sourced[]): string[] {
  const programs: string[] = [];
  let expects = true;
  let skip = 0;
  for (const word of words) {
    const text = textOf(word) ?? '';
    if (operators.test(text) || text === '--') expects = true;
    else if (skip > 0) skip--;
    else if (expects && !/^-|^[A-Za-z_]\w*=/.test(text)) {
      const name = baseName(text);
      programs.push(name);
      skip = userSwitches.has(name) ? 1 : 0;
      expects = leadsOn(name);
    }
  }
  return programs;
}

/** The next word is a command again. */
function leadsOn(name: string): boolean {
  return wrappers.has(name) || userSwitches.has(name) || shells.has(name) || /entrypoint(?:\.sh)?$/.test(name);
}

function textOf(word: Sourced | undefined): string | undefined {
  return word?.value ?? word?.pattern;
}

/** Last segment of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * Every argument of a command line. The value of `--key a b` is `a b`; a flag alone has the value `true`; `-c key=value` and
 * `-E key=value` are `--key=value`; `-m256` is `-m 256`.
 */
export function optionsOf(words: readonly Sourced[]): Option[] {
  return words.flatMap((word, index) => {
    const text = textOf(word);
    const pair = pairAfter(words, index);
    if (pair !== undefined) return [pair];
    if (text === undefined || !isOption(text, words[index + 1])) return [];
    if (/^-[A-Za-z]\d/.test(text)) return [attached(word, text)];
    const equals = text.indexOf('=');
    if (equals > 0 || text.startsWith('-D')) return [assigned(word, text, equals < 0 ? text.length : equals)];
    const values = valuesAfter(words, index);
    const [first] = values;
    const overridden = text === '--override' ? textOf(first) : undefined;
    if (first !== undefined && overridden !== undefined)
      return [assigned(first, overridden, overridden.indexOf('='), '--')];
    return [{ name: text, value: joined(word, values), key: word.at }];
  });
}

/** With one dash only what cannot be a bundle of letters or a flag of Java's: `-bootstrap-expect 3`, `-Ediscovery.type=x`, `-m`, `-m256`. */
const option = /^-(?:-|D)\S|^-[A-Za-z][\w.]*(?:-\w|=)|^-[A-Za-z](?:\d|$)/;

/** Not the `-c` of a shell, as that of a server takes a number. */
function isOption(text: string, next: Sourced | undefined): boolean {
  return text === '-c' ? /^\d+$/.test(textOf(next) ?? '') : option.test(text);
}

/** `-m256`: a letter and its number in one word. */
function attached(word: Sourced, text: string): Option {
  const value = text.slice(2);
  return { name: text.slice(0, 2), value: { value, raw: value, at: subAnchor(word, 2, value.length) }, key: word.at };
}

/** `-c key=value` of PostgreSQL, `-E key=value` of Elasticsearch. */
function pairAfter(words: readonly Sourced[], index: number): Option | undefined {
  const flag = textOf(words[index]);
  const next = words[index + 1];
  const text = flag === '-c' || flag === '-E' ? textOf(next) : undefined;
  return next !== undefined && text !== undefined && /^[\w.-]+=/.test(text)
    ? assigned(next, text, text.indexOf('='), '--')
    : undefined;
}

function valuesAfter(words: readonly Sourced[], index: number): readonly Sourced[] {
  let end = index + 1;
  for (let word = words[end]; word !== undefined && isValue(word); word = words[end]) end++;
  return words.slice(index + 1, end);
}

function isValue(word: Sourced): boolean {
  const text = textOf(word);
  return text === undefined || (!/^-(?:-|[A-Za-z])/.test(text) && !operators.test(text));
}

function assigned(word: Sourced, text: string, equals: number, prefix = ''): Option {
  const rest = text.slice(equals + 1);
  const known = word.value !== undefined || !rest.includes('${');
  const at = word.value === undefined ? word.at : subAnchor(word, equals + 1, rest.length);
  const { via } = word;
  const value: Sourced = {
    value: known ? rest : undefined,
    raw: rest,
    at,
    ...(!known && { pattern: rest }),
    ...(via && { via }),
  };
  return { name: prefix + text.slice(0, equals), value, key: word.at };
}

function joined(word: Sourced, values: readonly Sourced[]): Sourced {
  const [first] = values;
  if (first === undefined) return { value: 'true', raw: word.raw, at: word.at };
  if (values.length === 1) return first;
  const known = values.every(({ value }) => value !== undefined);
  const raw = values.map((value) => value.raw).join(' ');
  return { value: known ? values.map(({ value }) => value).join(' ') : undefined, raw, at: first.at };
}
