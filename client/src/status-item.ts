import * as vscode from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import { commands, status, type Status } from '../../server/src/lsp/protocol.ts';
import { counted } from './counts.ts';
import { hear } from './messages.ts';
import { documentSelector } from './client-options.ts';

/** The entry of the editor's language status: how much is known of the workspace, and whether the server runs. */
export function showStatus(client: BaseLanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('archlens.status', documentSelector());
  item.name = 'ArchLens';
  item.text = 'ArchLens';
  item.busy = true;
  return vscode.Disposable.from(
    item,
    hear(client, status, (now) => show(item, now)),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) show(item, { state: 'failed', clusters: 0, findings: 0 });
      else item.busy = true;
    }),
  );
}

function show(item: vscode.LanguageStatusItem, now: Status): void {
  item.busy = now.state === 'loading';
  item.text = now.state === 'failed' ? vscode.l10n.t('ArchLens is not running') : counts(now);
  item.detail = now.message ?? '';
  item.severity =
    now.state === 'failed' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
  item.command =
    now.state === 'failed'
      ? { command: commands.restart, title: vscode.l10n.t('Restart Server') }
      : { command: commands.review, title: vscode.l10n.t('Review Workspace') };
}

function counts({ clusters, findings }: Status): string {
  return vscode.l10n.t('ArchLens: {0}, {1}', counted.clusters(clusters), counted.findings(findings));
}
