import { child, children, listOf, mapOf, textOf, type Field } from '../../extract/field.ts';
import { named, stepInto, withChild, withItem } from './tree.ts';

/** An operation that cannot be done, by the place where its path is written. */
export interface Impossible {
  readonly at: Field;
  readonly path: string;
}

/**
 * The operations of a JSON patch one after the other; those that cannot be done are left out and named.
 * Source: https://datatracker.ietf.org/doc/html/rfc6902
 */
export function jsonPatched(
  object: Field,
  patch: readonly Field[],
): { readonly object: Field; readonly impossible: readonly Impossible[] } {
  const impossible: Impossible[] = [];
  let current = object;
  for (const operation of patch) {
    const next = done(current, operation);
    if (next === undefined)
      impossible.push({ at: child(operation, 'path') ?? operation, path: textOf(child(operation, 'path')) ?? '' });
    else current = next;
  }
  return { object: current, impossible };
}

/** One operation with what it names. */
interface Operation {
  readonly path: readonly string[];
  readonly from: readonly string[] | undefined;
  readonly value: Field | undefined;
}

function done(object: Field, operation: Field): Field | undefined {
  const path = tokensOf(child(operation, 'path'));
  const from = tokensOf(child(operation, 'from'));
  const name = textOf(child(operation, 'op')) ?? '';
  const run = Object.hasOwn(operations, name) ? operations[name] : undefined;
  return path && run?.(object, { path, from, value: child(operation, 'value') });
}

const operations: Readonly<Record<string, (object: Field, operation: Operation) => Field | undefined>> = {
  add: (object, { path, value }) => value && added(object, path, value),
  replace: (object, { path, value }) =>
    value && changedAt(object, path, (before) => before && named(value, before.key?.value, before)),
  remove: (object, { path }) => removed(object, path),
  move: (object, { path, from }) => {
    const moved = from && found(object, from);
    const rest = from && removed(object, from);
    return moved && rest && added(rest, path, moved);
  },
  copy: (object, { path, from }) => {
    const copied = from && found(object, from);
    return copied && added(object, path, copied);
  },
  // A patch whose test fails is a mistake of another kind: what it says besides is what is meant.
  test: (object) => object,
};

/** The steps of a JSON pointer; undefined where it is none, and for the whole document. */
function tokensOf(field: Field | undefined): readonly string[] | undefined {
  const text = textOf(field);
  if (text === undefined || !text.startsWith('/')) return undefined;
  return text
    .slice(1)
    .split('/')
    .map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function stepOf(parent: Field, token: string): string | number | undefined {
  if (mapOf(parent) !== undefined) return token;
  return listOf(parent) !== undefined && /^\d{1,6}$/.test(token) ? Number(token) : undefined;
}

function found(object: Field, path: readonly string[]): Field | undefined {
  let current: Field | undefined = object;
  for (const token of path) {
    const step: string | number | undefined = current && stepOf(current, token);
    current = current && step !== undefined ? stepInto(current, step) : undefined;
  }
  return current;
}

/** A copy in which the container at a path is another one. */
function withContainer(
  object: Field,
  path: readonly string[],
  change: (container: Field) => Field | undefined,
): Field | undefined {
  const [token, ...rest] = path;
  if (token === undefined) return change(object);
  const step = stepOf(object, token);
  const below = step === undefined ? undefined : stepInto(object, step);
  const next = below && withContainer(below, rest, change);
  return next && step !== undefined ? withChild(object, step, next) : undefined;
}

/** A copy in which the value at a path is another one, where a container holds it already. */
function changedAt(
  object: Field,
  path: readonly string[],
  change: (before: Field | undefined) => Field | undefined,
): Field | undefined {
  const last = path.at(-1) ?? '';
  return withContainer(object, path.slice(0, -1), (container) => {
    const step = stepOf(container, last);
    const next = step === undefined ? undefined : change(stepInto(container, step));
    return next && step !== undefined ? withChild(container, step, next) : undefined;
  });
}

function added(object: Field, path: readonly string[], value: Field): Field | undefined {
  const last = path.at(-1) ?? '';
  return withContainer(object, path.slice(0, -1), (container) => {
    if (mapOf(container) !== undefined)
      return withChild(container, last, named(value, last, stepInto(container, last)));
    if (listOf(container) === undefined) return undefined;
    const length = children(container).length;
    const index = last === '-' ? length : stepOf(container, last);
    if (typeof index !== 'number' || index > length) return undefined;
    return withItem(container, index, named(value, undefined));
  });
}

function removed(object: Field, path: readonly string[]): Field | undefined {
  const last = path.at(-1) ?? '';
  return withContainer(object, path.slice(0, -1), (container) => {
    const step = stepOf(container, last);
    if (step === undefined || stepInto(container, step) === undefined) return undefined;
    return withChild(container, step, undefined);
  });
}
