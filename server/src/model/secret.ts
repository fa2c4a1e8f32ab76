import type { Fact } from './fact.ts';

const secretName =
  /(?:[:._-]|^)(?:\w*password|default_pass|requirepass|masterauth|secret[._-]?key|server\.identity\.value)$|secret\.key$/i;
const mask = '•••';
/** The password in an address: `user:password@host`, `?password=…`. */
const inAddress = /(?<=:\/\/[^\s:/?#@,]*:)[^\s/?#@,]+(?=@)|(?<=[?&;]password=)[^\s&;]+/gi;

/** Whether the value of a setting is one that must not be shown: a password, a key that signs tokens. */
export function isSecret(setting: string): boolean {
  return secretName.test(setting) && !setting.endsWith('allow-empty-password');
}

/** A fact as it may be shown: that a password is written matters, what it is does not; of an address all else is shown. */
export function shownFact(setting: string, fact: Fact): Fact {
  const { value, via } = fact;
  if (isSecret(setting)) {
    return {
      ...fact,
      value: value === undefined || value === '' ? value : mask,
      ...(via && { via: via.map((origin) => ({ ...origin, value: mask })) }),
    };
  }
  const passwords = value?.match(inAddress) ?? [];
  const isPassword = (name: string, text: string): boolean =>
    isSecret(name) || (text !== '' && passwords.some((password) => password.includes(text)));
  if (passwords.length === 0 && via?.some(({ name }) => isSecret(name)) !== true) return fact;
  return {
    ...fact,
    value: value?.replace(inAddress, mask),
    ...(via && {
      via: via.map((origin) =>
        isPassword(origin.name, origin.value)
          ? { ...origin, value: mask }
          : { ...origin, value: origin.value.replace(inAddress, mask) },
      ),
    }),
  };
}
