import type { Sourced } from '../model/declaration.ts';
import type { ValuesIndex } from './values-index.ts';

/** `redis.enabled`, `redis.install`; a parent that is off turns everything below off. */
export function switchOf(values: ValuesIndex, key: string): boolean | undefined {
  const pieces = key.split('.');
  for (let length = pieces.length; length > 0; length--) {
    const head = pieces.slice(0, length).join('.');
    for (const word of ['enabled', 'install', 'deploy']) {
      const scalar = values.scalar(`${head}.${word}`);
      const on = scalar === undefined ? undefined : truth(scalar);
      if (on !== undefined) return on;
    }
  }
  return undefined;
}

/** What a value switches, if it does. */
export function truth({ value }: Sourced): boolean | undefined {
  return value === 'true' ? true : value === 'false' ? false : undefined;
}
