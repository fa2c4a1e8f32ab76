import type { Field } from '../../extract/field.ts';
import type { Environment } from '../../model/environment.ts';
import type { Files } from '../files.ts';
import type { Notes } from './notes.ts';

/** What is known where an object of a manifest asks for a chart. */
export interface Manifest {
  /** The file whose view is made. */
  readonly uri: string;
  /** What it is for. */
  readonly environment: Environment;
  readonly files: Files;
  /** The objects that are applied together with it. */
  readonly objects: readonly Field[];
  readonly notes: Notes;
  /** Files that count only as part of the view. */
  readonly taken: Set<string>;
}
