import type { Anchor } from './anchor.ts';

/** A variable or property whose value was filled in elsewhere: the line of an `.env` file, the property a placeholder names. */
export interface Origin {
  readonly name: string;
  readonly value: string;
  readonly at: Anchor;
  /** Not where the value comes from but what takes it: the action of a template. */
  readonly isUse?: true;
}
