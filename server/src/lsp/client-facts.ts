import type { ClientCapabilities, InitializeParams } from 'vscode-languageserver';
import { canonical } from '../base/uri.ts';
import { type Language, languageOf } from '../base/language.ts';
import type { InitializationOptions } from './protocol.ts';

type WorkspaceCapabilities = NonNullable<ClientCapabilities['workspace']>;

/** What the client told about itself when it connected. */
export interface ClientFacts {
  readonly language: Language;
  /** It answers `archlens/fs/*`. */
  readonly files: boolean;
  /** It has the commands of `protocol.ts`. */
  readonly commands: boolean;
  /** See `InitializationOptions.trusted`. */
  readonly trusted: boolean;
  /** See `InitializationOptions.pages`. */
  readonly pages: string | undefined;
  /** It asks for diagnostics; otherwise they are sent. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly refreshesInlayHints: boolean;
  /** Definitions may say which text leads there. */
  readonly definitionLinks: boolean;
  readonly configuration: boolean;
  readonly workspaceFolders: boolean;
  readonly snippetEdits: boolean;
  readonly watchesFiles: boolean;
  /** URIs of the folders that are open. */
  readonly folders: readonly string[];
}

/** @param language of a client that asks for none in its options */
export function factsOf(params: InitializeParams, language?: Language): ClientFacts {
  const { capabilities, locale } = params;
  const options = optionsOf(params.initializationOptions);
  return {
    language: languageOf(options.language ?? language ?? locale),
    files: options.files === true,
    commands: options.commands === true,
    trusted: options.trusted !== false,
    pages: typeof options.pages === 'string' ? options.pages : undefined,
    definitionLinks: capabilities.textDocument?.definition?.linkSupport === true,
    pullsDiagnostics: capabilities.textDocument?.diagnostic !== undefined,
    ...workspaceFacts(capabilities.workspace ?? {}),
    folders: foldersOf(params).map(canonical),
  };
}

type WorkspaceFact =
  | 'refreshesDiagnostics'
  | 'refreshesCodeLenses'
  | 'refreshesInlayHints'
  | 'configuration'
  | 'workspaceFolders'
  | 'snippetEdits'
  | 'watchesFiles';

function workspaceFacts(workspace: WorkspaceCapabilities): Pick<ClientFacts, WorkspaceFact> {
  return {
    refreshesDiagnostics: workspace.diagnostics?.refreshSupport === true,
    refreshesCodeLenses: workspace.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace.inlayHint?.refreshSupport === true,
    configuration: workspace.configuration === true,
    workspaceFolders: workspace.workspaceFolders === true,
    snippetEdits: workspace.workspaceEdit?.snippetEditSupport === true,
    watchesFiles: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
  };
}

/** The options are the client's own words and may be anything. */
function optionsOf(value: unknown): InitializationOptions {
  return typeof value === 'object' && value !== null ? value : {};
}

function foldersOf(params: InitializeParams): readonly string[] {
  if (params.workspaceFolders !== undefined && params.workspaceFolders !== null)
    return params.workspaceFolders.map(({ uri }) => uri);
  return params.rootUri === null || params.rootUri === undefined ? [] : [params.rootUri];
}
