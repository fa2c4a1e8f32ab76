import type { Span } from '../../../base/span.ts';
import type { Source } from '../../../extract/extraction.ts';
import { anchorOf, children, rootOf, type Field } from '../../../extract/field.ts';
import type { Origin } from '../../../model/origin.ts';
import { isWanted } from '../../../extract/kubernetes-document.ts';
import type { ParseCache } from '../../../yaml/parse-cache.ts';
import { parseYaml } from '../../../yaml/parse.ts';
import { isUnknownText } from '../../../yaml/template.ts';
import type { Scalar } from '../../../yaml/tree.ts';
import type { Release } from './evaluate.ts';
import { maskTemplate, type Loop, type Masked, type Slot, type Turn } from './mask.ts';
import type { Part, Value } from './value.ts';

const mostFields = 200_000;

/** The objects of a template. */
export interface Rendered {
  readonly roots: readonly Field[];
  /** What is absent from them says nothing. */
  readonly isPartial: boolean;
}

/**
 * The objects a template gives with the values of a release. What it takes from the values has its place there; what cannot be
 * told stays unknown. Undefined where the template cannot be read.
 */
export function renderTemplate(source: Source, release: Release, cache: ParseCache): Rendered | undefined {
  const rendered = renderDocuments(source, release, cache, (document) => isWanted(document, undefined, true));
  return rendered?.hasProblems === true ? undefined : rendered;
}

/** The same for files that hold no objects, read as far as they go. */
export function renderDocuments(
  source: Source,
  release: Release,
  cache: ParseCache,
  wanted: (document: string) => boolean = () => true,
): (Rendered & { readonly hasProblems: boolean }) | undefined {
  const masked = maskTemplate(source.text, release);
  if (masked === undefined) return undefined;
  const plain: Source = { ...source, text: masked.text };
  const parsed = parseYaml(masked.text, {
    cache,
    wanted: ({ start, end }) => wanted(masked.text.slice(start, end)),
  });
  const renderer = new Renderer({ ...plain, original: source.text }, masked);
  const roots = parsed.documents.flatMap((document) => renderer.root(rootOf(plain, document)));
  const hasProblems = parsed.documents.some(({ problems }) => problems.length > 0);
  return { roots, isPartial: masked.isPartial, hasProblems };
}

class Renderer {
  readonly #source: Source;
  readonly #slots: readonly Slot[];
  readonly #loops: readonly Loop[];
  #count = 0;

  constructor(source: Source, { slots, loops }: Masked) {
    this.#source = source;
    this.#slots = slots.toSorted((a, b) => a.span.start - b.span.start);
    this.#loops = loops;
  }

  root(field: Field): readonly Field[] {
    return field.node?.kind === 'map' ? this.#expanded(field, new Map(), -1) : [];
  }

  /** Once for each item of the loops it stands in and its parent does not. */
  #expanded(field: Field, turn: Turn, parentStart: number): readonly Field[] {
    if (++this.#count > mostFields) return [];
    const at = startOf(field);
    const loop = this.#loops.find(
      (each) => !turn.has(each) && contains(each.body, at) && !contains(each.body, parentStart),
    );
    if (loop === undefined) return this.#one(field, turn, at);
    return loop.items.flatMap((_, index) => this.#expanded(field, new Map([...turn, [loop, index]]), parentStart));
  }

