import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateWith } from './activate.ts';

/** Desktop and remote hosts: the language server is a process, the same program as the command line. */
export function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/cli.js');
  const server = { module, args: ['lsp'], transport: TransportKind.stdio };
  return activateWith(context, (options) => new LanguageClient('archlens', 'ArchLens', server, options));
}
