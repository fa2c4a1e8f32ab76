import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { commands } from '../../../server/src/lsp/protocol.ts';
import type { ExplainView } from '../explain-view.ts';
import { pickPage } from './pick-page.ts';

/** Lets the user search all pages by id, title and other names, in both languages, and opens one. */
export function registerOpenKnowledgeBase(client: BaseLanguageClient, view: ExplainView): vscode.Disposable {
  return vscode.commands.registerCommand(commands.openKnowledgeBase, async () => {
    const kinds = ['component', 'concept', 'comparison', 'setting', 'rule'] as const;
    const id = await pickPage(client, kinds, vscode.l10n.t('Open which page?'));
    if (id !== undefined) await view.show({ id });
  });
}
