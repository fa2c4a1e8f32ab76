import type { Span } from '../../../base/span.ts';
import { children, type Field } from '../../../extract/field.ts';
import { placeholder } from '../../../yaml/template.ts';
import { evaluate, type Release, type Scope } from './evaluate.ts';
import { changingVariables, parseTemplate, type Action, type Block, type Branch } from './syntax.ts';
import { isTrue, made, valueOf, type Value } from './value.ts';

/** What each of several items gives of the same lines. */
export interface Loop {
  readonly body: Span;
  readonly items: readonly Item[];
}

/** An entry of a map or an item of a list that `range` goes through. */
interface Item {
  readonly key: Value;
  readonly value: Value | undefined;
}

/** For every loop around a place the number of the item it is read for. */
export type Turn = ReadonlyMap<Loop, number>;

/** A place in the masked text that an action stands for. */
export interface Slot {
  readonly span: Span;
  /** The action in the template. */
  readonly action: Span;
  value(turn: Turn): Value | undefined;
}

/** A template as text a YAML reader takes, as long as the template, with what stands for its actions. */
export interface Masked {
  readonly text: string;
  readonly slots: readonly Slot[];
  readonly loops: readonly Loop[];
  /** Some of its lines are not known: what is absent from it says nothing. */
  readonly isPartial: boolean;
}

/** A scope that may depend on the turn of the loops around; undefined where nothing is certain. */
type Scoped = ((turn: Turn) => Scope) | undefined;

/** Whether a branch is gone through, undefined where nobody can tell, and the scope in it. */
interface Taken {
  readonly is: boolean | undefined;
  readonly scope?: Scoped;
}

const hidden: Slot['value'] = () => made('string', '');

const noTurn: Turn = new Map();

/**
 * Takes away what the values switch off and puts private-use characters where actions give a text, so that every place stays
 * where it is. Where a condition is unknown both its branches stay and nothing in them is filled in.
 */
export function maskTemplate(text: string, release: Release): Masked | undefined {
  const nodes = parseTemplate(text);
  if (nodes === undefined) return undefined;
  const masker = new Masker(text, release);
  masker.walk(nodes, () => ({ dot: 'root', variables: new Map() }));
  return masker.masked;
}

class Masker {
  readonly #text: string;
  readonly #chars: string[];
  readonly #release: Release;
  readonly #changing: ReadonlySet<string>;
  readonly #slots: Slot[] = [];
  readonly #loops: Loop[] = [];
  #isPartial = false;

  constructor(text: string, release: Release) {
    this.#text = text;
    this.#chars = text.split('');
    this.#release = release;
    this.#changing = changingVariables(text);
  }

  get masked(): Masked {
    return { text: this.#chars.join(''), slots: this.#slots, loops: this.#loops, isPartial: this.#isPartial };
  }

  walk(nodes: readonly (Action | Block)[], outer: Scoped): void {
    let scope = outer;
    for (const node of nodes) {
      if (node.kind === 'block') this.#block(node, scope);
      else {
        const assigned = /^(\$\w+)\s*(:?=)\s*([\s\S]*)$/.exec(node.code);
        if (assigned !== null) {
          this.#blank(node.span);
          scope = this.#with(scope, assigned[1] ?? '', assigned[3] ?? '');
        } else if (node.code.startsWith('/*') || node.code === '') this.#blank(node.span);
        else this.#place(node, scope);
      }
    }
  }

  #with(scope: Scoped, name: string, code: string): Scoped {
    return (
      scope &&
      ((turn) => {
        const before = scope(turn);
        const value = this.#changing.has(name) ? undefined : evaluate(code, before, this.#release);
        return { ...before, variables: new Map([...before.variables, [name, value]]) };
      })
    );
  }

  #place({ span, code }: Action, scope: Scoped): void {
    const value = (turn: Turn): Value | undefined => scope && evaluate(code, scope(turn), this.#release);
    const line = this.#lineOf(span);
    const isAlone =
      this.#text.slice(line.start, span.start).trim() === '' && this.#text.slice(span.end, line.end).trim() === '';
    if (!isAlone && !/\bnindent\b/.test(code)) this.#put(span, span, value);
    else {
      this.#blank(span);
      this.#insert(span, code, isAlone ? line.start : undefined, value);
    }
  }

  /** An action that gives lines of its own: entries or items at the column it asks for. */
  #insert(span: Span, code: string, lineStart: number | undefined, value: Slot['value']): void {
    const tree = value(this.#anyTurn());
    const form = tree === undefined || !isTrue(tree) ? undefined : tree.type;
    if (tree === undefined) this.#isPartial = true;
    if (form !== 'map' && form !== 'list') return;
    if (lineStart === undefined) {
      this.#put(span, span, value);
      return;
    }
    const asked = /\bn?indent\s+(\d+)/.exec(code)?.[1];
    const start = asked === undefined ? span.start : lineStart + Number(asked);
    if (start + 3 > span.end || this.#text.slice(start, span.end).includes('\n')) this.#isPartial = true;
    else this.#stand(form, { start, end: span.end }, span, value);
  }

  /** As an item that stands for a list, or a key that stands for the entries of a map. */
  #stand(form: 'map' | 'list', { start, end }: Span, action: Span, value: Slot['value']): void {
    this.#put({ start: form === 'list' ? start + 2 : start, end: form === 'list' ? end : end - 1 }, action, value);
    if (form === 'list') this.#chars[start] = '-';
    else this.#chars[end - 1] = ':';
  }

