import { span, type Span } from '../base/span.ts';
import type { Sourced, Word } from '../model/declaration.ts';
import { anchorOf, children, listOf, scalarIn, textOf, type Field } from './field.ts';
import type { Source } from './extraction.ts';
import type { Resolved } from './interpolate.ts';
import { shellWords } from './shell-words.ts';
import { subSpanIn, type SubSpan } from './sub-span.ts';
import { isFilledIn, templateValue } from './template-value.ts';

/** Turns a text of a file into what it stands for: the variables of the format. */
export type Resolve = (raw: string, source: Source) => Resolved;

/** For formats without variables. */
export function asWritten(raw: string): Resolved {
  return { value: raw };
}

/** A scalar with its place; undefined where the field is absent, null, a map or a list. */
export function sourcedOf(field: Field | undefined, resolve: Resolve): Sourced | undefined {
  const scalar = scalarIn(field);
  if (field === undefined || scalar === undefined || scalar.type === 'null') return undefined;
  const at = anchorOf(field);
  const weaker = sourcedOf(field.overrides, resolve);
  const overrides = weaker && { overrides: weaker };
  const { made } = field;
  if (made !== undefined)
    return { ...resolve(scalar.value, field.source), raw: made.raw, at, via: made.via, ...overrides };
  if (!isFilledIn(scalar.value, field.source))
    return { ...resolve(scalar.value, field.source), raw: scalar.value, at, ...overrides };
  const isQuoted = scalar.style === 'single' || scalar.style === 'double';
  return {
    ...templateValue(field.source, isQuoted ? span(scalar.span.start + 1, scalar.span.end - 1) : scalar.span),
    at,
    ...overrides,
  };
}

/** An image reference. One with white space in it is the remains of broken YAML: nothing is known of it. */
export function imageOf(field: Field | undefined, resolve: Resolve): Sourced | undefined {
  const image = sourcedOf(field, resolve);
  return image?.value !== undefined && /\s/.test(image.value)
    ? { value: undefined, raw: image.raw, at: image.at }
    : image;
}

/** The exact places of pieces of a scalar's text; undefined where there are none. */
function piecesOf(field: Field): SubSpan | undefined {
  const scalar = scalarIn(field);
  return scalar === undefined || field.made !== undefined || field.written?.kind === 'alias'
    ? undefined
    : subSpanIn(scalar, field.source.text);
}

/** Words of a command: the items of a list, or a string split as a shell does. */
export function wordsOf(field: Field | undefined, resolve: Resolve): Word[] {
  if (field === undefined) return [];
  if (listOf(field) !== undefined) {
    return children(field).flatMap((item) => {
      const word = sourcedOf(item, resolve);
      return word === undefined ? [] : [word];
    });
  }
  const place = piecesOf(field);
  return shellWords(textOf(field) ?? '').map(({ text, start, end }) => ({
    ...resolve(text, field.source),
    raw: text,
    at: anchorOf(field, 'value', place?.(start, end)),
  }));
}

/** `NAME=value` in a list, as compose and old OpenShift templates write variables. */
export function splitAssignment(field: Field): {
  readonly name: string;
  readonly raw: string | undefined;
  readonly key?: Span;
  readonly value?: Span;
} {
  const text = textOf(field) ?? '';
  const equals = text.indexOf('=');
  const nameEnd = equals === -1 ? text.length : equals;
  const name = text.slice(0, nameEnd).trim();
  const place = piecesOf(field);
  const key = place?.(0, nameEnd);
  if (equals === -1) return { name, raw: undefined, ...(key && { key }) };
  const value = equals + 1 === text.length ? key && span(key.end + 1, key.end + 1) : place?.(equals + 1, text.length);
  return { name, raw: text.slice(equals + 1), ...(key && { key }), ...(value && { value }) };
}
