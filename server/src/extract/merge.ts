import { child, children, listOf, mapOf, type Field } from './field.ts';

/**
 * How two statements of the same thing become one. `merge`: maps entry by entry, lists one after the other. `append`: maps and
 * lists one after the other, whatever their forms. `replace`: the stronger one alone. A function: a list whose items are
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
  if (isAway(stronger) || tagOf(stronger) === '!override' || path.length > deepest) return stronger;
  // An empty value in a stronger file changes nothing.
  if (isEmpty(stronger)) return weaker;
  const rule = rules(path);
  if (typeof rule === 'function') return withItems(weaker, stronger, rule, rules, path);
  if (rule === 'append' || (rule === 'merge' && areLists(weaker, stronger)))
    return { ...stronger, merged: [...children(weaker), ...children(stronger)] };
  if (rule === 'merge' && mapOf(weaker) !== undefined && mapOf(stronger) !== undefined)
    return withEntries(weaker, stronger, rules, path);
  return { ...stronger, overrides: weaker };
}

function isEmpty({ node }: Field): boolean {
  return node === undefined || (node.kind === 'scalar' && node.type === 'null');
}

function areLists(a: Field, b: Field): boolean {
  return listOf(a) !== undefined && listOf(b) !== undefined;
}

/** `!reset`: what a weaker file said is taken away. */
function isAway(field: Field): boolean {
  return tagOf(field) === '!reset';
}

function tagOf({ node }: Field): string | undefined {
  return node?.kind === 'alias' ? undefined : node?.tag;
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
  return { ...stronger, merged: entries.filter((entry) => !isAway(entry)) };
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
    children(list).forEach((item, index) => {
      const key = keyOf(item) ?? `${side} ${index}`;
      const below = items.get(key);
      items.set(key, below === undefined ? item : merged(below, item, rules, [...path, '*']));
    });
  }
  return { ...stronger, merged: [...items.values()] };
}
