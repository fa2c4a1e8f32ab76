import type { Connection } from 'vscode-languageserver';
import { decode } from '../base/decode.ts';
import { type Content, globs, type Host, type Listing } from '../project/host.ts';
import { listFiles, readFiles, type ReadResult } from './protocol.ts';

/**
 * Files through the editor: the same for folders on disk, on a remote machine and in a virtual workspace. Nothing is
 * opened in the editor for it.
 */
export class ClientHost implements Host {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async *list(folder: string, signal?: AbortSignal): AsyncIterable<Listing> {
    if (signal?.aborted === true) return;
    const files = await this.#connection.sendRequest<readonly string[]>(listFiles.method, { folder, ...globs });
    yield { files, unreadable: [] };
  }

  async read(uris: readonly string[], maxBytes: number): Promise<readonly Content[]> {
    const results = await this.#connection.sendRequest<readonly ReadResult[]>(readFiles.method, { uris, maxBytes });
    return results.map(contentOf);
  }
}

function contentOf(result: ReadResult): Content {
  if ('failure' in result) return result;
  const text = decode(bytesOf(result.base64));
  return text === undefined ? { failure: 'not-text' } : { text };
}

/** `atob` is what both Node and the worker of a browser have. */
function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
