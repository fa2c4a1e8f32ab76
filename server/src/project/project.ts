import { internalError } from '../extract/problem.ts';
import { groupBy } from '../base/group.ts';
import { LineIndex } from '../base/line-index.ts';
import { basename, dirname, isInside, relative } from '../base/uri.ts';
import { extractFile } from '../extract/file.ts';
import type { ExtractOptions } from '../extract/extraction.ts';
import { readable } from '../extract/readable.ts';
import { ServiceMemory } from '../extract/service-memory.ts';
import type { Knowledge } from '../knowledge/types.ts';
import { link } from '../link/system.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Part, Problem } from '../model/part.ts';
import type { System } from '../model/system.ts';
import { environmentOf, type ReviewConfig } from '../review/config.ts';
import type { DeclaredView, Files } from '../resolve/files.ts';
import { NamedObjects } from '../resolve/named-objects.ts';
import type { Finding } from '../review/finding.ts';
import type { Places } from '../review/place.ts';
import { ReviewMemory } from '../review/memory.ts';
import { type Review, review } from '../review/run.ts';
import { ParseCache } from '../yaml/parse-cache.ts';
import { AppliedViews, withoutIdleScripts } from './applied.ts';
import { ConfigFiles } from './config-files.ts';
import { archiveFile, emptyExtraction, type File, fileOf, type ProjectProblem, unreadFile } from './file.ts';
import { type Content, contentsOf, isArchive, isScriptFile } from './host.ts';
import { locate, type Range } from './locate.ts';
import { byFolder, byPath } from './order.ts';
import type { LoadOptions, ProjectOptions, Root } from './options.ts';
import { type Contributions, Parts, placedIn } from './parts.ts';
import { Renderings } from './renderings.ts';

const batchSize = 64;
const noFiles: readonly string[] = [];

/**
 * All files of some folders, and what follows from them. The one stateful class of the core: it holds what each file
 * contributes, so that an edit reads one file anew, and makes system and findings when they are asked for.
 */
export class Project {
  readonly knowledge: Knowledge;
  readonly #options: ProjectOptions;
  readonly #maxBytes: number;
  readonly #cache = new ParseCache();
  /** What is being edited. */
  readonly #services = new Map<string, ServiceMemory>();
  #roots: readonly Root[] = [];
  readonly #files = new Map<string, File>();
  readonly #configs: ConfigFiles;
  readonly #unreadable = new Set<string>();
  /** URIs of the files that count, by path; lasts until a file comes, goes or is ignored. */
  #order: readonly string[] | undefined;
  /** The files that count by the folder they are in; a list stays the same while the folder does. */
  #folders: ReadonlyMap<string, readonly string[]> = new Map();
  readonly #named = new NamedObjects();
  readonly #renderings: Renderings;
  readonly #parts: Parts;
  readonly #applied = new AppliedViews();
  #views: readonly DeclaredView[] = [];
  #contributions: Contributions | undefined;
  #byUri: ReadonlyMap<string, Part> = new Map();
  #system: System | undefined;
  readonly #memory = new ReviewMemory();
  #review: Review | undefined;
  #byFile: ReadonlyMap<string, readonly Finding[]> | undefined;

  constructor(options: ProjectOptions) {
    this.#options = options;
    this.#maxBytes = options.maxBytes ?? 8 * 1024 * 1024;
    this.knowledge = options.knowledge;
    this.#configs = new ConfigFiles(options.config, this.#maxBytes);
    this.#parts = new Parts(options.knowledge);
    this.#renderings = new Renderings(options.renderer);
  }

  get roots(): readonly Root[] {
    return this.#roots;
  }

  /** Path from the first folder of the project, with `/`; what reports, configuration and fingerprints name a file by. */
  path(uri: string): string {
    const base = this.#roots[0]?.uri;
    return base === undefined ? basename(uri) : relative(base, uri);
  }

