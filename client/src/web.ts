import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateWith } from './activate.ts';

/** Web hosts: the language server is a worker. A restart makes a new one. */
export function activate(context: vscode.ExtensionContext): Promise<void> {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist/server-worker.js').toString(true);
  const start = (): Promise<Worker> => Promise.resolve(new Worker(script));
  return activateWith(context, (options) => new LanguageClient('archlens', 'ArchLens', start, options));
}
