import { child, dirname, relative, resolvePath } from '../base/uri.ts';
import type { DeclaredView } from '../resolve/files.ts';
import { noConfig, readConfig, type ReviewConfig } from '../review/config.ts';
import { combined, configName, type FolderConfig, withDefaults } from './config.ts';
import { failureProblem, type ProjectProblem } from './file.ts';
import type { Content, ReadFailure } from './host.ts';

/** A configuration file that stands in place of those in the folders. */
export interface GivenConfig {
  readonly uri: string;
  readonly text: string;
}

/** The configuration files of a project, from the host or the editor, as one configuration. */
export class ConfigFiles {
  readonly #given: GivenConfig | undefined;
  readonly #maxBytes: number;
  #folders: readonly string[] = [];
  /** Path of a folder from the base of the project. */
  #base = '';
  /** URIs of the files that count, where they are there. */
  #counting: readonly string[];
  #written: ReadonlyMap<string, string>;
  /** As the editor has them, whatever is written meanwhile. */
  readonly #open = new Map<string, string>();
  /** Those in force, in the order of their folders: the first that names a rule decides. */
  #texts: ReadonlyMap<string, string> = new Map();
  /** Files that are there and could not be read. */
  readonly #unread = new Map<string, ReadFailure>();
  #defaults: ReviewConfig = noConfig;
  #current: ReviewConfig = noConfig;
  #views: readonly DeclaredView[] = [];
  #said: readonly ProjectProblem[] = [];

  constructor(given: GivenConfig | undefined, maxBytes: number) {
    this.#given = given;
    this.#maxBytes = maxBytes;
    this.#counting = given === undefined ? [] : [given.uri];
    this.#written = new Map(given === undefined ? [] : [[given.uri, given.text]]);
  }

  /** The configuration in force. */
  get current(): ReviewConfig {
    return this.#current;
  }

  /** URIs of the files that were found. */
  get uris(): readonly string[] {
    return [...this.#texts.keys()];
  }

  text(uri: string): string | undefined {
    return this.#texts.get(uri);
  }

  /** Whether a file is one of them, or would be if it were there. */
  holds(uri: string): boolean {
    return this.#texts.has(uri) || this.#folders.some((folder) => uri === child(folder, configName));
  }

  /** Files that are applied together, by URI; the same list for as long as the configuration is the same. */
  get views(): readonly DeclaredView[] {
    return this.#views;
  }

  /** What the files say wrongly, and those that could not be read. */
  problems(): readonly ProjectProblem[] {
    const unread = [...this.#unread]
      .filter(([uri]) => !this.#open.has(uri))
      .map(([uri, failure]) => ({
        uri,
        problem: failureProblem(failure, this.#maxBytes),
      }));
    return [...unread, ...this.#said];
  }

  /**
   * Reads the files of some folders.
   * @param all every folder of the project
   * @param read those in which a configuration file counts
   */
  async load(
    all: readonly string[],
    read: readonly string[],
    contentsOf: (uris: readonly string[]) => Promise<readonly Content[]>,
  ): Promise<void> {
    this.#folders = all;
    this.#base = all[0] ?? '';
    if (this.#given === undefined) {
      const uris = read.map((folder) => child(folder, configName));
      const contents = await contentsOf(uris);
      this.#counting = uris;
      this.#take(uris.flatMap((uri, index) => (contents[index] ? [[uri, contents[index]] as const] : [])));
    }
    this.#combine();
  }

  #take(contents: readonly (readonly [uri: string, content: Content])[]): void {
    this.#written = new Map(contents.flatMap(([uri, content]) => ('text' in content ? [[uri, content.text]] : [])));
    this.#unread.clear();
    for (const [uri, content] of contents)
      if ('failure' in content && content.failure !== 'missing') this.#unread.set(uri, content.failure);
  }

  /** Takes a file from the editor. */
  open(uri: string, text: string): void {
    this.#open.set(uri, text);
    this.#combine();
  }

  /** The editor let go of a file: once it is loaded again, what the host has holds. */
  close(uri: string): void {
    this.#open.delete(uri);
  }

  /** What the editor's settings add. */
  configure(defaults: ReviewConfig): void {
    this.#defaults = defaults;
    this.#combine();
  }

  #combine(): void {
    this.#texts = new Map(
      this.#counting.flatMap((uri) => {
        const text = this.#open.get(uri) ?? this.#written.get(uri);
        return text === undefined ? [] : [[uri, text] as const];
      }),
    );
    const configs: FolderConfig[] = [...this.#texts].map(([uri, text]) => ({
      folder: this.#given === undefined ? relative(this.#base, dirname(uri)) : '',
      config: readConfig(uri, text),
    }));
    this.#current = withDefaults(combined(configs), this.#defaults);
    this.#views = this.#current.views.map(({ files, environment }) => ({
      uris: files.flatMap((path) => resolvePath(this.#base, path) ?? []),
      environment,
    }));
    this.#said = this.uris.flatMap(
      (uri, index) => configs[index]?.config.problems.map((problem) => ({ uri, problem })) ?? [],
    );
  }
}
