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
  readonly #texts = new Map<string, string>();
  /** Files that are there and could not be read. */
  readonly #unread = new Map<string, ReadFailure>();
  #defaults: ReviewConfig = noConfig;
  #current: ReviewConfig = noConfig;
  #views: readonly DeclaredView[] = [];
  #said: readonly ProjectProblem[] = [];

  constructor(given: GivenConfig | undefined, maxBytes: number) {
    this.#given = given;
    this.#maxBytes = maxBytes;
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
    const unread = [...this.#unread].map(([uri, failure]) => ({
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
    const uris = this.#given === undefined ? read.map((folder) => child(folder, configName)) : [];
    const contents = await contentsOf(uris);
    this.#texts.clear();
    this.#unread.clear();
    if (this.#given !== undefined) this.#texts.set(this.#given.uri, this.#given.text);
    uris.forEach((uri, index) => {
      const content = contents[index];
      if (content === undefined) return;
      if ('text' in content) this.#texts.set(uri, content.text);
      else if (content.failure !== 'missing') this.#unread.set(uri, content.failure);
    });
    this.#combine();
  }

  /** Takes a file from the editor. */
  set(uri: string, text: string): void {
    this.#texts.set(uri, text);
    this.#unread.delete(uri);
    this.#combine();
  }

  /** What the editor's settings add. */
  configure(defaults: ReviewConfig): void {
    this.#defaults = defaults;
    this.#combine();
  }

  #combine(): void {
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
