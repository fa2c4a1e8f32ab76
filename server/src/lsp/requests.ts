import type {
  Connection,
  DocumentDiagnosticReport,
  InlayHintParams,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver';
import type { Answers } from './answers.ts';
import { handler } from './handle.ts';
import {
  explain,
  type ExplainParams,
  listComparables,
  listPages,
  type ListPagesParams,
  type ReviewParams,
  type ReviewSummary,
  reviewWorkspace,
} from './protocol.ts';

/**
 * Registers every request. They may come before the core is loaded and then wait for it; the features themselves are in
 * `ide/`.
 */
export function registerRequests(connection: Connection, answers: () => Promise<Answers>, pulls: boolean): void {
  connection.onHover(handler(connection, 'hover', null, async (params) => (await answers()).hover(params)));
  connection.onDefinition(
    handler(connection, 'definition', [], async (params) => (await answers()).definition(params)),
  );
  connection.onReferences(
    handler(connection, 'references', [], async (params) => (await answers()).references(params)),
  );
  connection.onDocumentHighlight(
    handler(connection, 'documentHighlight', [], async (params) => (await answers()).highlights(params)),
  );
  connection.languages.inlayHint.on(
    handler(connection, 'inlayHint', [], async (params: InlayHintParams) => (await answers()).inlayHints(params)),
  );
  connection.onWorkspaceSymbol(
    handler(connection, 'workspaceSymbol', [], async (params) => (await answers()).symbols(params)),
  );
  connection.onCodeAction(
    handler(connection, 'codeAction', [], async (params) => (await answers()).codeActions(params)),
  );
  connection.onCodeLens(handler(connection, 'codeLens', [], async (params) => (await answers()).codeLenses(params)));
  connection.onDocumentLinks(
    handler(connection, 'documentLinks', [], async (params) => (await answers()).documentLinks(params)),
  );
  connection.onCompletion(
    handler(connection, 'completion', [], async (params) => (await answers()).completion(params)),
  );
  connection.onRequest(
    explain.method,
    handler(connection, 'explain', null, async (params: ExplainParams) => (await answers()).explain(params)),
  );
  connection.onRequest(
    listPages.method,
    handler(connection, 'pages', [], async (params: ListPagesParams) => (await answers()).pages(params)),
  );
  connection.onRequest(
    listComparables.method,
    handler(connection, 'comparables', [], async () => (await answers()).comparables()),
  );
  connection.onRequest(
    reviewWorkspace.method,
    handler(connection, 'review', noSummary, async (params: ReviewParams, signal) =>
      (await answers()).review(params, signal),
    ),
  );
  if (!pulls) return;
  connection.languages.diagnostics.on(async (params, token) => {
    const run = handler(connection, 'diagnostics', noReport, async (asked: typeof params) =>
      (await answers()).diagnostics(asked),
    );
    return run(params, token);
  });
  connection.languages.diagnostics.onWorkspace(async (params, token, progress, partial) => {
    const run = handler(connection, 'workspaceDiagnostics', noReports, async (asked: typeof params, signal) =>
      (await answers()).workspaceDiagnostics(asked, progress, partial, signal),
    );
    return run(params, token);
  });
}

const noSummary: ReviewSummary = { files: 0, clusters: 0, errors: 0, warnings: 0, infos: 0 };
const noReport: DocumentDiagnosticReport = { kind: 'full', items: [] };
const noReports: WorkspaceDiagnosticReport = { items: [] };
