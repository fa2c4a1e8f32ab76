import type { Extraction, Source } from '../extract/extraction.ts';
import type { ParseCache } from '../yaml/parse-cache.ts';

/** The files of a workspace, as a resolver sees them: what a project has read, and nothing outside its folders. */
export interface Files {
  /** What a file says on its own; undefined where the workspace has no such file. */
  extraction(uri: string): Extraction | undefined;
  /** Its text; undefined where the workspace has no such file, or it could not be read. */
  source(uri: string): Source | undefined;
  /** The files directly in a folder, sorted. */
  inFolder(folder: string): readonly string[];
  /** Whether a URI is in one of the folders of the workspace. */
  isInside(uri: string): boolean;
  readonly cache: ParseCache;
}

/** What one resolver looked at, with what it saw: as long as that is the same, so is what it made. */
export interface Dependencies {
  readonly files: ReadonlyMap<string, Extraction | undefined>;
  readonly folders: ReadonlyMap<string, readonly string[]>;
}

/** Files that remember what was asked of them. */
export class WatchedFiles implements Files {
  readonly #files: Files;
  readonly #looked = new Map<string, Extraction | undefined>();
  readonly #folders = new Map<string, readonly string[]>();

  constructor(files: Files) {
    this.#files = files;
  }

  get cache(): ParseCache {
    return this.#files.cache;
  }

  get dependencies(): Dependencies {
    return { files: this.#looked, folders: this.#folders };
  }

  extraction(uri: string): Extraction | undefined {
    const found = this.#files.extraction(uri);
    this.#looked.set(uri, found);
    return found;
  }

  source(uri: string): Source | undefined {
    this.extraction(uri);
    return this.#files.source(uri);
  }

  inFolder(folder: string): readonly string[] {
    const found = this.#files.inFolder(folder);
    this.#folders.set(folder, found);
    return found;
  }

  isInside(uri: string): boolean {
    return this.#files.isInside(uri);
  }
}

/** Whether files and folders are still as they were seen. */
export function isCurrent({ files: seen, folders }: Dependencies, files: Files): boolean {
  for (const [uri, extraction] of seen) if (files.extraction(uri) !== extraction) return false;
  for (const [folder, uris] of folders) if (files.inFolder(folder) !== uris) return false;
  return true;
}
