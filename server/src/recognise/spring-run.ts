import type { Property, Variable } from '../model/declaration.ts';
import type { Option } from './command-line.ts';
import type { Config } from './config.ts';
import { flatName } from './relaxed-name.ts';

/** What a container says, each statement with the property of its application that it stands over. */
export interface StandingOver {
  readonly env: readonly Variable[];
  readonly options: readonly Option[];
  /** Properties that nothing in the container stands over. */
  readonly properties: readonly Property[];
}

/**
 * Puts the variables and arguments of a container over the properties of the application it runs; an argument also stands over
 * a variable.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html
 */
export function standingOver(properties: readonly Property[], { env, options }: Config): StandingOver {
  if (properties.length === 0) return { env, options, properties };
  const left = new Map(properties.map((property) => [flatName(property.name), property]));
  const taken = new Map<string, Variable>();
  const variables = env.map((variable) => {
    const key = flatName(variable.name);
    const below = left.get(key);
    if (below === undefined) return variable;
    left.delete(key);
    const over = { ...variable, overrides: below };
    taken.set(key, over);
    return over;
  });
  const words = options.map((option) => {
    const key = flatName(option.name.replace(/^-D|^--?/, ''));
    const below = left.get(key) ?? taken.get(key);
    if (below === undefined) return option;
    left.delete(key);
    return { ...option, value: { ...option.value, overrides: below } };
  });
  return { env: variables, options: words, properties: [...left.values()] };
}
