import type { Anchor } from './anchor.ts';
import type { Origin } from './origin.ts';

/**
 * A value with where it comes from. `value: undefined` means "not known" (an unresolved `${VAR}`, a Secret), never
 * "not set": something that is not set has no declared fact, and may have a default one.
 */
export interface Fact<T = string> {
  readonly value: T | undefined;
  readonly from: 'declared' | 'default' | 'inferred';
  /** Where it is written; empty for a default. */
  readonly at: readonly Anchor[];
  /** How it is spelt there: `KAFKA_CFG_MIN_INSYNC_REPLICAS`, `spring.kafka.producer.acks`. */
  readonly spelling?: string;
  /** Where the parts of the value come from that are filled in from elsewhere. */
  readonly via?: readonly Origin[];
  /** By the rules of its format it stands over the fact before it in the list of its setting. */
  readonly standsOver?: true;
  /** What is no setting has no such list: the next weaker statement of the same thing. */
  readonly overrides?: Fact<T>;
}

export function declared<T>(value: T | undefined, at: Anchor, spelling?: string): Fact<T> {
  return spelling === undefined
    ? { value, from: 'declared', at: [at] }
    : { value, from: 'declared', at: [at], spelling };
}

export function inferred<T>(value: T | undefined, at: readonly Anchor[] = []): Fact<T> {
  return { value, from: 'inferred', at };
}

export function unknown<T>(): Fact<T> {
  return { value: undefined, from: 'inferred', at: [] };
}
