import type { Rule } from '../knowledge/types.ts';
import type { Environment } from '../model/environment.ts';
import type { Report, Subjects } from './check.ts';

/** A finding before its severity and identity are known. */
export interface Draft {
  readonly rule: Rule;
  readonly subject: Subjects[keyof Subjects];
  readonly environment: Environment;
  /** Of all subjects it was said of. */
  readonly environments: readonly Environment[];
  readonly report: Report;
}
