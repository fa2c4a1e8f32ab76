import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { commands } from '../../../server/src/lsp/protocol.ts';
import type { ExplainView } from '../explain-view.ts';
import { pickPage } from './pick-page.ts';

/** Shows the page of a rule: the one given, else one the user chooses, those found at the cursor first. */
export function registerShowRule(client: BaseLanguageClient, view: ExplainView): vscode.Disposable {
  return vscode.commands.registerCommand(commands.showRule, async (rule?: unknown) => {
    const title = vscode.l10n.t('Show which rule?');
    const id = typeof rule === 'string' ? rule : await pickPage(client, ['rule'], title, rulesAtCursor());
    if (id === undefined || (await view.show({ id }))) return;
    await vscode.window.showWarningMessage(vscode.l10n.t('There is no rule {0}.', id));
  });
}

function rulesAtCursor(): readonly string[] {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return [];
  const line = editor.selection.active.line;
  return vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ source, range }) => source === 'archlens' && range.start.line <= line && line <= range.end.line)
    .map(({ code }) => String(typeof code === 'object' ? code.value : code));
}
