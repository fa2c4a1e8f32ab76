import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import {
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Range,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { cpuOf, memoryOf } from './usage.ts';

/** No schemas from the network: the peers do less work, and a run does not depend on it. */
const peerSettings = { schemaStore: { enable: false }, validate: true, hover: true, completion: false };

/** A language server at the other end of a pipe, as an editor drives it. */
export class Server {
  readonly #connection: ProtocolConnection;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #results = new Map<string, string>();
  #pulls = false;

  private constructor(command: readonly string[]) {
    this.#process = spawn(process.execPath, [...command, '--stdio'], { stdio: 'pipe' });
    this.#process.stderr.resume();
    this.#connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout),
      new StreamMessageWriter(this.#process.stdin),
    );
    this.#connection.onNotification(PublishDiagnosticsNotification.type, ({ uri }) => {
      for (const done of this.#waiting.get(decodeURIComponent(uri)) ?? []) done();
      this.#waiting.delete(decodeURIComponent(uri));
    });
    this.#connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => (section === 'yaml' ? peerSettings : {})),
    );
    this.#connection.onRequest(RegistrationRequest.type, () => undefined);
    this.#connection.listen();
  }

  /** Resolves when `initialize` has been answered. */
  static async start(command: readonly string[], folder: string): Promise<Server> {
    const server = new Server(command);
    const uri = pathToFileURL(folder).href;
    const { capabilities } = await server.#connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'bench' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: { diagnostic: {}, hover: {}, publishDiagnostics: { versionSupport: true } },
      },
    });
    server.#pulls = capabilities.diagnosticProvider !== undefined;
    return server;
  }

  /** CPU seconds so far. */
  get cpu(): number {
    return cpuOf(this.#process.pid ?? 0) ?? Number.NaN;
  }

  /** Largest resident memory so far, in MB. */
  get memory(): number {
    return memoryOf(this.#process.pid ?? 0) ?? Number.NaN;
  }

  async initialized(): Promise<void> {
    await this.#connection.sendNotification(InitializedNotification.type, {});
  }

  /** Opens a document; resolves when its diagnostics are known. */
  async open(uri: string, text: string, languageId: string): Promise<void> {
    const told = this.#told(uri);
    const textDocument = { uri, languageId, version: 1, text };
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    await (this.#pulls ? this.#pull(uri) : told);
  }

  /** Edits a document; resolves when the diagnostics that follow are known. */
  async edit(uri: string, version: number, range: Range, text: string): Promise<void> {
    const told = this.#told(uri);
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
    await (this.#pulls ? this.#pull(uri) : told);
  }

  async hover(uri: string, position: Position): Promise<void> {
    await this.#connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    await this.#connection.sendRequest(ShutdownRequest.type);
    await this.#connection.sendNotification(ExitNotification.type);
    const late = setTimeout(() => this.#process.kill(), 2_000);
    await ended;
    clearTimeout(late);
    this.#connection.dispose();
  }

  /** As editors do, with the identity of the answer they have. */
  async #pull(uri: string): Promise<void> {
    const previous = this.#results.get(uri);
    const { resultId } = await this.#connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(previous === undefined ? {} : { previousResultId: previous }),
    });
    if (resultId !== undefined) this.#results.set(uri, resultId);
  }

  #told(uri: string): Promise<void> {
    return new Promise((resolve) => {
      const key = decodeURIComponent(uri);
      this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), resolve]);
    });
  }
}
