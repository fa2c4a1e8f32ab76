import { declared, type Fact } from '../model/fact.ts';
import { anchorOf, textOf, type Field } from './field.ts';
import type { Resolve } from './sourced.ts';

/** A number of instances with the statements it stands over; unknown where a part of it is filled in later. */
export function countOf(field: Field, resolve: Resolve): Fact<number> {
  const text = textOf(field);
  const value = text === undefined ? undefined : resolve(text, field.source).value;
  const fact = declared(value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined, anchorOf(field));
  return field.overrides === undefined ? fact : { ...fact, overrides: countOf(field.overrides, resolve) };
}
