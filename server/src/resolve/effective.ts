import type { Extraction } from '../extract/extraction.ts';
import type { Problem } from '../model/part.ts';

/**
 * What a file says together with those it belongs to. The effective extraction of an overlay is the whole system that results
 * when it is applied; its declarations keep the places where they are written, in whichever file that is.
 */
export interface Effective {
  readonly extraction: Extraction;
  /** Files whose declarations are in force only as they appear here: they are not judged on their own. */
  readonly covers: readonly string[];
  /** Other files it is made of: what their comments declare of a service holds here too. */
  readonly madeOf?: readonly Extraction[];
}

/** What could not be followed, said once at its place in the file. */
export type Note = Problem;

/** A file that belongs to nothing else. */
export function alone(extraction: Extraction): Effective {
  return { extraction, covers: [] };
}
