import type { Span } from '../base/span.ts';

/** A place where a text breaks the rules of its language, with the library's sentence, English. */
export interface Slip {
  readonly detail: string;
  readonly span: Span;
}