  #one(field: Field, turn: Turn, at: number): readonly Field[] {
    const key = field.key !== undefined && isUnknownText(field.key.value) ? field.key : undefined;
    if (key !== undefined) {
      const said = this.#filled(key, turn);
      if (said?.type === 'map') return children(said.field);
      if (said === undefined || said.type === 'null' || said.type === 'list') return [];
      return this.#valued({ ...field, key: { ...key, value: said.text } }, turn, at);
    }
    return this.#valued(field, turn, at);
  }

  #valued(field: Field, turn: Turn, at: number): readonly Field[] {
    const own = { ...field, source: this.#source };
    const { node } = field;
    if (node?.kind === 'map' || node?.kind === 'seq')
      return [{ ...own, merged: children(field).flatMap((each) => this.#expanded(each, turn, at)) }];
    if (node?.kind !== 'scalar' || !isUnknownText(node.value)) return [own];
    const said = this.#filled(node, turn);
    // What no file says may be given when the chart is installed.
    if (said === undefined || said.type === 'null') return [own];
    // An item that stands for a list: its items.
    if (said.type === 'list' && field.key === undefined) return children(said.field);
    return [put(said, own, node)];
  }

  /** What a scalar with actions comes to; undefined where one of them is unknown. */
  #filled(scalar: Scalar, turn: Turn): Value | undefined {
    if (scalar.style === 'literal' || scalar.style === 'folded') return undefined;
    const quotes = scalar.style === 'plain' ? 0 : 1;
    const span = { start: scalar.span.start + quotes, end: scalar.span.end - quotes };
    const slots = this.#slots.filter((slot) => slot.span.start >= span.start && slot.span.end <= span.end);
    const [only] = slots;
    if (slots.length === 1 && only?.span.start === span.start && only.span.end === span.end) return only.value(turn);
    return this.#joined(span, slots, turn);
  }

  /** Texts and the values of actions between them. */
  #joined(span: Span, slots: readonly Slot[], turn: Turn): Value | undefined {
    let text = '';
    let from = span.start;
    const via: Part[] = [];
    for (const slot of slots) {
      const value = slot.value(turn);
      if (value === undefined || ['null', 'map', 'list'].includes(value.type)) return undefined;
      text += this.#source.text.slice(from, slot.span.start) + value.text;
      via.push(...value.via);
      from = slot.span.end;
    }
    text += this.#source.text.slice(from, span.end);
    return isUnknownText(text) || /["'\\\n]/.test(text) ? undefined : { type: 'string', text, via };
  }
}

/** A value in the place of a scalar. One of the chart's values keeps its own place, and what it stands over. */
function put(said: Value, own: Field, { span }: Scalar): Field {
  const { key, source } = own;
  if (said.field !== undefined && (said.type === 'map' || said.type === 'list')) return named(said.field, key);
  const raw = (source.original ?? source.text).slice(span.start, span.end);
  const use: Origin = { name: shown(raw), value: said.text, at: anchorOf(own), isUse: true };
  return said.field !== undefined && isWhole(said)
    ? { ...named(said.field, key), made: usedIn(said.field, said.text, use) }
    : joinedIn(said, own, { raw, span, use });
}

/** A text of several values stands where most of it does. */
function joinedIn(
  said: Value,
  own: Field,
  { raw, span, use }: { readonly raw: string; readonly span: Span; readonly use: Origin },
): Field {
  const first = bearer(said);
  const scalar: Scalar = {
    kind: 'scalar',
    span: first?.field.written?.span ?? span,
    value: said.text,
    type: said.type === 'map' || said.type === 'list' ? 'null' : said.type,
    style: 'plain',
  };
  const from = said.via.map(({ origin }) => origin);
  const made = { raw, via: first === undefined ? from : [...from, use] };
  const { overrides: _, merged: __, ...rest } = first === undefined ? own : named(first.field, own.key);
  return { ...rest, written: scalar, node: scalar, made };
}

/** What a value was made of already, and what takes it. */
function usedIn({ made }: Field, text: string, use: Origin): NonNullable<Field['made']> {
  return { raw: made?.raw ?? text, via: [...(made?.via ?? []), use] };
}

/** Longer actions are cut where they are shown. */
const longest = 80;

function shown(raw: string): string {
  const text = raw.replace(/^["']|["']$/g, '').trim();
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** The value that makes up most of a text, its tag or port aside: `bitnami/kafka` of `docker.io/bitnami/kafka:4.0`. */
function bearer({ text, via }: Value): Part | undefined {
  const { length } = text.replace(/:[\w.-]*$/, '');
  return via.find(({ origin }) => origin.value.length * 2 > length);
}

/** A field of the values under the name the template has for it. */
function named(field: Field, key: Scalar | undefined): Field {
  const span = field.key?.span ?? field.written?.span ?? { start: 0, end: 0 };
  return { ...field, key: key && { ...key, span } };
}

/** Says just what stands in the values. */
function isWhole({ field, text, via }: Value): boolean {
  return via.length === 1 && via[0]?.field === field && via[0]?.origin.value === text;
}

function startOf({ key, written }: Field): number {
  return (key ?? written)?.span.start ?? -1;
}

function contains({ start, end }: Span, at: number): boolean {
  return at >= start && at < end;
}
