import type { Environment } from '../model/environment.ts';
import type { Format } from '../model/part.ts';
import type { Lookup } from './lookup.ts';

/** What recognition knows of the file at hand. */
export interface Context {
  readonly uri: string;
  readonly format: Format;
  readonly environment: Environment;
  readonly lookup: Lookup;
}
