import {
  CodeLensRefreshRequest,
  type Connection,
  DiagnosticRefreshRequest,
  FileChangeType,
  type FileEvent,
  type Disposable,
  type InlayHint,
  InlayHintRefreshRequest,
  MessageType,
  type Range,
  ShowMessageNotification,
} from 'vscode-languageserver';
import { canonical, isInside } from '../base/uri.ts';
import { problemMessage } from '../describe/message.ts';
import { textsIn, type Texts } from '../describe/texts.ts';
import { catalog } from '../knowledge/catalog.ts';
import { activeClusters } from '../model/system.ts';
import { createProject } from '../project/create.ts';
import type { ChartRenderer, Host } from '../project/host.ts';
import { isWantedPath } from '../project/host.ts';
import type { LoadOptions } from '../project/options.ts';
import type { Project } from '../project/project.ts';
import { inlayHints } from '../ide/inlay-hints.ts';
import { breathe } from './breathe.ts';
import type { ClientFacts } from './client-facts.ts';
import { DiagnosticsFeed } from './diagnostics-feed.ts';
import type { Documents } from './documents.ts';
import { InlayHintsFeed } from './inlay-hints-feed.ts';
import { openPlace, status, type Status } from './protocol.ts';
import { defaultSettings, pushedSettings, readSettings, type Settings } from './settings.ts';

/** Edits that follow each other closer than this are answered together where results are sent, in milliseconds. */
const quietTime = 30;

/** What a session stands on. */
export interface Ground {
  readonly host: Host;
  /** Runs the Helm at a path; undefined where nothing may be run. */
  readonly helm: ((path: string) => ChartRenderer) | undefined;
}

/** One client's project: keeps it in step with editor, files and settings, and tells the client what changed. */
export class Session {
  readonly connection: Connection;
  readonly client: ClientFacts;
  readonly texts: Texts;
  readonly #documents: Documents;
  readonly #ground: Ground;
  readonly #feed: DiagnosticsFeed;
  readonly #hints = new InlayHintsFeed();
  readonly #disposables: Disposable[] = [];
  #folders: readonly string[];
  #settings: Settings = defaultSettings;
  #project: Project;
  /** Resolves when all folders have been read; requests about more than one file wait for it. */
  #loaded: Promise<void> = Promise.resolve();
  #loading: AbortController | undefined;
  /** Settles when no reading beside the project in force is under way. */
  #reloading: Promise<void> = Promise.resolve();
  #warned = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #status: Status = { state: 'loading', clusters: 0, findings: 0 };

  constructor(connection: Connection, client: ClientFacts, documents: Documents, ground: Ground) {
    this.connection = connection;
    this.client = client;
    this.texts = textsIn(client.language, catalog());
    this.#documents = documents;
    this.#ground = ground;
    this.#folders = client.folders;
    this.#project = createProject(ground.host);
    this.#feed = new DiagnosticsFeed(this);
  }

  get project(): Project {
    return this.#project;
  }

  get settings(): Settings {
    return this.#settings;
  }

  get feed(): DiagnosticsFeed {
    return this.#feed;
  }

  /** Hints on some lines of a file, where the user wants them. */
  inlayHints(uri: string, { start, end }: Range): InlayHint[] {
    const hints = this.#hints.tell(uri, this.#hintsOf(uri));
    return hints.filter(({ position: { line } }) => line >= start.line && line <= end.line);
  }

  #hintsOf(uri: string): InlayHint[] {
    const { enable, inlayHints: hints } = this.#settings.of(uri);
    const place = this.client.commands ? openPlace : undefined;
    return enable && hints.enabled ? inlayHints(this.#project, uri, this.texts, place) : [];
  }

  /** Settles also when loading failed, so that what is open is still served. */
  get loaded(): Promise<void> {
    return this.#loaded;
  }

  /** Whether the user wants to hear of a file. */
  isEnabled(uri: string): boolean {
    return this.#settings.of(uri).enable;
  }

  isOpen(uri: string): boolean {
    return this.#documents.get(uri) !== undefined;
  }

  /** Whether another extension completes the values of a file: the languages of Spring's own are its business. */
  isCompletedByOthers(uri: string): boolean {
    return this.#documents.get(uri)?.languageId.startsWith('spring-boot-') === true;
  }

  spelling(uri: string): string {
    return this.#documents.spelling(uri);
  }

  async start(): Promise<void> {
    this.#listen();
    if (this.client.configuration)
      this.#settings = await readSettings(this.connection, this.#folders).catch(() => defaultSettings);
    this.#restart();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#loading?.abort();
    for (const one of this.#disposables) one.dispose();
  }

  /** Reads all folders anew, into a project of its own: what is known stays in force until that is done, and where it is cancelled. */
  reload(options: LoadOptions): Promise<void> {
    const run = this.#reload(options);
    this.#reloading = run.catch(() => undefined);
    return run;
  }

  async #reload(options: LoadOptions): Promise<void> {
    const before = this.#project;
    const project = this.#newProject();
    await project.load(this.#roots(), options);
    if (options.signal?.aborted === true || this.#project !== before) return;
    this.#project = project;
    this.#openAll(project);
    this.#settled();
  }

  #roots(): readonly { readonly uri: string }[] {
    return this.#folders.map((uri) => ({ uri }));
  }

  /** A new project over the folders and settings of now, with what is open. */
  #restart(): void {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.#warned = false;
    this.#project = this.#newProject();
    this.#announce({ ...this.#status, state: 'loading' });
    this.#loaded = this.#load(this.#project, loading.signal);
  }

