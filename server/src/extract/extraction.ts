import type { ParseCache } from '../yaml/parse-cache.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Environment } from '../model/environment.ts';
import type { Origin } from '../model/origin.ts';
import type { Annotation, Format, Problem, Status } from '../model/part.ts';
import type { AppliedFiles, ComposeLaunch } from '../model/view.ts';
import type { ServiceMemory } from './service-memory.ts';

/** One version of one file. */
export interface Source {
  readonly uri: string;
  /** Path inside the workspace, with `/`; names and folders in it are evidence, so it must not reach above the workspace. */
  readonly path: string;
  readonly text: string;
  /** The text before template actions were made harmless; offsets are the same. */
  readonly original?: string;
  /** What its variables stand for, where other files say it. */
  readonly variables?: Variables;
}

/** The variable of a name: its value and where that is written; undefined where nobody says it. */
export type Variables = (name: string) => Origin | undefined;

export interface ExtractOptions {
  readonly cache?: ParseCache;
  /** Of the versions of this file before this one, where it is being edited. */
  readonly services?: ServiceMemory;
  /**
   * Matches every text that can concern a component. A document without a match is read only where others may refer to it
   * (a Kubernetes Service). Absent: everything is read.
   */
  readonly keywords?: RegExp;
  /** What the user's configuration says this file is for. */
  readonly environment?: Environment;
  /**
   * Names under which containers see what tells nothing by its own: of the file itself by the empty key, of an entry of a
   * ConfigMap by `name/key`.
   */
  readonly shownAs?: ReadonlyMap<string, string>;
}

/** Everything one file says, in terms common to all formats. */
export interface Extraction {
  readonly uri: string;
  readonly format: Format;
  readonly status: Status;
  readonly problems: readonly Problem[];
  readonly environment: Environment;
  readonly declarations: readonly Declaration[];
  readonly annotations: readonly Annotation[];
  /** Commands in it that start several compose files together. */
  readonly launches?: readonly ComposeLaunch[];
  /** The files it was put together from, where these are several. */
  readonly applied?: AppliedFiles;
}

/** What the extractor of one format returns; the rest of an extraction is the same for every format. */
export interface Extracted {
  readonly declarations: readonly Declaration[];
  readonly problems: readonly Problem[];
  /** Suppressions that are not comments. */
  readonly annotations?: readonly Annotation[];
  /** Overrides the status that follows from the problems. */
  readonly status?: Status;
}