  /** Reads the folders. Files that are open stay as the editor has them. Stops early where the signal is aborted. */
  async load(roots: readonly Root[], options: LoadOptions = {}): Promise<void> {
    this.#roots = roots;
    this.#unreadable.clear();
    const open = [...this.#files.values()].filter((file) => file.version !== undefined);
    this.#files.clear();
    for (const file of open) this.#files.set(file.uri, file);
    await this.#loadConfigs();
    const uris = await this.#list(options.signal);
    await this.#readAll(uris, options);
  }

  /** Takes a file from the editor, anew or with a new version. */
  open(uri: string, version: number, text: string): void {
    if (this.#configs.holds(uri)) {
      this.#reconfigure(() => this.#configs.open(uri, text));
      return;
    }
    this.#put(this.#analysed(uri, text, version));
  }

  /** The editor let go of a file: what the host has holds again. */
  async close(uri: string): Promise<void> {
    const file = this.#files.get(uri);
    if (file !== undefined) this.#put({ ...file, version: undefined });
    this.#services.delete(uri);
    this.#configs.close(uri);
    await this.changed([uri]);
  }

  /** Files were written, made or deleted outside the editor. */
  async changed(uris: readonly string[]): Promise<void> {
    for (const uri of uris) this.#renderings.written(uri);
    const configs = uris.filter((uri) => this.#configs.holds(uri));
    if (configs.length > 0) await this.#loadConfigs();
    const files = uris.filter((uri) => !this.#configs.holds(uri) && this.#files.get(uri)?.version === undefined);
    await this.#readAll(files, {});
  }

  /** Has charts rendered by Helm as far as a renderer was given; true where something is another one now. */
  async render(): Promise<boolean> {
    this.#contribute();
    const isChanged = await this.#renderings.render();
    if (isChanged) this.#changed({ order: false });
    return isChanged;
  }

  /** What the editor's settings add to the configuration files. */
  configure(defaults: ReviewConfig): void {
    this.#reconfigure(() => this.#configs.configure(defaults));
  }

  /** The configuration in force. */
  get config(): ReviewConfig {
    return this.#configs.current;
  }

  /** All files that were looked at, by path. */
  files(): readonly File[] {
    this.#order ??= this.#ordered();
    return this.#order.flatMap((uri) => this.#files.get(uri) ?? []);
  }

  file(uri: string): File | undefined {
    return this.#files.get(uri);
  }

  /** What has its place in a file, as it is in force. */
  part(uri: string): Part | undefined {
    const { coveredBy } = this.#contribute();
    const own = this.#byUri.get(uri);
    const views = (coveredBy.get(uri) ?? []).flatMap((view) => this.#byUri.get(view) ?? []);
    return own && placedIn(own, views);
  }

  /** What a file says on its own, whatever it belongs to. */
  ownPart(uri: string): Part | undefined {
    const file = this.#files.get(uri);
    return file && this.#parts.part(file.extraction);
  }

  system(): System {
    if (this.#system === undefined) {
      const { parts, coveredBy } = this.#contribute();
      this.#system = link(parts, this.knowledge, (uri) => this.path(uri), coveredBy);
    }
    return this.#system;
  }

  review(): Review {
    const { checks, today } = this.#options;
    this.#review ??= review(this.system(), {
      knowledge: this.knowledge,
      checks,
      config: this.config,
      today: today(),
      places: this.places,
      memory: this.#memory,
    });
    return this.#review;
  }

  /** Findings whose place is in a file, in its order. */
  findings(uri: string): readonly Finding[] {
    this.#byFile ??= groupBy(this.review().findings, ({ at }) => at.uri);
    return this.#byFile.get(uri) ?? [];
  }

  /** What kept us from seeing all: folders, files, configuration, rules. */
  problems(): readonly ProjectProblem[] {
    const base = this.#roots[0]?.uri ?? '';
    const folders = [...this.#unreadable].map((uri) => ({ uri, problem: { code: 'folder-unreadable' } }));
    const files = this.#contribute().parts.flatMap((part) =>
      this.#renderings.problemsOf(part).map((problem) => ({ uri: part.uri, problem })),
    );
    const other = [...this.#renderings.problems, ...this.review().problems].map((problem) => ({ uri: base, problem }));
    return [...folders, ...this.configProblems(), ...files, ...other];
  }

  /** What kept us from reading all of one file, or from understanding it where it is configuration. */
  problemsIn(uri: string): readonly Problem[] {
    if (this.#configs.text(uri) === undefined) {
      this.#contribute();
      const part = this.#byUri.get(uri);
      return part === undefined ? [] : this.#renderings.problemsOf(part);
    }
    return this.configProblems().flatMap((one) => (one.uri === uri ? one.problem : []));
  }

  /** URIs of the configuration files that were found. */
  configUris(): readonly string[] {
    return this.#configs.uris;
  }

  configProblems(): readonly ProjectProblem[] {
    return this.#configs.problems();
  }

  /** Text of a file, where it is at hand: it is open, contributes something, or is a configuration file. */
  text(uri: string): string | undefined {
    return this.#configs.text(uri) ?? this.#files.get(uri)?.text;
  }

  /** Lines of a file whose text is at hand. */
  lines(uri: string): LineIndex | undefined {
    const config = this.#configs.text(uri);
    return config === undefined ? this.#files.get(uri)?.lines : new LineIndex(config);
  }

  range(anchor: Anchor): Range | undefined {
    const lines = this.lines(anchor.uri);
    return lines === undefined ? undefined : locate(anchor, lines);
  }

  readonly places: Places = {
    path: (uri) => this.path(uri),
    line: (anchor) => this.range(anchor)?.start.line,
  };

  async #list(signal: AbortSignal | undefined): Promise<readonly string[]> {
    const found = new Set<string>();
    for (const root of this.#roots) {
      for (const uri of root.files ?? []) found.add(uri);
      if (root.files !== undefined) continue;
      for await (const listing of this.#options.host.list(root.uri, signal)) {
        for (const uri of listing.files) found.add(uri);
        for (const uri of listing.unreadable) this.#unreadable.add(uri);
      }
    }
    const wanted = (uri: string): boolean =>
      !this.#configs.holds(uri) && this.#files.get(uri)?.version === undefined && !this.config.ignores(this.path(uri));
    return withoutIdleScripts(found).filter((uri) => wanted(uri) && (!isArchive(uri) || /\/charts\/[^/]+$/.test(uri)));
  }

  async #readAll(uris: readonly string[], { progress, signal, pause }: LoadOptions): Promise<void> {
    for (let i = 0; i < uris.length && signal?.aborted !== true; i += batchSize) {
      const batch = uris.slice(i, i + batchSize);
      const contents = await contentsOf(batch, this.#options.host, this.#maxBytes);
      batch.forEach((uri, n) => this.#take(uri, contents[n] ?? { failure: 'missing' }));
      progress?.(Math.min(i + batchSize, uris.length), uris.length);
      await pause?.();
    }
  }

  #take(uri: string, content: Content): void {
    if (this.#files.get(uri)?.version !== undefined) return;
    const read = this.#read(uri, content);
    if (read !== undefined) this.#put(read);
    else if (this.#files.delete(uri)) {
      this.#parts.forget(uri);
      this.#changed({ order: true });
    }
  }

  /** Undefined where there is nothing: a script counts for the compose commands in it alone. */
  #read(uri: string, content: Content): File | undefined {
    if (isArchive(uri)) return archiveFile(uri, this.#pathInRoot(uri), content);
    const isScript = isScriptFile(basename(uri));
    if ('text' in content) {
      const file = this.#analysed(uri, content.text, undefined);
      return isScript && file.extraction.launches === undefined ? undefined : file;
    }
    const isAway = isScript || content.failure === 'missing';
    return isAway ? undefined : unreadFile(uri, this.#pathInRoot(uri), content.failure, this.#maxBytes);
  }

  #analysed(uri: string, text: string, version: number | undefined): File {
    const path = this.#pathInRoot(uri);
    const environment = environmentOf(this.config, this.path(uri));
    const services = version === undefined ? undefined : this.#servicesOf(uri);
    const options: ExtractOptions = {
      cache: this.#cache,
      keywords: this.#options.keywords,
      ...(services && { services }),
      ...(environment && { environment }),
    };
    try {
      const extraction = extractFile({ uri, path, text }, options);
      this.#parts.prepare(extraction);
      return fileOf(extraction, path, text, version);
    } catch (error) {
      return fileOf(emptyExtraction(uri, 'unreadable', [internalError(error)]), path, text, version);
    }
  }

  #servicesOf(uri: string): ServiceMemory {
    const known = this.#services.get(uri) ?? new ServiceMemory();
    this.#services.set(uri, known);
    return known;
  }

  #put(file: File): void {
    const before = this.#files.get(file.uri);
    this.#files.set(file.uri, file);
    this.#changed({ order: before === undefined });
  }

  #changed({ order }: { readonly order: boolean }): void {
    if (order) this.#order = undefined;
    this.#contributions = undefined;
    this.#named.changed();
    this.#system = undefined;
    this.#review = undefined;
    this.#byFile = undefined;
  }

