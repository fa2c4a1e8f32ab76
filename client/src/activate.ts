import type * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { clientOptions } from './client-options.ts';
import { registerCompare } from './commands/compare.ts';
import { registerExplain } from './commands/explain.ts';
import { registerOpenKnowledgeBase } from './commands/open-knowledge-base.ts';
import { registerOpenPlace } from './commands/open-place.ts';
import { registerRestart } from './commands/restart.ts';
import { registerReviewWorkspace } from './commands/review-workspace.ts';
import { registerShowRule } from './commands/show-rule.ts';
import { ExplainView } from './explain-view.ts';
import { openPageUris } from './page-uris.ts';
import { showStatus } from './status-item.ts';
import { serveFiles } from './workspace-files.ts';

/** What every host does once it can make a client; resolves when the server answers or could not be started. */
export async function activateWith(
  context: vscode.ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<void> {
  const client = createClient(clientOptions());
  const view = new ExplainView(client);
  context.subscriptions.push(
    serveFiles(client),
    showStatus(client),
    view,
    registerExplain(client, view),
    registerShowRule(client, view),
    registerOpenPlace(),
    registerOpenKnowledgeBase(client, view),
    registerCompare(client, view),
    openPageUris(view),
    registerReviewWorkspace(client),
    registerRestart(client),
    { dispose: () => void client.dispose() },
  );
  // The client reports a failed start itself; the commands stay, so that "Restart Server" can be tried.
  await client.start().catch(() => undefined);
}
