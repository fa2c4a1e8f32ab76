import { isSame } from '../base/derived.ts';
import type { Client } from '../model/part.ts';
import type { Link } from '../model/system.ts';
import type { Subject } from './check.ts';
import type { Draft } from './draft.ts';

/** What the rules said of one subject. */
export interface Remembered {
  readonly subject: Subject;
  readonly links: readonly Link[];
  /** Clients of the same application, where a rule looked at them. */
  readonly neighbours: readonly Client[] | undefined;
  /** What those rules said that looked at no more. */
  readonly drafts: readonly Draft[];
  /** Rules that looked at more than the subject and its links: they are asked anew. */
  readonly wide: ReadonlySet<string>;
}

/**
 * What a review concluded of each subject, for the next one: of the very same subject with the very same links, a rule says the
 * same.
 */
export class ReviewMemory {
  #before = new Map<string, Remembered>();
  #now = new Map<string, Remembered>();
  /** What all reports depend on beside the system. */
  #ground: unknown;

  /** A review begins. Where the day or the rules are others, nothing is remembered. */
  begin(ground: string): void {
    if (ground !== this.#ground) this.#before.clear();
    this.#ground = ground;
    this.#now = new Map();
  }

  /** What was said of a subject; undefined where it has to be asked anew. */
  recall(subject: Subject, links: readonly Link[], neighbours: () => readonly Client[]): Remembered | undefined {
    const before = this.#before.get(subject.id);
    if (before === undefined || before.subject !== subject || !isSame(before.links, links)) return undefined;
    return before.neighbours === undefined || isSame(before.neighbours, neighbours()) ? before : undefined;
  }

  remember(remembered: Remembered): void {
    this.#now.set(remembered.subject.id, remembered);
  }

  /** The review is done: what it concluded is what the next one recalls. */
  end(): void {
    this.#before = this.#now;
  }
}
