import type { Span } from '../../base/span.ts';
import { asWritten } from '../../extract/sourced.ts';
import { flatten } from '../../extract/flatten.ts';
import { rootOf } from '../../extract/field.ts';
import type { Anchor } from '../../model/anchor.ts';
import type { Property, Sourced } from '../../model/declaration.ts';
import { subAnchor } from '../../model/sub-anchor.ts';
import { parseYaml } from '../../yaml/parse.ts';

const longest = 100_000;

/**
 * The properties of a JSON object in a text, each at its own place where the text stands in the file letter by letter; none
 * where it is no JSON.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.application-json
 */
export function jsonProperties(text: Sourced): readonly Property[] {
  const { value, at } = text;
  if (value === undefined || value.length > longest || !isObject(value)) return [];
  // JSON is YAML, and only the reader of YAML tells places.
  const [document] = parseYaml(value).documents;
  if (document === undefined) return [];
  const inner = rootOf({ uri: at.uri, path: '', text: value }, document);
  return flatten(inner, asWritten).properties.map((property) => ({
    ...property,
    raw: property.value ?? '',
    at: placeIn(text, property.at.value),
  }));
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** A value in the text, without its quotes. */
function placeIn(text: Sourced, inner: Span | undefined): Anchor {
  if (inner === undefined) return text.at;
  const quote = text.value?.[inner.start] === '"' ? 1 : 0;
  return subAnchor(text, inner.start + quote, inner.end - inner.start - 2 * quote);
}
