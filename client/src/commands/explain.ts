import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { commands, type ExplainParams } from '../../../server/src/lsp/protocol.ts';
import type { ExplainView } from '../explain-view.ts';
import { pickPage } from './pick-page.ts';

/** Explains what the argument names, else what stands at the cursor, else what the user chooses from a list. */
export function registerExplain(client: BaseLanguageClient, view: ExplainView): vscode.Disposable {
  return vscode.commands.registerCommand(commands.explain, async (target?: ExplainParams) => {
    const wanted = isTarget(target) ? target : atCursor(client);
    if (wanted !== undefined && (await view.show(wanted))) return;
    const chosen = await pickPage(
      client,
      ['component', 'concept', 'comparison'],
      vscode.l10n.t('Explain which component?'),
    );
    if (chosen !== undefined) await view.show({ id: chosen });
  });
}

/** Menus pass the file's URI as argument; that is no target. */
function isTarget(value: unknown): value is ExplainParams {
  return typeof value === 'object' && value !== null && ('id' in value || 'position' in value);
}

function atCursor(client: BaseLanguageClient): ExplainParams | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  return { uri, position: client.code2ProtocolConverter.asPosition(editor.selection.active) };
}
