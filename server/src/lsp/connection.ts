import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  WatchKind,
} from 'vscode-languageserver';
import type { Language } from '../base/language.ts';
import { type ChartRenderer, type Host, watchedGlobs } from '../project/host.ts';
import type { Answers, Service } from './answers.ts';
import { ClientHost } from './client-host.ts';
import { type ClientFacts, factsOf } from './client-facts.ts';
import { Documents } from './documents.ts';
import { registerRequests } from './requests.ts';

/** Name and version of the server, for the client's log. */
export interface ServerInfo {
  readonly name: string;
  readonly version: string;
}

/** What the machine offers to a server; nothing where it runs in a browser. */
export interface Machine {
  /** Files for clients that do not offer theirs. */
  disk(): Promise<Host>;
  /** Runs the Helm at a path. */
  helm(path: string): ChartRenderer;
}

/**
 * Serves one client. `initialize` is answered before the knowledge base and the core are loaded: an editor waits for that
 * answer, nobody waits for the rest.
 * @param language in place of the locale that the client sends
 */
export function serve(connection: Connection, info: ServerInfo, machine?: Machine, language?: Language): void {
  const documents = new Documents(connection);
  let facts: ClientFacts | undefined;
  let service: Promise<Service> | undefined;
  const answers = async (): Promise<Answers> => {
    if (service === undefined) throw new Error('a request came before "initialized"');
    return (await service).answers;
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    facts = factsOf(params, language);
    registerRequests(connection, answers, facts.pullsDiagnostics);
    return { serverInfo: info, capabilities: capabilitiesFor(facts) };
  });
  connection.onInitialized(() => {
    if (facts !== undefined) service = start(connection, facts, documents, machine);
    service?.catch((error: unknown) => connection.console.error(`ArchLens could not start: ${String(error)}`));
  });
  connection.onShutdown(async () => (await service)?.session.dispose());
  connection.listen();
}

async function start(
  connection: Connection,
  facts: ClientFacts,
  documents: Documents,
  machine?: Machine,
): Promise<Service> {
  const { startService } = await import('./answers.ts');
  const host = facts.files || machine === undefined ? new ClientHost(connection) : await machine.disk();
  if (facts.watchesFiles) {
    const watchers = [
      ...watchedGlobs.map((globPattern) => ({ globPattern })),
      // Of a folder that goes, editors name the folder alone.
      { globPattern: '**/*', kind: WatchKind.Delete },
    ];
    // A client that cannot watch after all is served all the same.
    await connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers })
      .catch((error: unknown) => connection.console.warn(`Files are not watched: ${String(error)}`));
  }
  return startService(connection, facts, documents, { host, helm: facts.trusted ? machine?.helm : undefined });
}

function capabilitiesFor(facts: ClientFacts): InitializeResult['capabilities'] {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    inlayHintProvider: { resolveProvider: false },
    workspaceSymbolProvider: { resolveProvider: false },
    codeLensProvider: { resolveProvider: false },
    documentLinkProvider: { resolveProvider: false },
    completionProvider: { triggerCharacters: ['-', '/', '=', ' '], resolveProvider: false },
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll],
      resolveProvider: false,
    },
    ...(facts.pullsDiagnostics
      ? {
          diagnosticProvider: {
            identifier: 'archlens',
            interFileDependencies: true,
            workspaceDiagnostics: true,
            workDoneProgress: true,
          },
        }
      : {}),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
