import type { Arguments } from '../base/language.ts';
import type { Knowledge, Rule } from '../knowledge/types.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Client } from '../model/part.ts';
import type { Cluster, Link, System } from '../model/system.ts';
import type { Fix, Related } from './finding.ts';

/** What a check looks at, one at a time. Inactive subjects are never handed to a check. */
export type Subject = Cluster | Client;

/** What a check says; the engine adds rule, severity, environment and fingerprint. */
export interface Report {
  readonly at: Anchor;
  readonly args?: Arguments;
  readonly related?: readonly Related[];
  readonly fix?: Fix;
}

/** The names of parameter types a rule's `params:` may have; `?` marks an optional one. */
export type ParameterType = 'string' | 'integer' | 'boolean' | 'strings' | 'condition';

export interface CheckContext<S, P> {
  readonly rule: Rule;
  readonly subject: S;
  readonly system: System;
  readonly knowledge: Knowledge;
  readonly params: P;
  /** ISO date of the review, for end-of-life dates. */
  readonly today: string;
  /** Links of the subject: of a client, where it leads; of a cluster, who comes. */
  readonly links: readonly Link[];
  report(report: Report): void;
}
