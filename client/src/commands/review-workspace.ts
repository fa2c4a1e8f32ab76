import * as vscode from 'vscode';
import { WorkDoneProgress, type BaseLanguageClient } from 'vscode-languageclient';
import { counted } from '../counts.ts';
import { ask } from '../messages.ts';
import { commands, reviewWorkspace, type ReviewSummary } from '../../../server/src/lsp/protocol.ts';

/** Reviews all folders under a progress notification that can be cancelled, then shows what was found. */
export function registerReviewWorkspace(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand(commands.review, async () => {
    const summary = await withProgress(client);
    if (summary === undefined) return;
    if (summary.errors + summary.warnings + summary.infos > 0) {
      await vscode.commands.executeCommand('workbench.actions.view.problems');
    }
    void vscode.window.showInformationMessage(summaryText(summary));
  });
}

let runs = 0;

/** Undefined when the user cancelled. */
async function withProgress(client: BaseLanguageClient): Promise<ReviewSummary | undefined> {
  const workDoneToken = `archlens-review-${++runs}`;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('ArchLens: reviewing the workspace'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    let done = 0;
    const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (report) => {
      if (report.kind !== 'report') return;
      const percentage = report.percentage ?? done;
      progress.report({
        increment: percentage - done,
        ...(report.message === undefined ? {} : { message: report.message }),
      });
      done = percentage;
    });
    try {
      return await ask(client, reviewWorkspace, { workDoneToken }, token);
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      listener.dispose();
    }
  });
}

function summaryText({ files, clusters, errors, warnings, infos }: ReviewSummary): string {
  return vscode.l10n.t(
    'ArchLens: {0}, {1}, {2} in {3} with {4}.',
    counted.errors(errors),
    counted.warnings(warnings),
    counted.infos(infos),
    counted.files(files),
    counted.clusters(clusters),
  );
}
