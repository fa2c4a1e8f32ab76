import { resolve } from '../../../server/src/yaml/query.ts';
import type { Node } from '../../../server/src/yaml/tree.ts';

/** The source text of a node. */
export function written(node: Node | undefined, source: string): string {
  return node === undefined ? '(none)' : source.slice(node.span.start, node.span.end);
}

/** A tree as plain objects, for comparison: scalars as text, or by their type as the library gives them. */
export function plainValue(node: Node | undefined, typed = false): unknown {
  const target = resolve(node);
  if (target === undefined) return undefined;
  if (target.kind === 'seq') return target.items.map((item) => plainValue(item, typed));
  if (target.kind === 'map')
    return Object.fromEntries(target.entries.map(({ key, value }) => [key.value, plainValue(value, typed)]));
  if (target.type === 'null') return null;
  if (typed && target.type === 'number') return Number(target.value);
  return typed && target.type === 'boolean' ? target.value.toLowerCase() === 'true' : target.value;
}
