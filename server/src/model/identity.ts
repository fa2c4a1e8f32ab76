const identities = new WeakMap<object, string>();
let count = 0;

/**
 * A name for what something says, wherever in its file it stands: two versions of a file whose service only moved give
 * deployments of one identity. What was never named gets a name of its own, so different names may say the same, and one
 * name never says two things.
 */
export function identityOf(thing: object): string {
  const known = identities.get(thing);
  if (known !== undefined) return known;
  const made = `${++count}`;
  identities.set(thing, made);
  return made;
}

/** Names a copy that says the same as another thing, or follows from some others in one way only (`how`). */
export function identified<T extends object>(copy: T, from: readonly object[], how = ''): T {
  if (!identities.has(copy)) identities.set(copy, `${how}(${from.map(identityOf).join()})`);
  return copy;
}

/** Names a copy that differs from its original in nothing but where it stands. */
export function identifiedAs<T extends object>(copy: T, original: T): T {
  if (copy !== original) identities.set(copy, identityOf(original));
  return copy;
}
