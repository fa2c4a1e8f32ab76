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

/** The profiles that a group of sets names on their own; each is one way to run the application. */
export function namedProfiles(sets: readonly PropertySet[]): readonly string[] {
  return [...new Set(sets.flatMap(({ profiles }) => profiles).filter((profile) => /^[^!&]+$/.test(profile)))];
}

/** A profile with those it brings along by `spring.profiles.group` and `spring.profiles.include`, each once, in their order. */
export function withBroughtAlong(profiles: readonly string[], sets: readonly PropertySet[]): readonly string[] {
  const found = new Set(profiles);
  // A set is walked while it grows: what a brought profile brings comes, too; repetitions end it.
  for (const profile of found) {
    for (const each of listOf(`spring.profiles.group.${profile}`, sets)) found.add(each);
    for (const set of sets.filter((candidate) => isActive(candidate, found)))
      for (const each of listOf('spring.profiles.include', [set])) found.add(each);
  }
  return [...found];
}

/** The profiles that are active where nobody says otherwise. */
export function defaultProfiles(sets: readonly PropertySet[]): readonly string[] {
  const always = sets.filter(({ profiles }) => profiles.length === 0);
  const active = strongestList('spring.profiles.active', always);
  return active.length > 0 ? active : strongestList('spring.profiles.default', always);
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
