import * as vscode from 'vscode';
import { openPlace } from '../../../server/src/lsp/protocol.ts';

/** Opens a file of the workspace at its line: what a link does where the file's address may not be one. */
export function registerOpenPlace(): vscode.Disposable {
  return vscode.commands.registerCommand(openPlace, async (address?: unknown, from?: unknown) => {
    if (typeof address !== 'string') return;
    const uri = vscode.Uri.parse(address);
    if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return;
    const line = Number(/^L(\d+)$/.exec(uri.fragment)?.[1] ?? 1) - 1;
    await vscode.window.showTextDocument(uri.with({ fragment: '' }), {
      // Beside the page, not over it.
      viewColumn: from === 'page' ? vscode.ViewColumn.One : vscode.ViewColumn.Active,
      selection: new vscode.Range(line, 0, line, 0),
    });
  });
}
