import { append } from '../../base/group.ts';
import { resolvePlaceholders, type Lookup } from '../../extract/placeholder.ts';
import { relax } from '../../extract/property-set.ts';
import type { Property, PropertySet } from '../../model/declaration.ts';
import type { Anchor } from '../../model/anchor.ts';

/** Properties in force together, each name once, and what could not be resolved. */
export interface SpringView {
  readonly properties: readonly Property[];
  /** Those that stand over all that the process says, too. */
  readonly above: readonly Property[];
  readonly cycles: readonly Cycle[];
  readonly missing: readonly Missing[];
}

/** A placeholder without a default that nobody fills in. */
export interface Missing {
  readonly at: Anchor;
  readonly name: string;
}

interface Cycle {
  readonly at: Anchor;
  readonly name: string;
  readonly names: readonly string[];
}

/**
 * Sets that are in force together as one, weakest first: of equal names the later one holds and stands over the earlier one, a
 * list replaces a list as a whole, and placeholders see everything.
 * @param environment finds what files do not say: variables of the process
 * @param above what stands over these
 */
export function viewOf(
  sets: readonly PropertySet[],
  environment: Lookup = () => undefined,
  above: readonly PropertySet[] = [],
): SpringView {
  const merged = mergedOf(sets);
  const over = mergedOf(above);
  const lookup: Lookup = (name) => known(over.get(relax(name))) ?? environment(name) ?? known(merged.get(relax(name)));
  const cycles: Cycle[] = [];
  const missing: Missing[] = [];
  const inForce = (properties: ReadonlyMap<string, Property>): readonly Property[] =>
    [...properties.values()].map((property) => resolved(property, lookup, cycles, missing));
  return { properties: inForce(merged), above: inForce(over), cycles, missing };
}

function mergedOf(sets: readonly PropertySet[]): ReadonlyMap<string, Property> {
  const merged = new Map<string, Property>();
  /** Keys of list items by the key of their list. */
  const lists = new Map<string, string[]>();
  for (const { properties } of sets) {
    const own = properties.map((property) => [relax(property.name), property] as const);
    const weaker = takeLists(own, merged, lists);
    for (const [key, property] of own) {
      const below = merged.get(key) ?? weaker.get(key);
      merged.set(key, below === undefined ? property : { ...property, overrides: below });
      const list = listOf(key);
      if (list !== undefined) append(lists, list, key);
    }
  }
  return merged;
}

/** Takes out the lists that a set says anew, in either form; what was there is returned. */
function takeLists(
  own: readonly (readonly [string, Property])[],
  merged: Map<string, Property>,
  lists: Map<string, string[]>,
): ReadonlyMap<string, Property> {
  const taken = new Map<string, Property>();
  const take = (key: string): void => {
    const property = merged.get(key);
    if (property === undefined) return;
    taken.set(key, property);
    merged.delete(key);
  };
  const listed = new Set(own.flatMap(([key]) => listOf(key) ?? []));
  for (const list of new Set(own.map(([key]) => listOf(key) ?? key))) {
    for (const item of lists.get(list) ?? []) take(item);
    if (lists.delete(list) || listed.has(list)) take(list);
  }
  return taken;
}

/** `a.b` of `a.b[2]` and of `a.b[2].c`. */
function listOf(key: string): string | undefined {
  const index = key.search(/\[\d+\]/);
  return index === -1 ? undefined : key.slice(0, index);
}

function resolved(property: Property, lookup: Lookup, cycles: Cycle[], missing: Missing[]): Property {
  if (!property.raw.includes('${') || isTemplate(property)) return property;
  const { cycle, missing: names = [], ...value } = resolvePlaceholders(property.raw, lookup);
  const { at, name } = property;
  if (cycle !== undefined) cycles.push({ at, name, names: cycle });
  for (const each of names) missing.push({ at, name: each });
  const { value: _, pattern: __, via = [], ...rest } = property;
  // What the build wrote into the text is no placeholder of it; a default that is not used says nothing.
  const written = via.filter((each) => each.at.uri.endsWith('/pom.xml') && value.value?.includes(each.value));
  const origins = [...written, ...(value.via ?? [])];
  return { ...rest, ...value, ...(origins.length > 0 && { via: origins }) };
}

/** What a template fills in says nothing. */
function known(property: Property | undefined): Property | undefined {
  return property !== undefined && isTemplate(property) ? undefined : property;
}

function isTemplate({ raw }: Property): boolean {
  return raw.includes('{{');
}
