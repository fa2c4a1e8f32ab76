import type { Property, PropertySet } from '../../model/declaration.ts';
import { relax } from '../../extract/property-set.ts';

/**
 * Whether a set holds while these profiles are active. Its profiles are alternatives; each may be an expression with `&` and `!`.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.activation-properties
 */
export function isActive({ profiles }: PropertySet, active: ReadonlySet<string>): boolean {
  return profiles.length === 0 || profiles.some((expression) => holds(expression, active));
}

function holds(expression: string, active: ReadonlySet<string>): boolean {
  return expression.split('&').every((term) => (term.startsWith('!') ? !active.has(term.slice(1)) : active.has(term)));
}

/** What a process turns on. */
export interface Activation {
  readonly profiles: readonly string[];
  /** Beside these, or beside those of the files. */
  readonly included: readonly string[];
}

/** The profiles that a group of sets names on their own; each is one way to run the application. */
export function namedProfiles(sets: readonly PropertySet[]): readonly string[] {
  return [...new Set(sets.flatMap(({ profiles }) => profiles).filter((profile) => /^[^!&]+$/.test(profile)))];
}

/**
 * Profiles with those that `spring.profiles.include` and `spring.profiles.group` bring along, each once, the strongest last:
 * included ones stand before all others, those of a group right behind the profile that brings them. Before Spring Boot 2.4 the
 * file of a profile could include more, which stand behind it, too.
 * Source: https://docs.spring.io/spring-boot/reference/features/profiles.html#features.profiles.adding-active-profiles
 * @param additional what the process includes
 */
export function withBroughtAlong(
  profiles: readonly string[],
  sets: readonly PropertySet[],
  additional: readonly string[] = [],
): readonly string[] {
  const always = sets.filter((set) => set.profiles.length === 0);
  const found = new Set<string>();
  const bring = (profile: string): void => {
    if (found.has(profile)) return;
    found.add(profile);
    for (const each of strongestList(`spring.profiles.group.${profile}`, always)) bring(each);
    const own = sets.filter((set) => asksFor(set, profile) && isActive(set, found));
    for (const each of listOf('spring.profiles.include', own)) bring(each);
  };
  for (const each of [...additional, ...listOf('spring.profiles.include', always), ...profiles]) bring(each);
  return [...found];
}

/** Whether one of the alternatives of a set asks for a profile. */
export function asksFor({ profiles }: PropertySet, profile: string): boolean {
  return profiles.some((expression) => expression.split('&').includes(profile));
}

/** The profiles that are active where nobody says otherwise; `default` only where something is said for it. */
export function defaultProfiles(sets: readonly PropertySet[]): readonly string[] {
  const always = sets.filter(({ profiles }) => profiles.length === 0);
  const active = strongestList('spring.profiles.active', always);
  if (active.length > 0) return active;
  const said = strongestList('spring.profiles.default', always);
  if (said.length > 0) return said;
  return sets.some((set) => asksFor(set, 'default')) ? ['default'] : [];
}

/** Of the last set that says it. */
function strongestList(name: string, sets: readonly PropertySet[]): readonly string[] {
  return sets.map((set) => listOf(name, [set])).findLast((list) => list.length > 0) ?? [];
}

function listOf(name: string, sets: readonly PropertySet[]): readonly string[] {
  const wanted = relax(name);
  const isWanted = (property: Property): boolean => relax(property.name.replace(/\[\d+\]$/, '')) === wanted;
  return sets
    .flatMap(({ properties }) => properties.filter(isWanted))
    .flatMap(({ value }) => value?.split(',') ?? [])
    .map((profile) => profile.trim())
    .filter((profile) => /^[\w.-]+$/.test(profile));
}
