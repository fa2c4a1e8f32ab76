import type { Sourced } from '../../model/declaration.ts';
import type { Origin } from '../../model/origin.ts';

/** What a name stands for where a text is read; undefined where nobody says it. */
export type Properties = (name: string) => Sourced | undefined;

/** A text with its variables filled in, and where they are written. */
export interface Filled {
  readonly value: string;
  readonly via: readonly Origin[];
}

/** Undefined where a variable is unknown or stands for itself. */
export function filled(text: Sourced, properties: Properties, open: readonly string[] = []): Filled | undefined {
  if (text.value !== undefined) return { value: text.value, via: [] };
  const via: Origin[] = [];
  let known = true;
  const value = (text.pattern ?? '').replace(/\$\{([^{}]*)\}/g, (_, name: string) => {
    const property = open.includes(name) ? undefined : properties(name);
    const found = property && filled(property, properties, [...open, name]);
    if (property === undefined || found === undefined) {
      known = false;
      return '';
    }
    via.push({ name, value: found.value, at: property.at }, ...found.via);
    return found.value;
  });
  return known && value !== '' ? { value, via } : undefined;
}
