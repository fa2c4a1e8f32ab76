import type { Fact } from './fact.ts';

const secretName =
  /(?:[:._-]|^)(?:\w*password|default_pass|requirepass|masterauth|secret[._-]?key|server\.identity\.value)$|secret\.key$/i;
const mask = '•••';

/** Whether the value of a setting is one that must not be shown: a password, a key that signs tokens. */
export function isSecret(setting: string): boolean {
  return secretName.test(setting) && !setting.endsWith('allow-empty-password');
}

/** A fact as it may be shown: that a password is written matters, what it is does not. */
export function shownFact(setting: string, fact: Fact): Fact {
  if (!isSecret(setting)) return fact;
  const { value, via } = fact;
  return {
    ...fact,
    value: value === undefined || value === '' ? value : mask,
    ...(via && { via: via.map((origin) => ({ ...origin, value: mask })) }),
  };
}
