import type { Anchor } from './anchor.ts';

/** A command, or a variable, that starts compose with several files, as a text has it. Nothing is run. */
export interface ComposeLaunch {
  /** Paths as written, the weakest first. */
  readonly files: readonly string[];
  /** `--env-file`, in place of the `.env` of the project. */
  readonly envFiles: readonly string[];
  readonly profiles: readonly string[];
  /** `--project-directory`. */
  readonly directory?: string;
  /** Where the command goes first: `cd deploy && docker compose …`. */
  readonly from?: string;
  readonly at: Anchor;
}

/** Files that are applied together, the weakest first. */
export interface AppliedFiles {
  readonly uris: readonly string[];
  /** Where that is said; absent where the names of the files or the user's configuration say it. */
  readonly saidAt?: Anchor;
}
