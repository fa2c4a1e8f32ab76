import type { Anchor } from '../model/anchor.ts';
import type { Property, ValuesFile, ValuesTree } from '../model/declaration.ts';

/** The values of a chart, asked by path. */
export interface ValuesIndex {
  readonly fields: readonly Property[];
  readonly files: readonly ValuesFile[];
  scalar(path: string): Property | undefined;
  /** True where a scalar, a map or a list stands at the path. */
  has(path: string): boolean;
  /** Place of the map at a path. */
  at(path: string): Anchor | undefined;
}

export function indexValues(values: ValuesTree): ValuesIndex {
  const scalars = new Map<string, Property>();
  const firstBelow = new Map<string, Property>();
  for (const field of values.fields) {
    if (!scalars.has(field.name)) scalars.set(field.name, field);
    for (let end = cut(field.name, field.name.length); end > 0; end = cut(field.name, end)) {
      const path = field.name.slice(0, end);
      // Whoever stands above this path was entered together with it.
      if (firstBelow.has(path)) break;
      firstBelow.set(path, field);
    }
  }
  return {
    fields: values.fields,
    files: values.files ?? [],
    scalar: (path) => scalars.get(path),
    has: (path) => scalars.has(path) || firstBelow.has(path),
    at: (path) => values.maps.get(path) ?? firstBelow.get(path)?.at,
  };
}

/** Where the last segment before `end` begins: its dot or its bracket; -1 where it is the first. */
function cut(name: string, end: number): number {
  return Math.max(name.lastIndexOf('.', end - 1), name.lastIndexOf('[', end - 1));
}
