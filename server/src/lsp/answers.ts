import type {
  CodeAction,
  CodeActionParams,
  CodeLens,
  CodeLensParams,
  CompletionItem,
  CompletionParams,
  Connection,
  DefinitionLink,
  DefinitionParams,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  DocumentHighlight,
  DocumentHighlightParams,
  DocumentLink,
  DocumentLinkParams,
  Hover,
  HoverParams,
  InlayHint,
  InlayHintParams,
  Location,
  ReferenceParams,
  ResultProgressReporter,
  WorkDoneProgressReporter,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDiagnosticReportPartialResult,
  WorkspaceDocumentDiagnosticReport,
  WorkspaceSymbol,
  WorkspaceSymbolParams,
} from 'vscode-languageserver';
import { canonical } from '../base/uri.ts';
import { activeClusters } from '../model/system.ts';
import { codeActions } from '../ide/code-actions.ts';
import { codeLenses } from '../ide/code-lens.ts';
import { completion } from '../ide/completion.ts';
import { definition, type Leads } from '../ide/definition.ts';
import { documentHighlights } from '../ide/document-highlight.ts';
import { documentLinks } from '../ide/document-links.ts';
import { comparables, explainAt, explainId, pagesOf } from '../ide/explain.ts';
import { hover } from '../ide/hover.ts';
import { references } from '../ide/references.ts';
import { workspaceSymbols } from '../ide/workspace-symbols.ts';
import { breathe } from './breathe.ts';
import type { ClientFacts } from './client-facts.ts';
import type { Documents } from './documents.ts';
import {
  commands,
  openPlace,
  type ExplainParams,
  type Page,
  type ListPagesParams,
  type PageReference,
  type ReviewParams,
  type ReviewSummary,
  placeScheme,
} from './protocol.ts';
import { type Ground, Session } from './session.ts';

/** The server's answers over one session; the shapes are the protocol's. */
export interface Answers {
  hover(params: HoverParams): Promise<Hover | null>;
  definition(params: DefinitionParams): Promise<Location[] | DefinitionLink[]>;
  references(params: ReferenceParams): Promise<Location[]>;
  highlights(params: DocumentHighlightParams): Promise<DocumentHighlight[]>;
  inlayHints(params: InlayHintParams): Promise<InlayHint[]>;
  symbols(params: WorkspaceSymbolParams): Promise<WorkspaceSymbol[]>;
  codeActions(params: CodeActionParams): Promise<CodeAction[]>;
  codeLenses(params: CodeLensParams): Promise<CodeLens[]>;
  documentLinks(params: DocumentLinkParams): Promise<DocumentLink[]>;
  completion(params: CompletionParams): Promise<CompletionItem[]>;
  explain(params: ExplainParams): Promise<Page | null>;
  pages(params: ListPagesParams): Promise<readonly PageReference[]>;
  comparables(): Promise<readonly PageReference[]>;
  review(params: ReviewParams, signal: AbortSignal): Promise<ReviewSummary>;
  diagnostics(params: DocumentDiagnosticParams): Promise<DocumentDiagnosticReport>;
  workspaceDiagnostics(
    params: WorkspaceDiagnosticParams,
    progress: WorkDoneProgressReporter,
    partial: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
    signal: AbortSignal,
  ): Promise<WorkspaceDiagnosticReport>;
}

/** A session that has begun, and what it answers. */
export interface Service {
  readonly session: Session;
  readonly answers: Answers;
}

export async function startService(
  connection: Connection,
  client: ClientFacts,
  documents: Documents,
  ground: Ground,
): Promise<Service> {
  const session = new Session(connection, client, documents, ground);
  await session.start();
  return { session, answers: answersOf(session) };
}

