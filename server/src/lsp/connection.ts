import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { globs, type Host } from '../project/host.ts';
import type { Answers } from './answers.ts';
import { ClientHost } from './client-host.ts';
import { type ClientFacts, factsOf } from './client-facts.ts';
import { Documents } from './documents.ts';
import { registerRequests } from './requests.ts';
import type { Session } from './session.ts';

/** Name and version of the server, for the client's log. */
export interface ServerInfo {
  readonly name: string;
  readonly version: string;
}

/**
 * Serves one client. `initialize` is answered before the knowledge base and the core are loaded: an editor waits for that
 * answer, nobody waits for the rest.
 * @param disk files for clients that do not offer theirs; absent where there is no disk
 */
export function serve(connection: Connection, info: ServerInfo, disk?: () => Promise<Host>): void {
  const documents = new Documents(connection);
  let facts: ClientFacts | undefined;
  let session: Promise<Session> | undefined;
  const answers = async (): Promise<Answers> => {
    if (session === undefined) throw new Error('a request came before "initialized"');
    return (await session).answers;
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    facts = factsOf(params);
    registerRequests(connection, answers, facts.pullsDiagnostics);
    return { serverInfo: info, capabilities: capabilitiesFor(facts) };
  });
  connection.onInitialized(() => {
    if (facts !== undefined) session = start(connection, facts, documents, disk);
    session?.catch((error: unknown) => connection.console.error(`ArchLens could not start: ${String(error)}`));
  });
  connection.onShutdown(async () => (await session)?.dispose());
  connection.listen();
}

async function start(connection: Connection, facts: ClientFacts, documents: Documents, disk?: () => Promise<Host>): Promise<Session> {
  const { Session } = await import('./session.ts');
  const host = facts.files || disk === undefined ? new ClientHost(connection) : await disk();
  const session = new Session(connection, facts, documents, host);
  if (facts.watchesFiles && !facts.files) {
    const watchers = [{ globPattern: globs.include }];
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
  await session.start();
  return session;
}

function capabilitiesFor(facts: ClientFacts): InitializeResult['capabilities'] {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    codeLensProvider: { resolveProvider: false },
    documentLinkProvider: { resolveProvider: false },
    completionProvider: { triggerCharacters: ['-', '/', '=', ' '], resolveProvider: false },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll], resolveProvider: false },
    ...(facts.pullsDiagnostics
      ? { diagnosticProvider: { identifier: 'archlens', interFileDependencies: true, workspaceDiagnostics: true, workDoneProgress: true } }
      : {}),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
