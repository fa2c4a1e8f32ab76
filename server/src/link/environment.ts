import type { Environment } from '../model/environment.ts';

/** The environment of things that belong together: what the known ones agree on, unknown where they do not. */
export function environmentOf(things: readonly { readonly environment: Environment }[]): Environment {
  const known = new Set(
    things.map(({ environment }) => environment).filter((environment) => environment !== 'unknown'),
  );
  const [only] = known;
  return known.size === 1 && only !== undefined ? only : 'unknown';
}
