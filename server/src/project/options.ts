import type { Knowledge } from '../knowledge/types.ts';
import type { Check } from '../review/check.ts';
import type { GivenConfig } from './config-files.ts';
import type { ChartRenderer, Host } from './host.ts';

export interface ProjectOptions {
  readonly host: Host;
  readonly knowledge: Knowledge;
  /** Matches every text that can concern a component, see `ExtractOptions`. */
  readonly keywords: RegExp;
  readonly checks: Readonly<Record<string, Check>>;
  /** ISO date of the day. */
  readonly today: () => string;
  /** Larger files are left aside. */
  readonly maxBytes?: number;
  /** In place of the configuration files in the folders. */
  readonly config?: GivenConfig;
  /** Runs Helm, where the user wants it. */
  readonly renderer?: ChartRenderer;
}

/** A folder of the project; with `files`, only these are looked at, and no configuration beside them. */
export interface Root {
  readonly uri: string;
  readonly files?: readonly string[];
}

export interface LoadOptions {
  /** Called with the number of files read so far and of those known. */
  readonly progress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Lets the host's loop run between batches of files. */
  readonly pause?: () => Promise<void>;
}
