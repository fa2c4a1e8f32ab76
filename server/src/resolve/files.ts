import type { Extraction, Source } from '../extract/extraction.ts';
import type { ServiceMemory } from '../extract/service-memory.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Environment } from '../model/environment.ts';
import type { ParseCache } from '../yaml/parse-cache.ts';
import type { ChartRequest, Rendering } from './rendering.ts';

/** The files of a workspace, as a resolver sees them: what a project has read, and nothing outside its folders. */
export interface Files {
  /** What a file says on its own; undefined where the workspace has no such file. */
  extraction(uri: string): Extraction | undefined;
  /** Its text; undefined where the workspace has no such file, or it could not be read. */
  source(uri: string): Source | undefined;
  /** The files directly in a folder, sorted. */
  inFolder(folder: string): readonly string[];
  /** The manifests that hold an object of a kind and name, sorted; of the kinds of `named-objects.ts`. */
  declaring(kind: string, name: string): readonly string[];
  /** Whether a URI is in one of the folders of the workspace. */
  isInside(uri: string): boolean;
  /** A chart as Helm renders it: `off` where nobody may run it, `pending` where that was not done yet. */
  render(request: ChartRequest): Rendering | 'off' | 'pending';
  /**
   * What the user's configuration says is applied together, then what commands of the workspace say; the same list for as long as
   * they say the same.
   */
  views(): readonly DeclaredView[];
  readonly cache: ParseCache;
  /** Of the view that is made, where it was made before: what of it an edit leaves as it was. */
  readonly services?: ServiceMemory | undefined;
}

/** Files that are applied together, the weakest first. */
export interface DeclaredView {
  readonly uris: readonly string[];
  readonly environment: Environment | undefined;
  /** The command that says it; absent where the user's configuration does. */
  readonly saidAt?: Anchor;
  /** Profiles that are on beside those of the project's variables. */
  readonly profiles?: readonly string[];
  /** In place of the `.env` of the project. */
  readonly envFiles?: readonly string[];
  /** In place of the folder of the first file. */
  readonly folder?: string;
}

/** What one resolver looked at, with what it saw: as long as that is the same, so is what it made. */
export interface Dependencies {
  readonly files: ReadonlyMap<string, Extraction | undefined>;
  readonly folders: ReadonlyMap<string, readonly string[]>;
  /** By kind and name. */
  readonly objects: ReadonlyMap<
    string,
    { readonly kind: string; readonly name: string; readonly uris: readonly string[] }
  >;
  readonly rendered: ReadonlyMap<ChartRequest, Rendering | 'off' | 'pending'>;
  /** Undefined where it was not asked for. */
  readonly views: readonly DeclaredView[] | undefined;
}

/** Files that remember what was asked of them. */
export class WatchedFiles implements Files {
  readonly #files: Files;
  readonly #looked = new Map<string, Extraction | undefined>();
  readonly #folders = new Map<string, readonly string[]>();
  readonly #objects = new Map<string, { kind: string; name: string; uris: readonly string[] }>();
  readonly #rendered = new Map<ChartRequest, Rendering | 'off' | 'pending'>();
  #views: readonly DeclaredView[] | undefined;
  readonly services: ServiceMemory | undefined;

  constructor(files: Files, services?: ServiceMemory) {
    this.#files = files;
    this.services = services;
  }

  get cache(): ParseCache {
    return this.#files.cache;
  }

  get dependencies(): Dependencies {
    return {
      files: this.#looked,
      folders: this.#folders,
      objects: this.#objects,
      rendered: this.#rendered,
      views: this.#views,
    };
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

  declaring(kind: string, name: string): readonly string[] {
    const uris = this.#files.declaring(kind, name);
    this.#objects.set(`${kind}/${name}`, { kind, name, uris });
    return uris;
  }

  render(request: ChartRequest): Rendering | 'off' | 'pending' {
    const found = this.#files.render(request);
    this.#rendered.set(request, found);
    return found;
  }

  isInside(uri: string): boolean {
    return this.#files.isInside(uri);
  }

  views(): readonly DeclaredView[] {
    this.#views = this.#files.views();
    return this.#views;
  }
}

/** Whether files and folders are still as they were seen. */
export function isCurrent({ files: seen, folders, objects, rendered, views }: Dependencies, files: Files): boolean {
  if (views !== undefined && files.views() !== views) return false;
  for (const [uri, extraction] of seen) if (files.extraction(uri) !== extraction) return false;
  for (const [request, found] of rendered) if (files.render(request) !== found) return false;
  for (const { kind, name, uris } of objects.values())
    if (files.declaring(kind, name).join('\n') !== uris.join('\n')) return false;
  for (const [folder, uris] of folders) if (files.inFolder(folder) !== uris) return false;
  return true;
}