function answersOf(session: Session): Answers {
  const { texts, client } = session;
  const { pages } = client;
  const own = client.commands ? { ...commands, openPlace } : {};
  /** Runs a feature on a file the user wants to hear of; what crosses files waits until all are read. */
  const on = async <R>(uri: string, nothing: R, run: (uri: string) => R): Promise<R> => {
    if (!session.isEnabled(canonical(uri))) return nothing;
    await session.loaded;
    return run(canonical(uri));
  };
  return {
    hover: ({ textDocument, position }) =>
      on(textDocument.uri, null, (uri) => hover(session.project, uri, position, texts, own)),
    definition: ({ textDocument, position }) =>
      on(textDocument.uri, [], (uri) => shownAs(definition(session.project, uri, position), client.definitionLinks)),
    references: ({ textDocument, position, context }) =>
      on(textDocument.uri, [], (uri) => references(session.project, uri, position, context.includeDeclaration)),
    highlights: ({ textDocument, position }) =>
      on(textDocument.uri, [], (uri) => documentHighlights(session.project, uri, position)),
    inlayHints: ({ textDocument, range }) => on(textDocument.uri, [], (uri) => session.inlayHints(uri, range)),
    symbols: async ({ query }) => {
      await session.loaded;
      return workspaceSymbols(session.project, query, texts);
    },
    codeActions: ({ textDocument, range, context }) =>
      on(textDocument.uri, [], (uri) => {
        const options = {
          ...own,
          pages,
          snippets: client.snippetEdits,
          ...(context.only === undefined ? {} : { only: context.only }),
        };
        return codeActions(session.project, uri, range, texts, options);
      }),
    codeLenses: ({ textDocument }) =>
      on(textDocument.uri, [], (uri) =>
        session.settings.of(uri).codeLens ? codeLenses(session.project, uri, texts, own) : [],
      ),
    documentLinks: ({ textDocument }) =>
      on(textDocument.uri, [], (uri) => documentLinks(session.project, uri, texts, { pages })),
    completion: ({ textDocument, position }) =>
      on(textDocument.uri, [], (uri) =>
        completion(session.project, uri, position, texts, { values: !session.isCompletedByOthers(uri) }),
      ),
    explain: async (params) => {
      await session.loaded;
      const places = session.client.commands ? placeScheme : undefined;
      return 'id' in params
        ? explainId(session.project, params.id, texts, places)
        : explainAt(session.project, canonical(params.uri), params.position, texts, places);
    },
    pages: async ({ kinds }) => pagesOf(kinds, texts),
    comparables: async () => comparables(texts),
    review: (params, signal) => review(session, params, signal),
    diagnostics: async ({ textDocument, previousResultId }) => {
      await session.loaded;
      return session.feed.document(canonical(textDocument.uri), previousResultId);
    },
    workspaceDiagnostics: (params, progress, partial, signal) =>
      workspaceDiagnostics(session, params, { progress, partial, signal }),
  };
}

/** With the text that leads there, where the client can mark it: a path is more than the word at the cursor. */
function shownAs({ origin, locations }: Leads, links: boolean): Location[] | DefinitionLink[] {
  if (!links || origin === undefined) return [...locations];
  return locations.map(({ uri, range }) => ({
    originSelectionRange: origin,
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}

async function review(session: Session, { workDoneToken }: ReviewParams, signal: AbortSignal): Promise<ReviewSummary> {
  const progress =
    workDoneToken === undefined ? undefined : session.connection.window.attachWorkDoneProgress(workDoneToken);
  progress?.begin(session.texts.phrase('progress.review'), 0, undefined, true);
  try {
    await session.loaded;
    await session.reload({
      signal,
      progress: (done, total) =>
        progress?.report((done / Math.max(total, 1)) * 100, session.texts.phrase('progress.files', { done, total })),
      pause: breathe,
    });
  } finally {
    progress?.done();
  }
  const { project } = session;
  const { findings } = project.review();
  const count = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    files: project.files().length,
    clusters: activeClusters(project.system()).length,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
  };
}

interface Reporting {
  readonly progress: WorkDoneProgressReporter;
  readonly partial: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined;
  readonly signal: AbortSignal;
}

/** Documents reported between two looks at the cancellation. */
const reportSize = 100;

async function workspaceDiagnostics(
  session: Session,
  { previousResultIds }: WorkspaceDiagnosticParams,
  { progress, partial, signal }: Reporting,
): Promise<WorkspaceDiagnosticReport> {
  progress.begin(session.texts.phrase('progress.review'), undefined, undefined, true);
  await session.loaded;
  const items: WorkspaceDocumentDiagnosticReport[] = [];
  let seen = 0;
  for (const report of session.feed.workspace(previousResultIds)) {
    // Also before the first: a client that thinks better of it does so at once.
    if (seen++ % reportSize === 0) await breathe();
    if (signal.aborted) break;
    items.push(report);
    if (partial !== undefined && items.length === reportSize) partial.report({ items: items.splice(0) });
  }
  progress.done();
  return { items };
}