  /** Some turn of every loop: enough to tell the form of a value. */
  #anyTurn(): Turn {
    return new Map(this.#loops.map((loop) => [loop, 0]));
  }

  #block(block: Block, scope: Scoped): void {
    const [first] = block.branches;
    const isInline = !this.#text.slice(block.span.start, block.span.end).includes('\n');
    const away = (span: Span): void => (isInline ? this.#hide(span) : this.#blank(span));
    const keyword = first?.keyword;
    let isOpen: boolean | undefined = true;
    for (const branch of block.branches) {
      const taken: Taken =
        isOpen === false ? { is: false } : this.#taken(branch, keyword ?? '', isOpen === undefined ? undefined : scope);
      if (taken.is === false) {
        away({ start: branch.opening.start, end: branch.body.end });
        continue;
      }
      if (taken.is === true) away(branch.opening);
      else this.#mark(branch.opening, isInline);
      this.walk(branch.nodes, taken.is === true ? taken.scope : undefined);
      isOpen = taken.is === true ? false : undefined;
    }
    if (isOpen === undefined) this.#mark(block.closing, isInline);
    else away(block.closing);
    if (isInline) this.#clear(this.#lineOf(block.span));
  }

  /** A line on which nothing is left gives nothing. */
  #clear(line: Span): void {
    const rest = this.#chars.slice(line.start, line.end).filter((char) => char !== placeholder);
    const slots = this.#slots.filter(({ span }) => span.start >= line.start && span.end <= line.end);
    if (rest.join('').trim() === '' && slots.every(({ value }) => value === hidden)) this.#blank(line);
  }

  #taken(branch: Branch, keyword: string, scope: Scoped): Taken {
    if (scope === undefined || keyword === 'define' || keyword === 'block') return { is: undefined };
    if (branch.code === undefined) return { is: true, scope };
    const here = scope(noTurn);
    const [, key, name, code = ''] = /^(?:(?:(\$\w+)\s*,\s*)?(\$\w+)\s*:=\s*)?([\s\S]*)$/.exec(branch.code) ?? [];
    const value = evaluate(code, here, this.#release);
    if (value === undefined) return { is: undefined };
    if (branch.keyword === 'range') return this.#looped(branch, value, scope, key, name);
    if (!isTrue(value)) return { is: false };
    const inner: Scoped = (turn) => {
      const before = scope(turn);
      const said = evaluate(code, before, this.#release);
      const variables = name === undefined ? before.variables : new Map([...before.variables, [name, said]]);
      return { dot: branch.keyword === 'with' ? said : before.dot, variables };
    };
    return { is: true, scope: inner };
  }

  #looped(
    { body }: Branch,
    value: Value,
    scope: NonNullable<Scoped>,
    key: string | undefined,
    name: string | undefined,
  ): Taken {
    if (!isTrue(value)) return { is: false };
    if (value.type !== 'map' && value.type !== 'list') return { is: undefined };
    const loop: Loop = { body, items: itemsOf(value.field) };
    this.#loops.push(loop);
    const inner: Scoped = (turn) => {
      const before = scope(turn);
      const item = loop.items[turn.get(loop) ?? -1];
      const variables = new Map(before.variables);
      if (key !== undefined) variables.set(key, item?.key);
      if (name !== undefined) variables.set(name, item?.value);
      return { dot: item?.value, variables };
    };
    return { is: true, scope: inner };
  }

  /** A condition nobody can decide: blank on lines of its own, and something unknown within a value. */
  #mark(span: Span, isInline: boolean): void {
    this.#isPartial = true;
    if (isInline) this.#put(span, span, () => undefined);
    else this.#blank(span);
  }

  /** Part of a value that is not there. */
  #hide(span: Span): void {
    this.#put(span, span, hidden);
  }

  #blank({ start, end }: Span): void {
    for (let at = start; at < end; at++) if (!isBreak(this.#chars[at])) this.#chars[at] = ' ';
  }

  #put(span: Span, action: Span, value: Slot['value']): void {
    for (let at = span.start; at < span.end; at++) if (!isBreak(this.#chars[at])) this.#chars[at] = placeholder;
    this.#slots.push({ span, action, value });
  }

  #lineOf({ start, end }: Span): Span {
    const next = this.#text.indexOf('\n', end);
    return { start: this.#text.lastIndexOf('\n', start - 1) + 1, end: next === -1 ? this.#text.length : next };
  }
}

function isBreak(char: string | undefined): boolean {
  return char === '\n' || char === '\r';
}

function itemsOf(field: Field | undefined): readonly Item[] {
  return children(field).map((each, index) => {
    const key = each.key?.value;
    return {
      key: key === undefined ? made('number', String(index)) : made('string', key),
      value: valueOf(each, `.${key ?? index}`),
    };
  });
}
