import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { commands } from '../../../server/src/lsp/protocol.ts';

export function registerRestart(client: BaseLanguageClient): vscode.Disposable {
  return vscode.commands.registerCommand(commands.restart, async () => {
    if (client.isRunning()) await client.stop();
    await client.start();
  });
}
