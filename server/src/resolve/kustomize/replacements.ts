import { child, children, listOf, textOf, type Field } from '../../extract/field.ts';
import { withRoot, type BuiltObject } from './object.ts';
import { isSelected } from './target.ts';
import { madeText, named, standingOver, stepInto, withChild } from './tree.ts';

/**
 * The objects with values that `replacements` copy from one to others.
 * Source: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/
 */
export function withReplacements(
  objects: readonly BuiltObject[],
  replacements: readonly Field[],
): readonly BuiltObject[] {
  let result = objects;
  for (const replacement of replacements) {
    const from = child(replacement, 'source');
    const source = from && result.find((object) => isSelected(object, from));
    const way = stepsOf(textOf(child(from, 'fieldPath')) ?? 'metadata.name');
    const value = source && piece(fieldAt(source.root, way), child(from, 'options'));
    if (value === undefined) continue;
    for (const target of children(child(replacement, 'targets')))
      result = result.map((object) => (isTarget(object, target) ? replaced(object, target, value) : object));
  }
  return result;
}

function isTarget(object: BuiltObject, target: Field): boolean {
  const select = child(target, 'select');
  return (
    select !== undefined &&
    isSelected(object, select) &&
    !children(child(target, 'reject')).some((reject) => isSelected(object, reject))
  );
}

function replaced(object: BuiltObject, target: Field, value: Field): BuiltObject {
  const options = child(target, 'options');
  let { root } = object;
  for (const path of children(child(target, 'fieldPaths'))) {
    const steps = stepsOf(textOf(path) ?? '');
    root = at(root, steps, (before) => written(before, value, options), textOf(child(options, 'create')) === 'true');
  }
  return withRoot(object, root);
}

/** The steps of a field path: dots divide, `\.` and what is in brackets do not. */
export function stepsOf(path: string): readonly string[] {
  const steps = path.match(/\[[^\]]*\]|(?:\\.|[^.[\\])+/g) ?? [];
  return steps.map((step) => (step.startsWith('[') ? step : step.replace(/\\(.)/g, '$1')));
}

/** `[name=app]` picks an item by an entry it holds; a number one by its place; `*` all. */
function itemsFor(list: Field, step: string): readonly number[] {
  const condition = /^\[([^=\]]+)=([^\]]*)\]$/.exec(step);
  const all = children(list);
  if (step === '*') return all.map((_, index) => index);
  if (condition === null) return /^\d{1,6}$/.test(step) && Number(step) < all.length ? [Number(step)] : [];
  const [, key = '', value] = condition;
  return all.flatMap((item, index) => (textOf(child(item, key)) === value ? [index] : []));
}

/** What the steps lead to; of several items of a list the first. */
export function fieldAt(root: Field, steps: readonly string[]): Field | undefined {
  let current: Field | undefined = root;
  for (const step of steps) {
    if (current === undefined) return undefined;
    const next: string | number | undefined = listOf(current) === undefined ? step : itemsFor(current, step)[0];
    current = next === undefined ? undefined : stepInto(current, next);
  }
  return current;
}

function at(
  field: Field,
  [step, ...rest]: readonly string[],
  change: (before: Field) => Field,
  create: boolean,
): Field {
  if (step === undefined) return change(field);
  if (listOf(field) !== undefined)
    return itemsFor(field, step).reduce((list, index) => {
      const item = stepInto(list, index);
      return item === undefined ? list : withChild(list, index, at(item, rest, change, create));
    }, field);
  const below = stepInto(field, step);
  if (below !== undefined) return withChild(field, step, at(below, rest, change, create));
  // Only a last entry is made: anything above it is a mistake in the path.
  return create && rest.length === 0 ? withChild(field, step, change(madeText('', field, step))) : field;
}

/** One part of a text between delimiters, where the options say so. */
function piece(field: Field | undefined, options: Field | undefined): Field | undefined {
  const text = textOf(field);
  const delimiter = textOf(child(options, 'delimiter'));
  if (field === undefined || text === undefined || delimiter === undefined) return field;
  const part = text.split(delimiter)[Number(textOf(child(options, 'index')) ?? '0')];
  return part === undefined ? undefined : madeText(part, field);
}

function written(before: Field, value: Field, options: Field | undefined): Field {
  const name = before.key?.value;
  const delimiter = textOf(child(options, 'delimiter'));
  const text = textOf(before);
  const part = textOf(value);
  if (delimiter === undefined || text === undefined || part === undefined) return named(value, name, before);
  const parts = text.split(delimiter);
  const index = Number(textOf(child(options, 'index')) ?? '0');
  if (index < 0) parts.unshift(part);
  else if (index >= parts.length) parts.push(part);
  else parts[index] = part;
  return { ...madeText(parts.join(delimiter), value, name), ...standingOver(before) };
}
