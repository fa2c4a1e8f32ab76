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

interface Open {
  readonly start: number;
  readonly branches: Branch[];
  keyword: string;
  code: string | undefined;
  opening: Span;
  nodes: TemplateNode[];
}

const actions = /\{\{-?\s*(\/\*[\s\S]*?\*\/|(?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|[^}"`]|\}(?!\}))*?)\s*-?\}\}/g;

/** The actions of a template; undefined where its blocks do not close. */
export function parseTemplate(text: string): readonly TemplateNode[] | undefined {
  const roots: TemplateNode[] = [];
  const open: Open[] = [];
  const close = (block: Open, end: number): void => {
    const { keyword, code, opening, nodes } = block;
    block.branches.push({ keyword, code, opening, body: { start: opening.end, end }, nodes });
  };
  for (const match of text.matchAll(actions)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const code = match[1] ?? '';
    const [, word = '', rest = ''] = /^(if|with|range|define|block|else|end)\b\s*([\s\S]*)$/.exec(code) ?? [];
    const current = open.at(-1);
    if (word === '') (current?.nodes ?? roots).push({ kind: 'action', span, code });
    else if (word === 'end') {
      if (current === undefined) return undefined;
      close(current, span.start);
      open.pop();
      const block: Block = {
        kind: 'block',
        span: { start: current.start, end: span.end },
        branches: current.branches,
        closing: span,
      };
      (open.at(-1)?.nodes ?? roots).push(block);
    } else if (word === 'else') {
      if (current === undefined) return undefined;
      close(current, span.start);
      const [, keyword = current.keyword, condition] = /^(if|with)\b\s*([\s\S]*)$/.exec(rest) ?? [];
      Object.assign(current, { keyword, code: condition, opening: span, nodes: [] });
    } else open.push({ start: span.start, branches: [], keyword: word, code: rest, opening: span, nodes: [] });
  }
  return open.length === 0 ? roots : undefined;
}
