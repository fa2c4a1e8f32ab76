import { type Lookup, resolvePlaceholders } from '../../extract/placeholder.ts';
import { relax } from '../../extract/property-set.ts';
import type { Property } from '../../model/declaration.ts';

const active = /\$\{\s*spring\.profiles\.active\s*(?::[^{}]*)?\}/i;

/**
 * The text of a property for whichever profile is active: `orders-${spring.profiles.active}.yaml` stays so, although a file says
 * what is active by default. Every other part that is unknown stands in it as `${name}`, too.
 */
export function byProfile({ value, pattern, raw, via = [] }: Property): string {
  if (value === undefined || !active.test(raw)) return value ?? pattern ?? '';
  const filledIn: Lookup = (name) => {
    const origin = via.find((each) => relax(each.name) === relax(name));
    return origin === undefined ? undefined : { ...origin, raw: origin.value };
  };
  const open = raw.replace(active, '${profile}');
  const { value: text, pattern: rest } = resolvePlaceholders(open, filledIn);
  return text ?? rest ?? value;
}