  /** By the settings of now, with nothing read yet. */
  #newProject(): Project {
    const project = createProject(this.#ground.host, { maxBytes: this.#settings.maxBytes, ...this.#renderer() });
    project.configure(this.#settings.review);
    return project;
  }

  #openAll(project: Project): void {
    for (const document of this.#documents.all()) project.open(document.uri, document.version, document.getText());
  }

  #renderer(): { readonly renderer?: ChartRenderer } {
    const { render, path } = this.#settings.helm;
    const renderer = render === 'helm' ? this.#ground.helm?.(path) : undefined;
    return renderer === undefined ? {} : { renderer };
  }

  /** Charts come as Helm renders them once that is done; what was told before is told anew then. */
  #render(): void {
    const project = this.#project;
    void project.render().then((isChanged) => {
      if (project !== this.#project) return;
      this.#warn(project);
      if (isChanged) this.#settled();
    });
  }

  /** Says once that Helm cannot be run, where the user wants it. */
  #warn(project: Project): void {
    const problem = this.#warned
      ? undefined
      : project.problems().find((one) => one.problem.code === 'helm-unavailable');
    if (problem === undefined) return;
    this.#warned = true;
    const message = problemMessage(problem.problem, this.texts);
    void this.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  }

  async #load(project: Project, signal: AbortSignal): Promise<void> {
    try {
      await project.load(this.#roots(), { signal, pause: breathe });
    } catch (error) {
      this.connection.console.error(`The workspace could not be read: ${String(error)}`);
    }
    if (signal.aborted) return;
    this.#openAll(project);
    this.#settled();
  }

  #listen(): void {
    this.#documents.listen((event) => {
      if (event.kind === 'changed') {
        this.#project.open(event.document.uri, event.document.version, event.document.getText());
        this.#later(event.document.uri);
      } else {
        void this.#project.close(event.uri).then(() => this.#later(undefined));
      }
    });
    this.#disposables.push(
      this.connection.onDidChangeWatchedFiles(
        ({ changes }) => void this.#filesChanged(changes.map(({ uri, type }) => ({ uri: canonical(uri), type }))),
      ),
      this.connection.onDidChangeConfiguration(({ settings }) => void this.#settingsChanged(settings)),
    );
    if (this.client.workspaceFolders) {
      this.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => canonical(uri)));
        this.#folders = [...this.#folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => canonical(uri))];
        void this.#settingsChanged(undefined);
      });
    }
  }

  async #filesChanged(changes: readonly FileEvent[]): Promise<void> {
    await this.#loaded;
    await this.#reloading;
    const path = (uri: string): string | undefined => {
      const folder = this.#folders.find((candidate) => isInside(candidate, uri));
      return folder === undefined ? undefined : uri.slice(folder.length + 1);
    };
    const isWanted = ({ uri }: FileEvent): boolean => {
      const inFolder = path(uri);
      return inFolder !== undefined && isWantedPath(inFolder);
    };
    const deleted = changes.filter((change) => change.type === FileChangeType.Deleted && !isWanted(change));
    const changed = [
      ...changes.filter(isWanted).map(({ uri }) => uri),
      ...this.#filesBelow(new Set(deleted.map(({ uri }) => uri))),
    ];
    if (changed.length === 0) return;
    await this.#project.changed(changed);
    this.#later(undefined);
  }

  /** What is known of folders that may have gone as a whole. */
  #filesBelow(folders: ReadonlySet<string>): string[] {
    if (folders.size === 0) return [];
    const isBelow = (uri: string): boolean => {
      for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1))
        if (folders.has(uri.slice(0, end))) return true;
      return false;
    };
    return [...this.#project.files().map(({ uri }) => uri), ...this.#project.configUris()].filter(isBelow);
  }

  async #settingsChanged(pushed: unknown): Promise<void> {
    if (this.client.configuration)
      this.#settings = await readSettings(this.connection, this.#folders).catch(() => this.#settings);
    else this.#settings = pushedSettings(pushed);
    this.#restart();
  }

  /** @param edited the file whose diagnostics the client asks for on its own */
  #later(edited: string | undefined): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settled(edited), quietTime);
  }

  /** Results can be asked for; tells the client which of them are not what it has. */
  #settled(edited?: string): void {
    const { elsewhere } = this.#feed.update(edited);
    if (elsewhere && this.client.pullsDiagnostics && this.client.refreshesDiagnostics) {
      this.connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => undefined);
    }
    if (elsewhere && this.client.refreshesCodeLenses)
      this.connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
    if (this.client.refreshesInlayHints && this.#hints.isStale(edited, (uri) => this.#openHints(uri)))
      this.connection.sendRequest(InlayHintRefreshRequest.type).catch(() => undefined);
    const clusters = activeClusters(this.#project.system()).length;
    this.#announce({ state: 'ready', clusters, findings: this.#project.review().findings.length });
    if (this.#settings.helm.render === 'helm') this.#render();
  }

  #openHints(uri: string): InlayHint[] | undefined {
    return this.isOpen(uri) ? this.#hintsOf(uri) : undefined;
  }

  #announce(now: Status): void {
    if (JSON.stringify(now) === JSON.stringify(this.#status) && now.state !== 'loading') return;
    this.#status = now;
    void this.connection.sendNotification(status.method, now);
  }
}
