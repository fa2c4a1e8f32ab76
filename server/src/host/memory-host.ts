import { isInside, join } from '../base/uri.ts';
import type { Content, Host, Listing } from '../project/host.ts';

/** Files by URI, for tests and for hosts that have everything at hand. */
export class MemoryHost implements Host {
  readonly #files = new Map<string, string>();

  /** `files`: path from `root` → text. */
  constructor(root: string, files: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(files)) this.#files.set(join(root, path), text);
  }

  write(uri: string, text: string): void {
    this.#files.set(uri, text);
  }

  remove(uri: string): void {
    this.#files.delete(uri);
  }

  async *list(folder: string): AsyncIterable<Listing> {
    yield { files: [...this.#files.keys()].filter((uri) => isInside(folder, uri)), unreadable: [] };
  }

  read(uris: readonly string[], maxBytes: number): Promise<readonly Content[]> {
    return Promise.resolve(
      uris.map((uri) => {
        const text = this.#files.get(uri);
        if (text === undefined) return { failure: 'missing' };
        return text.length > maxBytes ? { failure: 'too-large' } : { text };
      }),
    );
  }
}
