import type { Property } from '../model/declaration.ts';
import { subAnchor } from '../model/sub-anchor.ts';

/**
 * Fields of a resource whose native settings are a list of lines (`- auto.create.topics.enable=false`, `- "maxclients 100"`), with an
 * entry below the list for each line, as where they are a map.
 */
export function withLines(fields: readonly Property[], list: string | undefined): readonly Property[] {
  if (list === undefined) return fields;
  const lines = fields.flatMap((field) =>
    field.name.startsWith(`${list}[`) && field.name.endsWith(']') ? lineOf(field, list) : [],
  );
  return lines.length === 0 ? fields : [...fields, ...lines];
}

function lineOf(field: Property, list: string): Property[] {
  const match = /^\s*([\w.-]+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(field.value ?? '');
  const [, key, value] = match ?? [];
  if (field.value === undefined || key === undefined || value === undefined) return [];
  const at = subAnchor(field, field.value.trimEnd().length - value.length, value.length);
  return [{ name: `${list}.${key}`, value, raw: value, at }];
}
