import type { Anchor } from '../model/anchor.ts';
import type { Property } from '../model/declaration.ts';
import { mostCopies } from '../yaml/aliases.ts';
import { hasMerge } from '../yaml/query.ts';
import { anchorOf, children, scalarIn, textOf, type Field } from './field.ts';
import { sourcedOf, type Resolve } from './sourced.ts';

/** A text of several lines. */
export interface NamedText {
  readonly name: string;
  readonly field: Field;
}

export interface Flattened {
  readonly properties: Property[];
  /** Those of the properties that are blocks of lines. */
  readonly texts: NamedText[];
  /** Places of maps and lists by dotted name. */
  readonly maps: Map<string, Anchor>;
}

const deepest = 64;

interface Walk extends Flattened {
  /** Fields met behind an alias or a merge, which can be more than the file has characters. */
  copied: number;
}

/**
 * Scalars below a field by dotted name. Keys stay as written, also with dots in them; list items are `[0]`; null, `{}` and
 * `[]` are present with an empty value.
 */
export function flatten(field: Field | undefined, resolve: Resolve, prefix = ''): Flattened {
  const result: Walk = { properties: [], texts: [], maps: new Map(), copied: 0 };
  if (field !== undefined) walk(field, prefix, 0, resolve, result, false);
  return { properties: result.properties, texts: result.texts, maps: result.maps };
}

function walk(field: Field, name: string, depth: number, resolve: Resolve, result: Walk, copy: boolean): void {
  const isCopy = copy || field.written?.kind === 'alias';
  if (isCopy) result.copied++;
  if ((isCopy && result.copied > mostCopies) || depth > deepest) return;
  const inner = scalarIn(field) === undefined ? children(field) : [];
  if (inner.length === 0) {
    if (name !== '') enter(field, name, resolve, result);
    return;
  }
  if (name !== '') result.maps.set(name, anchorOf(field, field.key === undefined ? 'value' : 'key'));
  const merges = hasMerge(field.node);
  inner.forEach((each, index) => {
    const key = each.key?.value;
    const next = key === undefined ? `${name}[${index}]` : joined(name, key);
    walk(each, next, depth + 1, resolve, result, isCopy || merges);
  });
}

function enter(field: Field, name: string, resolve: Resolve, { properties, texts }: Walk): void {
  properties.push({ ...valueOf(field, resolve), name });
  if (scalarIn(field)?.style === 'literal') texts.push({ name, field });
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
