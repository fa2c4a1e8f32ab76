import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ClientCapabilities,
  ConfigurationRequest,
  createProtocolConnection,
  DiagnosticRefreshRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  PublishDiagnosticsNotification,
  type RegistrationParams,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const cli = join(import.meta.dirname, '../../dist/cli.js');

export interface ClientOptions {
  readonly folder: string;
  readonly locale?: string;
  /** Behind `lsp --stdio`. */
  readonly args?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** The client says it has the commands of the extension. */
  readonly commands?: boolean;
  /** What the client says of the workspace; nothing where it knows no trust. */
  readonly trusted?: boolean;
  /** What the client says to registrations; nothing, as most do, where it is left out. */
  readonly register?: (params: RegistrationParams) => void;
  /** Answers to `workspace/configuration`. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The built server at the other end of a pipe, spoken to with the protocol's own library. */
export class LanguageClient {
  readonly connection: ProtocolConnection;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #published = new Map<string, PublishDiagnosticsParams>();
  readonly #waiting: { readonly holds: () => boolean; readonly done: () => void }[] = [];
  result: InitializeResult = { capabilities: {} };
  /** How often the server asked to be asked again. */
  refreshes = 0;

  private constructor(args: readonly string[]) {
    if (!existsSync(cli)) throw new Error('dist/cli.js is missing: npm run build');
    this.#process = spawn(process.execPath, [cli, 'lsp', '--stdio', ...args], { stdio: 'pipe' });
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout),
      new StreamMessageWriter(this.#process.stdin),
    );
  }

  static async start({
    folder,
    locale,
    args = [],
    capabilities = {},
    commands = false,
    trusted,
    settings = {},
    register = () => undefined,
  }: ClientOptions): Promise<LanguageClient> {
    const client = new LanguageClient(args);
    const { connection } = client;
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      client.#published.set(params.uri, params);
      client.#tell();
    });
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => settings));
    connection.onRequest(RegistrationRequest.type, register);
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      client.refreshes++;
      client.#tell();
    });
    connection.listen();
    client.result = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: folder,
      workspaceFolders: [{ uri: folder, name: 'workspace' }],
      capabilities,
      initializationOptions: { commands, ...(trusted !== undefined && { trusted }) },
      ...(locale === undefined ? {} : { locale }),
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  /** Diagnostics that were pushed for a file, as soon as they satisfy a condition. */
  async pushed(uri: string, satisfy: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams> {
    const current = (): PublishDiagnosticsParams | undefined => this.#published.get(uri);
    const holds = (): boolean => {
      const params = current();
      return params !== undefined && satisfy(params);
    };
    await this.#until(holds);
    const params = current();
    if (params === undefined) throw new Error(`nothing was pushed for ${uri}`);
    return params;
  }

  /** Resolves when the server has asked more than `times` times to be asked again. */
  async refreshed(times: number): Promise<void> {
    await this.#until(() => this.refreshes > times);
  }

  async #until(holds: () => boolean): Promise<void> {
    if (!holds()) await new Promise<void>((done) => void this.#waiting.push({ holds, done }));
  }

  #tell(): void {
    for (const one of this.#waiting.splice(0)) {
      if (one.holds()) one.done();
      else this.#waiting.push(one);
    }
  }

  /** Ends the server as the protocol asks and returns its exit code. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#process.once('exit', resolve));
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const code = await ended;
    this.connection.dispose();
    return code;
  }
}
