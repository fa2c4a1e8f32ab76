import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { canonical } from '../base/uri.ts';

/** What became of an open document. */
export type DocumentEvent =
  | { readonly kind: 'changed'; readonly document: TextDocument }
  | { readonly kind: 'closed'; readonly uri: string };

/**
 * The documents that are open in the editor. They may be opened before the core is loaded; whoever listens later is told of
 * them all.
 */
export class Documents {
  readonly #open = new Map<string, TextDocument>();
  /** The client's own spelling of a URI, to answer it with. */
  readonly #spelling = new Map<string, string>();
  #listener: ((event: DocumentEvent) => void) | undefined;

  constructor(connection: Connection) {
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
      this.#spelling.set(canonical(uri), uri);
      this.#changed(TextDocument.create(canonical(uri), languageId, version, text));
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      const before = this.#open.get(canonical(uri));
      if (before !== undefined) this.#changed(TextDocument.update(before, contentChanges, version));
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      this.#open.delete(canonical(uri));
      this.#listener?.({ kind: 'closed', uri: canonical(uri) });
    });
  }

  listen(listener: (event: DocumentEvent) => void): void {
    this.#listener = listener;
    for (const document of this.#open.values()) listener({ kind: 'changed', document });
  }

  get(uri: string): TextDocument | undefined {
    return this.#open.get(uri);
  }

  all(): readonly TextDocument[] {
    return [...this.#open.values()];
  }

  /** How the client spells a URI; it may compare by letters. */
  spelling(uri: string): string {
    return this.#spelling.get(uri) ?? uri;
  }

  #changed(document: TextDocument): void {
    this.#open.set(document.uri, document);
    this.#listener?.({ kind: 'changed', document });
  }
}
