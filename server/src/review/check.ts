import type { Arguments } from '../base/language.ts';
import type { Knowledge, Rule } from '../knowledge/types.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Client } from '../model/part.ts';
import type { Cluster, Link, System } from '../model/system.ts';
import type { Condition } from './condition.ts';
import type { Fix, Related } from './finding.ts';
import type { SuppressionUse } from './suppress.ts';

/** What a check looks at, one at a time. Inactive clusters and clients are never handed to a check. */
export type Subject = Cluster | Client;

/** The subjects by the word a check names them with; `any` gets clusters and clients. */
export interface Subjects {
  readonly cluster: Cluster;
  readonly client: Client;
  readonly any: Subject;
  /** A suppression that does not do what its author meant. */
  readonly suppression: SuppressionUse;
}

/** What a check says; the engine adds rule, severity, environment and fingerprint. */
export interface Report {
  readonly at: Anchor;
  readonly args?: Arguments;
  readonly related?: readonly Related[];
  readonly fix?: Fix;
  /** Tells two findings of one rule in one list apart for good: the id of a setting, the name of a member. No prose. */
  readonly about?: string;
}

/** The values a parameter of a rule can take, by the name its check declares it with. */
interface ParameterValues {
  readonly string: string;
  readonly integer: number;
  readonly boolean: boolean;
  readonly strings: readonly string[];
  readonly condition: Condition;
}

/** The names of parameter types a rule's `params:` may have. */
export type ParameterType = keyof ParameterValues;

/** Parameter name → type; a trailing `?` marks an optional one. */
export type ParameterTypes = Readonly<Record<string, ParameterType | `${ParameterType}?`>>;

type RequiredNames<T> = { [K in keyof T]: T[K] extends ParameterType ? K : never }[keyof T];
type OptionalNames<T> = Exclude<keyof T, RequiredNames<T>>;
type ValueOf<T> = T extends `${infer Name extends ParameterType}?`
  ? ParameterValues[Name]
  : T extends ParameterType
    ? ParameterValues[T]
    : never;

/** The values a check receives for the parameter types it declares. */
export type Parameters<T extends ParameterTypes> = { readonly [K in RequiredNames<T>]: ValueOf<T[K]> } & {
  readonly [K in OptionalNames<T>]?: ValueOf<T[K]>;
};

export interface CheckContext<S, P> {
  readonly rule: Rule;
  readonly subject: S;
  /** The whole workspace. What a check concludes from it is concluded anew after every edit, so ask only where it takes part. */
  readonly system: System;
  readonly knowledge: Knowledge;
  readonly params: P;
  /** ISO date of the review, for end-of-life dates. */
  readonly today: string;
  /** Of a client: what its application uses, in whichever file, itself included; of a cluster nothing. */
  readonly neighbours: readonly Client[];
  /** Links of the subject: of a client, where it leads; of a cluster, who comes. Active clients only. */
  readonly links: readonly Link[];
  report(report: Report): void;
}

/**
 * Parameters of every check. The engine hands over only subjects that fulfil `when` and do not fulfil `unless`.
 * `yieldsTo`: ids of rules that name the same cause better; where one of them reports the subject, this one stays silent.
 */
const commonParameters = {
  when: 'condition?',
  unless: 'condition?',
  yieldsTo: 'strings?',
} as const satisfies ParameterTypes;

/** A check as the engine and the build of the knowledge base see it. */
export interface Check {
  readonly on: keyof Subjects;
  readonly params: ParameterTypes;
  run(context: CheckContext<Subjects[keyof Subjects], unknown>): void;
}

interface Definition<On extends keyof Subjects, T extends ParameterTypes> {
  readonly on: On;
  readonly params: T;
  run(context: CheckContext<Subjects[On], Parameters<T>>): void;
}

/**
 * Declares a check. The parameter types are stated once, as data: the build compares every rule's `params:` with them,
 * and `run` gets them typed.
 */
export function defineCheck<On extends keyof Subjects, const T extends ParameterTypes>(
  definition: Definition<On, T>,
): Check {
  const run = definition.run as Check['run'];
  return { on: definition.on, params: { ...definition.params, ...commonParameters }, run };
}