  #contribute(): Contributions {
    if (this.#contributions === undefined) {
      const extractions = this.files().map(({ extraction }) => extraction);
      this.#views = this.#applied.of(this.#configs.views, extractions, this.#known);
      this.#contributions = this.#parts.of(extractions, this.#known);
      this.#byUri = new Map(this.#contributions.parts.map((part) => [part.uri, part] as const));
    }
    return this.#contributions;
  }

  /** The files as those see them who read several together. */
  readonly #known: Files = {
    cache: this.#cache,
    extraction: (uri) => this.#files.get(uri)?.extraction,
    source: (uri) => {
      const file = this.#files.get(uri);
      return file?.text === undefined ? undefined : { uri, path: file.path, text: readable(file.text).text };
    },
    inFolder: (folder) => this.#folders.get(folder) ?? noFiles,
    declaring: (kind, name) => this.#named.find(`${kind}/${name}`, this.files()),
    render: (request) => this.#renderings.get(request),
    isInside: (uri) => this.#roots.some((root) => isInside(root.uri, uri)),
    views: () => this.#views,
  };

  #ordered(): readonly string[] {
    const order = byPath([...this.#files.keys()], (uri) => this.path(uri)).filter(
      (uri) => !this.config.ignores(this.path(uri)),
    );
    this.#folders = byFolder(order, this.#folders);
    return order;
  }

  #pathInRoot(uri: string): string {
    const root = this.#roots.find((candidate) => isInside(candidate.uri, uri));
    return relative(root?.uri ?? dirname(uri), uri);
  }

  async #loadConfigs(): Promise<void> {
    const before = this.config;
    const looked = this.#roots.filter((root) => root.files === undefined);
    await this.#configs.load(
      this.#roots.map(({ uri }) => uri),
      looked.map(({ uri }) => uri),
      (uris) => this.#options.host.read(uris, this.#maxBytes),
    );
    this.#rereadSince(before);
  }

  #reconfigure(change: () => void): void {
    const before = this.config;
    change();
    this.#rereadSince(before);
  }

  /** Files whose environment the configuration decides otherwise now are read anew from the texts at hand. */
  #rereadSince(before: ReviewConfig): void {
    this.#changed({ order: true });
    for (const file of this.#files.values()) {
      const path = this.path(file.uri);
      if (file.text === undefined || environmentOf(before, path) === environmentOf(this.config, path)) continue;
      this.#files.set(file.uri, this.#analysed(file.uri, file.text, file.version));
    }
  }
}
