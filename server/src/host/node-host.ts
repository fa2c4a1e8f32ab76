import { closeSync, fstatSync, openSync, readdirSync, readSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../base/decode.ts';
import { child, filePath } from '../base/uri.ts';
import { type Content, type Host, isWantedFile, isWantedFolder, type Listing } from '../project/host.ts';

/**
 * Files on disk. Reads synchronously, which for many small files costs a fraction of the asynchronous calls. Symbolic
 * links below a root are not followed: what they point to is either inside, and met on its own, or none of our business.
 */
export class NodeHost implements Host {
  #buffer = new Uint8Array(256 * 1024);

  async *list(folder: string, signal?: AbortSignal): AsyncIterable<Listing> {
    const pending = [{ uri: folder, path: filePath(folder), name: '' }];
    for (let next = pending.pop(); next !== undefined && signal?.aborted !== true; next = pending.pop()) {
      const { uri, path, name } = next;
      const entries = entriesOf(path);
      if (entries === undefined) {
        yield { files: [], unreadable: [uri] };
        continue;
      }
      const files: string[] = [];
      for (const entry of entries) {
        if (entry.isFile() && isWantedFile(entry.name)) files.push(child(uri, entry.name));
        else if (entry.isDirectory() && isWantedFolder(entry.name, name)) {
          pending.push({ uri: child(uri, entry.name), path: join(path, entry.name), name: entry.name });
        }
      }
      if (files.length > 0) yield { files, unreadable: [] };
    }
  }

  read(uris: readonly string[], maxBytes: number): Promise<readonly Content[]> {
    return Promise.resolve(uris.map((uri) => this.#readOne(uri, maxBytes)));
  }

  #readOne(uri: string, maxBytes: number): Content {
    let file: number | undefined;
    try {
      file = openSync(filePath(uri), 'r');
      const status = fstatSync(file);
      if (!status.isFile()) return { failure: 'unreadable' };
      if (status.size > maxBytes) return { failure: 'too-large' };
      const text = decode(this.#bytes(file, status.size));
      return text === undefined ? { failure: 'not-text' } : { text };
    } catch (error) {
      return { failure: codeOf(error) === 'ENOENT' ? 'missing' : 'unreadable' };
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  #bytes(file: number, size: number): Uint8Array {
    if (size > this.#buffer.length) this.#buffer = new Uint8Array(size);
    let length = 0;
    while (length < size) {
      const read = readSync(file, this.#buffer, length, size - length, null);
      if (read === 0) break;
      length += read;
    }
    return this.#buffer.subarray(0, length);
  }
}

function entriesOf(path: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
