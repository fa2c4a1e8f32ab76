import type { Anchor } from '../model/anchor.ts';
import type { Property } from '../model/declaration.ts';
import { anchorOf, children, scalarIn, textOf, type Field } from './field.ts';
import { sourcedOf, type Resolve } from './sourced.ts';

export interface Flattened {
  readonly properties: Property[];
  /** Places of maps and lists by dotted name. */
  readonly maps: Map<string, Anchor>;
}

/** More than any hand-written file holds; what comes after is left out. */
const mostProperties = 20_000;
const deepest = 64;

/**
 * Scalars below a field by dotted name. Keys stay as written, also with dots in them; list items are `[0]`; null, `{}` and
 * `[]` are present with an empty value.
 */
export function flatten(field: Field | undefined, resolve: Resolve, prefix = ''): Flattened {
  const result: Flattened = { properties: [], maps: new Map() };
  if (field !== undefined) walk(field, prefix, 0, resolve, result);
  return result;
}

function walk(field: Field, name: string, depth: number, resolve: Resolve, result: Flattened): void {
  if (result.properties.length >= mostProperties || depth > deepest) return;
  const inner = scalarIn(field) === undefined ? children(field) : [];
  if (inner.length === 0) {
    if (name !== '') result.properties.push({ ...valueOf(field, resolve), name });
    return;
  }
  if (name !== '') result.maps.set(name, anchorOf(field, field.key === undefined ? 'value' : 'key'));
  inner.forEach((each, index) => {
    const key = each.key?.value;
    const next = key === undefined ? `${name}[${index}]` : joined(name, key);
    walk(each, next, depth + 1, resolve, result);
  });
}

/** Spring writes map keys that are no words as `[a/b]`; they follow without a dot. */
function joined(name: string, key: string): string {
  return name === '' || key.startsWith('[') ? name + key : `${name}.${key}`;
}

function valueOf(field: Field, resolve: Resolve): Omit<Property, 'name'> {
  const sourced = sourcedOf(field, resolve);
  if (sourced !== undefined) return sourced;
  const unknown = scalarIn(field)?.type !== 'null' && scalarIn(field) !== undefined && textOf(field) === undefined;
  return { value: unknown ? undefined : '', raw: '', at: anchorOf(field) };
}
