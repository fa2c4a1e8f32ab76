import { environmentOfName } from '../../extract/environment.ts';
import { documentProfiles } from '../../extract/spring-profile.ts';
import type { PropertySet } from '../../model/declaration.ts';

const copies = new WeakMap<PropertySet, PropertySet>();

/** A set that holds under other profiles than the name of its file says; what the document itself says stays. */
function underProfiles(set: PropertySet, profiles: readonly string[]): PropertySet {
  const wanted = profiles.join();
  if (set.profiles.join() === wanted || documentProfiles(set.properties).length > 0) return set;
  // The same copy each time, as it tells whether anything changed.
  const known = copies.get(set);
  if (known?.profiles.join() === wanted) return known;
  const made = { ...set, profiles };
  copies.set(set, made);
  return made;
}

/** A file that is asked for by its name holds whatever profile its name would say. */
export function asImported(set: PropertySet): PropertySet {
  return underProfiles(set, []);
}

/** A file as a configuration centre gives it out: for a profile, or for all unless its name tells an environment. */
export function asServed(set: PropertySet, profile: string | undefined): PropertySet {
  if (profile !== undefined) return underProfiles(set, [profile]);
  return set.profiles.some((each) => environmentOfName(each, true) !== 'unknown') ? set : underProfiles(set, []);
}
