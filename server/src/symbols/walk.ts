import { span, type Span } from '../base/span.ts';
import { child, children, listOf, scalarIn, textOf, type Field } from '../extract/field.ts';
import { subSpanIn } from '../extract/sub-span.ts';
import type { Scalar } from '../yaml/tree.ts';

const deepest = 60;

/** A field and everything below it; what an alias stands for is visited where it is written. */
export function* below(field: Field, depth = 0): Iterable<Field> {
  yield field;
  if (field.written?.kind === 'alias' || depth > deepest) return;
  for (const each of children(field)) yield* below(each, depth + 1);
}

/** The place of a scalar's text, without quotes. */
export function textSpan(scalar: Scalar): Span {
  const quoted = scalar.style === 'single' || scalar.style === 'double';
  return quoted ? span(scalar.span.start + 1, scalar.span.end - 1) : scalar.span;
}

/** A text of a field with its place; undefined for a map, a list and nothing. */
export interface Spelt {
  readonly text: string;
  readonly span: Span;
}

export function speltIn(field: Field | undefined): Spelt | undefined {
  const text = textOf(field);
  const scalar = scalarIn(field);
  return text === undefined || scalar === undefined ? undefined : { text, span: textSpan(scalar) };
}

export function speltKey(field: Field): Spelt | undefined {
  return field.key === undefined ? undefined : { text: field.key.value, span: textSpan(field.key) };
}

/** A piece of a field's text with its place; the whole where the exact place cannot be said. */
export function pieceOf(field: Field, start: number, end: number): Spelt | undefined {
  const whole = speltIn(field);
  const scalar = scalarIn(field);
  if (whole === undefined || scalar === undefined) return undefined;
  return {
    text: whole.text.slice(start, end),
    span: subSpanIn(scalar, field.source.text)?.(start, end) ?? whole.span,
  };
}

/** One value, or the items of a list. */
function oneOrMany(field: Field | undefined): readonly Field[] {
  if (field === undefined) return [];
  return listOf(field) === undefined ? [field] : children(field);
}

/** The fields that say a path, of `path` or `[path]` or `[{ <name>: path }]`. */
export function pathFields(field: Field | undefined, name: string): readonly Field[] {
  return oneOrMany(field).flatMap((each) => (scalarIn(each) === undefined ? oneOrMany(child(each, name)) : [each]));
}
