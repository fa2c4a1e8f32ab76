import { children, listOf, mapOf, textOf, type Field } from '../../extract/field.ts';
import type { Mapping, Scalar } from '../../yaml/tree.ts';

/**
 * Changes to trees. Nothing is changed in place: every change gives a copy that shares what it does not touch, and every field
 * keeps the file and the place where it is written.
 */

/** A copy in which an entry or an item is another one, comes last where there is none yet, or is gone. */
export function withChild(parent: Field, step: string | number, value: Field | undefined): Field {
  const all = children(parent);
  const index = typeof step === 'number' ? step : all.findLastIndex(({ key }) => key?.value === step);
  const rest = value === undefined ? [] : [value];
  const merged =
    index < 0 || index >= all.length ? [...all, ...rest] : [...all.slice(0, index), ...rest, ...all.slice(index + 1)];
  return { ...parent, merged };
}

/** A copy with an item put in front of another one. */
export function withItem(parent: Field, index: number, value: Field): Field {
  const all = children(parent);
  return { ...parent, merged: [...all.slice(0, index), value, ...all.slice(index)] };
}

/** The entry or item that a step leads to. */
export function stepInto(parent: Field, step: string | number): Field | undefined {
  return typeof step === 'number'
    ? children(parent)[step]
    : children(parent).findLast(({ key }) => key?.value === step);
}

/** A copy in which what a way of keys leads to is another one; maps that are missing on the way are made. */
export function withValueAt(parent: Field, [first, ...rest]: readonly string[], value: Field): Field {
  if (first === undefined) return value;
  const below = stepInto(parent, first);
  if (rest.length === 0) return withChild(parent, first, named(value, first, below));
  return withChild(parent, first, withValueAt(below === undefined ? madeMap(first, value) : below, rest, value));
}

/** A copy in which all that a way of keys leads to, through every item of lists, is changed; what is missing stays so. */
export function atEach(parent: Field, way: readonly string[], change: (field: Field) => Field): Field {
  if (listOf(parent) !== undefined)
    return children(parent).reduce((list, item, index) => withChild(list, index, atEach(item, way, change)), parent);
  const [first, ...rest] = way;
  if (first === undefined) return change(parent);
  const below = stepInto(parent, first);
  return below === undefined ? parent : withChild(parent, first, atEach(below, rest, change));
}

/** A field under another name, standing over what was there before; without a name an item of a list. */
export function named(field: Field, name: string | undefined, overrides?: Field): Field {
  const key = name === undefined ? undefined : { ...(field.key ?? scalar(name, field)), value: name };
  const { overrides: _, ...own } = field;
  return { ...own, key, ...standingOver(overrides) };
}

/** Nobody reads more statements of one value than these. */
const longestChain = 32;

/** What a value stands over. A longer chain than anyone reads keeps its weaker part only. */
export function standingOver(weaker: Field | undefined): Pick<Field, 'overrides'> {
  let length = 0;
  for (let each = weaker; each !== undefined && length <= longestChain; each = each.overrides) length++;
  if (weaker === undefined) return {};
  return { overrides: length <= longestChain || weaker.overrides === undefined ? weaker : weaker.overrides };
}

/** A text that is written nowhere as it stands, with the place of what it is made of. */
export function madeText(value: string, like: Field, name = like.key?.value): Field {
  const written = scalar(value, like);
  const key = name === undefined ? undefined : { ...(like.key ?? scalar(name, like)), value: name };
  const { source, parent, step } = like;
  return { source, parent, step, key, written, node: written };
}

/** A map that is written nowhere, with the place of what makes it necessary. */
export function madeMap(name: string | undefined, like: Field, entries: readonly Field[] = []): Field {
  const { source, parent, step } = like;
  const node: Mapping = { kind: 'map', span: scalar('', like).span, entries: [] };
  const key = name === undefined ? undefined : scalar(name, like);
  return { source, parent, step, key, written: node, node, merged: entries };
}

function scalar(value: string, like: Field): Scalar {
  const span = like.written?.span ?? like.key?.span ?? { start: 0, end: 0 };
  return { kind: 'scalar', span, value, type: 'string', style: 'plain' };
}

const deepest = 64;

/** What takes the place of a field; the field itself where nothing does. */
export type Change = (field: Field, parent: Field | undefined) => Field;

/** A copy in which every field is what a change makes of it, the innermost first. Parts without a change stay the same. */
export function changed(field: Field, change: Change, parent?: Field, depth = 0): Field {
  const before = depth > deepest ? [] : children(field);
  const after = before.map((each) => changed(each, change, field, depth + 1));
  const isSame = after.every((each, index) => each === before[index]);
  return change(isSame ? field : { ...field, merged: after }, parent);
}

/** A place between two copies that says the same as both: values of equal text. */
export function saysSame(a: Field, b: Field): boolean {
  return mapOf(a) === undefined && textOf(a) !== undefined && textOf(a) === textOf(b);
}
