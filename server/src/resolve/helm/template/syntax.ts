import type { Span } from '../../../base/span.ts';

/** An action that gives a text or says what a variable stands for. */
export interface Action {
  readonly kind: 'action';
  readonly span: Span;
  readonly code: string;
}

/** One way through a block: from the action that opens it to the next one. */
export interface Branch {
  /** `if`, `with`, `range`, `define`, `block`; of an `else if` the `if`. */
  readonly keyword: string;
  /** Undefined for an `else` without a condition. */
  readonly code: string | undefined;
  readonly opening: Span;
  readonly body: Span;
  readonly nodes: readonly TemplateNode[];
}

export interface Block {
  readonly kind: 'block';
  readonly span: Span;
  readonly branches: readonly Branch[];
  readonly closing: Span;
}

export type TemplateNode = Action | Block;

/** A block whose end is not reached. */
interface Open {
  readonly start: number;
  readonly branches: readonly Branch[];
  readonly keyword: string;
  readonly code: string | undefined;
  readonly opening: Span;
  readonly nodes: TemplateNode[];
}

const actions = /\{\{-?\s*(\/\*[\s\S]*?\*\/|(?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|[^}"`]|\}(?!\}))*?)\s*-?\}\}/g;

interface Token {
  readonly span: Span;
  readonly code: string;
  /** The word that steers, and what follows it; empty for an action. */
  readonly word: string;
  readonly rest: string;
}

function tokenOf(match: RegExpExecArray): Token {
  const code = match[1] ?? '';
  const [, word = '', rest = ''] = /^(if|with|range|define|block|else|end)\b\s*([\s\S]*)$/.exec(code) ?? [];
  return { span: { start: match.index, end: match.index + match[0].length }, code, word, rest };
}

/** The actions of a template; undefined where its blocks do not close. */
export function parseTemplate(text: string): readonly TemplateNode[] | undefined {
  const roots: TemplateNode[] = [];
  const open: Open[] = [];
  for (const { span, code, word, rest } of [...text.matchAll(actions)].map(tokenOf)) {
    if (word === '') (open.at(-1)?.nodes ?? roots).push({ kind: 'action', span, code });
    else if (word !== 'end' && word !== 'else')
      open.push({ start: span.start, branches: [], keyword: word, code: rest, opening: span, nodes: [] });
    else {
      const current = open.pop();
      if (current === undefined) return undefined;
      const branches = closed(current, span.start);
      if (word === 'else') open.push(next(current, branches, span, rest));
      else (open.at(-1)?.nodes ?? roots).push(blockOf(current, branches, span));
    }
  }
  return open.length === 0 ? roots : undefined;
}

function blockOf({ start }: Open, branches: readonly Branch[], closing: Span): Block {
  return { kind: 'block', span: { start, end: closing.end }, branches, closing };
}

function closed({ branches, keyword, code, opening, nodes }: Open, end: number): readonly Branch[] {
  return [...branches, { keyword, code, opening, body: { start: opening.end, end }, nodes }];
}

/** What follows an `else`, with a condition of its own or without. */
function next(current: Open, branches: readonly Branch[], opening: Span, rest: string): Open {
  const [, keyword = current.keyword, code] = /^(if|with)\b\s*([\s\S]*)$/.exec(rest) ?? [];
  return { start: current.start, branches, keyword, code, opening, nodes: [] };
}

/** Variables that are set again somewhere: what they stand for depends on the way through the template. */
export function changingVariables(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/\{\{-?\s*(\$\w+)\s*=/g)].flatMap(([, name]) => name ?? []));
}
