import type { Environment } from '../model/environment.ts';
import type { Lookup } from './lookup.ts';

/** What recognition knows of the file at hand. */
export interface Context {
  readonly uri: string;
  readonly environment: Environment;
  readonly lookup: Lookup;
}
