import type { Property } from '../model/declaration.ts';
import type { Origin } from '../model/origin.ts';
import { closingBrace, type Resolved } from './interpolate.ts';

/** Another property that is in force in the same place; undefined where there is none. */
export type Lookup = (name: string) => Property | undefined;

const maximalNesting = 12;
/** Placeholders resolved for one value: properties that name each other many times must not multiply without end. */
const mostExpansions = 500;

interface Expansion {
  readonly lookup: Lookup;
  left: number;
  readonly origins: Origin[];
  /** Names that are being resolved, outermost first. */
  readonly way: string[];
  cycle: readonly string[] | undefined;
  readonly missing: string[];
}

/**
 * Spring's placeholders: `${name}`, `${name:default}` (the first colon divides; the default may hold colons and further
 * placeholders). A property of the same file is used, else the default, else the value is unknown. `@name@` of a Maven
 * build and `#{…}` expressions are unknown.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.property-placeholders
 */
export function resolvePlaceholders(raw: string, lookup: Lookup): ResolvedPlaceholders {
  if (!/[$#]\{|@/.test(raw)) return { value: raw };
  const expansion: Expansion = { lookup, left: mostExpansions, origins: [], way: [], cycle: undefined, missing: [] };
  const text = expand(raw, expansion, 0);
  const { origins, cycle, missing } = expansion;
  const more = {
    ...(origins.length > 0 && { via: origins }),
    ...(cycle && { cycle }),
    ...(missing.length > 0 && { missing }),
  };
  if (!text.includes(unknownMark)) return { value: text, ...more };
  const shown = text.replaceAll(unknownMark, '');
  return /^\$\{[^{}]*\}$/.test(shown) ? { value: undefined, ...more } : { value: undefined, pattern: shown, ...more };
}

export interface ResolvedPlaceholders extends Resolved {
  /** Properties that name each other in a circle, in their order: their values cannot be known. */
  readonly cycle?: readonly string[];
  /** Names that nobody says and that have no default. */
  readonly missing?: readonly string[];
}

/** Stands before an unknown part while a text is put together; a private-use character no configuration holds. */
const unknownMark = '\uE000';

function unknown(name: string): string {
  return `${unknownMark}\${${name}}`;
}

function expand(raw: string, expansion: Expansion, depth: number): string {
  let result = '';
  let i = 0;
  while (i < raw.length) {
    const opens = raw[i + 1] === '{' && (raw[i] === '$' || raw[i] === '#');
    const end = opens ? closingBrace(raw, i + 1) : -1;
    if (end !== -1) {
      const body = raw.slice(i + 2, end);
      result += raw[i] === '#' ? unknown('expression') : placeholder(body, expansion, depth);
      i = end + 1;
      continue;
    }
    const filtered = raw[i] === '@' ? /^@([A-Za-z][\w.-]*)@/.exec(raw.slice(i, i + 130)) : null;
    if (filtered?.[1] !== undefined) {
      result += unknown(filtered[1]);
      i += filtered[0].length;
    } else {
      result += raw[i++];
    }
  }
  return result;
}

function placeholder(body: string, expansion: Expansion, depth: number): string {
  const colon = topLevelColon(body);
  const name = body.slice(0, colon === -1 ? body.length : colon).trim();
  if (depth >= maximalNesting || name === '' || expansion.left-- <= 0) return unknown(name);
  const fullName = name.includes('${') ? expand(name, expansion, depth + 1) : name;
  const own = fullName.includes(unknownMark) ? undefined : expansion.lookup(fullName);
  if (own !== undefined) return valueOf(own, expansion, depth);
  if (colon !== -1) return expand(body.slice(colon + 1), expansion, depth + 1);
  if (!fullName.includes(unknownMark)) expansion.missing.push(fullName);
  return unknown(name);
}

function valueOf(property: Property, expansion: Expansion, depth: number): string {
  const { way, origins } = expansion;
  if (way.includes(property.name)) {
    expansion.cycle ??= [...way.slice(way.indexOf(property.name)), property.name];
    return unknown(property.name);
  }
  const origin = { name: property.name, value: '', at: property.at };
  origins.push(origin);
  way.push(property.name);
  const value = expand(property.raw, expansion, depth + 1);
  way.pop();
  origin.value = value.replaceAll(unknownMark, '');
  return value;
}

/** The colon that divides name and default; colons inside a nested placeholder of the name do not. */
function topLevelColon(body: string): number {
  let depth = 0;
  for (let i = 0; i < body.length; i++) {
    if (body[i] === '{') depth++;
    else if (body[i] === '}') depth--;
    else if (body[i] === ':' && depth === 0) return i;
  }
  return -1;
}
