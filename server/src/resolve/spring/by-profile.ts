import { type Lookup, resolvePlaceholders } from '../../extract/placeholder.ts';
import { relax } from '../../extract/property-set.ts';
import type { Property } from '../../model/declaration.ts';

/** Stands for the active profile in what `byProfile` gives. */
export const activeProfile = '${profile}';

const active = /\$\{\s*spring\.profiles\.active\s*(?::[^{}]*)?\}/gi;

/**
 * The text of a property for whichever profile is active: `orders-${spring.profiles.active}.yaml` stays so, although a file says
 * what is active by default. Every other part that is unknown stands in it as `${name}`, too.
 */
export function byProfile({ value, pattern, raw, via = [] }: Property): string {
  if (value === undefined || raw.search(active) === -1) return value ?? pattern ?? '';
  const filledIn: Lookup = (name) => {
    const origin = via.find((each) => relax(each.name) === relax(name));
    return origin === undefined ? undefined : { ...origin, raw: origin.value };
  };
  const open = raw.replaceAll(active, () => activeProfile);
  const { value: text, pattern: rest } = resolvePlaceholders(open, filledIn);
  return text ?? rest ?? value;
}
