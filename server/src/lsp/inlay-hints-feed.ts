import type { InlayHint } from 'vscode-languageserver';

/** Hints as a client last had them, file by file: it is told to ask again only where they have become others. */
export class InlayHintsFeed {
  readonly #told = new Map<string, string>();

  tell(uri: string, hints: InlayHint[]): InlayHint[] {
    this.#told.set(uri, JSON.stringify(hints));
    return hints;
  }

  /**
   * Whether a file that was told of, and is not the one the client asks about by itself, has other hints now.
   * @param make the hints of now; undefined for a file that is not open any more
   */
  isStale(edited: string | undefined, make: (uri: string) => InlayHint[] | undefined): boolean {
    for (const [uri, before] of this.#told) {
      if (uri === edited) continue;
      const now = make(uri);
      if (now === undefined) this.#told.delete(uri);
      else if (JSON.stringify(now) !== before) return true;
    }
    return false;
  }
}
