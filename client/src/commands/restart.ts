import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { commands } from '../../../server/src/lsp/protocol.ts';

export function registerRestart(client: BaseLanguageClient): vscode.Disposable {
  const restart = async (): Promise<void> => {
    if (client.isRunning()) await client.stop();
    await client.start();
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commands.restart, restart),
    // The server was told that nothing may be run.
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
  );
}
