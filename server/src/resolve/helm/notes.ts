import { anchorOf, type Field } from '../../extract/field.ts';
import type { Note } from '../effective.ts';

/** What could not be followed, each thing once, of one file only: every other one says its own. */
export class Notes {
  readonly #uri: string;
  readonly #found = new Map<string, Note>();

  constructor(uri: string) {
    this.#uri = uri;
  }

  get all(): readonly Note[] {
    return [...this.#found.values()];
  }

  add(code: string, at: Field, args: NonNullable<Note['args']> = {}): void {
    const { value, key } = anchorOf(at);
    const span = value ?? key;
    if (at.source.uri !== this.#uri || span === undefined) return;
    this.#found.set(`${code} ${span.start} ${JSON.stringify(args)}`, { code, args, span });
  }
}
