import { child, children, itemsOf, listOf, mapOf, textOf, type Field } from './field.ts';

/**
 * How two statements of the same thing become one. `merge`: maps entry by entry, lists one after the other. `append`: maps,
 * lists and single values one after the other, whatever their forms. `replace`: the stronger one alone. A function: a list whose items are
 * one where it gives the same key for both.
 */
export type Rule = 'merge' | 'append' | 'replace' | ((item: Field) => string | undefined);

/** The rule for the value at a path of keys below what is merged; `*` is said by whoever makes the path. */
export type Rules = (path: readonly string[]) => Rule;

const deepest = 64;

/**
 * The weaker and the stronger statement in one tree. Every part of it keeps the file and the place where it is written; a
 * value that is not in force any more is found through `overrides`. Neither of the two is changed.
 */
export function merged(weaker: Field, stronger: Field, rules: Rules, path: readonly string[] = []): Field {
  if (standsAlone(stronger) || path.length > deepest) return stronger;
  // An empty value in a stronger file changes nothing.
  if (isEmpty(stronger)) return weaker;
  const rule = rules(path);
  if (typeof rule === 'function') return withItems(weaker, stronger, rule, rules, path);
  if (rule === 'append' || (rule === 'merge' && areLists(weaker, stronger)))
    return { ...stronger, merged: appended(weaker, stronger) };
  if (rule === 'merge' && areMaps(weaker, stronger)) return withEntries(weaker, stronger, rules, path);
  return { ...stronger, overrides: weaker };
}

function isEmpty({ node }: Field): boolean {
  return node === undefined || (node.kind === 'scalar' && node.type === 'null');
}

function areMaps(a: Field, b: Field): boolean {
  return mapOf(a) !== undefined && mapOf(b) !== undefined;
}

function areLists(a: Field, b: Field): boolean {
  return listOf(a) !== undefined && listOf(b) !== undefined;
}

/** `!reset`: what a weaker file said is taken away. */
export function isReset(field: Field): boolean {
  return tagOf(field) === '!reset';
}

/** `!override`: what a weaker file said does not count beside this. */
function isReplacement(field: Field): boolean {
  return tagOf(field) === '!override';
}

/** Nothing of what a weaker file said is left. */
export function standsAlone(field: Field): boolean {
  return isReset(field) || isReplacement(field);
}

function tagOf({ node }: Field): string | undefined {
  return node?.kind === 'alias' ? undefined : node?.tag;
}

/** One after the other, without the entries that the stronger one takes away. */
function appended(weaker: Field, stronger: Field): readonly Field[] {
  const own = itemsOf(stronger);
  const away = new Set(own.filter(isReset).map(nameOf));
  const kept = itemsOf(weaker).filter((item) => away.size === 0 || !away.has(nameOf(item)));
  return [...kept, ...own.filter((item) => !isReset(item))];
}

/** The key of an entry, or what stands before the `=` of an item. */
function nameOf(field: Field): string | undefined {
  return field.key?.value ?? textOf(field)?.split('=')[0];
}

function withEntries(weaker: Field, stronger: Field, rules: Rules, path: readonly string[]): Field {
  const own = children(stronger);
  const names = new Set(own.map(({ key }) => key?.value));
  const entries = [
    ...children(weaker).filter(({ key }) => !names.has(key?.value)),
    ...own.map((entry) => {
      const name = entry.key?.value ?? '';
      const below = child(weaker, name);
      return below === undefined ? entry : merged(below, entry, rules, [...path, name]);
    }),
  ];
  return { ...stronger, merged: entries.filter((entry) => !isReset(entry)) };
}

/** Items with the same key are one; others are added behind. */
function withItems(
  weaker: Field,
  stronger: Field,
  keyOf: (item: Field) => string | undefined,
  rules: Rules,
  path: readonly string[],
): Field {
  const items = new Map<string, Field>();
  for (const [side, list] of [weaker, stronger].entries()) {
    itemsOf(list).forEach((item, index) => {
      const key = keyOf(item) ?? `${side} ${index}`;
      const below = items.get(key);
      items.set(key, below === undefined ? item : merged(below, item, rules, [...path, '*']));
    });
  }
  return { ...stronger, merged: [...items.values()] };
}
