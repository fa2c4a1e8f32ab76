import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { commands, listComparables } from '../../../server/src/lsp/protocol.ts';
import type { ExplainView } from '../explain-view.ts';
import { ask } from '../messages.ts';
import { pageItems } from './page-items.ts';

/** Shows what the argument names, or what the user marks in a list, side by side. */
export function registerCompare(client: BaseLanguageClient, view: ExplainView): vscode.Disposable {
  return vscode.commands.registerCommand(commands.compare, async (ids?: unknown) => {
    const wanted = isIds(ids) ? ids : await pick(client);
    if (wanted === undefined) return;
    const page = wanted.length > 0 && (await view.show({ id: wanted.join(' ') }));
    if (!page) await vscode.window.showWarningMessage(vscode.l10n.t('Choose at least two components to compare.'));
  });
}

function isIds(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** Ids of what was marked: components, or one ready comparison; empty where that makes no comparison, undefined when the list was left. */
async function pick(client: BaseLanguageClient): Promise<readonly string[] | undefined> {
  const pages = await ask(client, listComparables, {});
  const marked = await vscode.window.showQuickPick(pageItems(pages), {
    title: vscode.l10n.t('Compare which components?'),
    placeHolder: vscode.l10n.t('Choose two or more, or one ready comparison'),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (marked === undefined) return undefined;
  const chosen = marked.flatMap(({ page }) => page ?? []);
  const options = chosen.filter(({ kind }) => kind !== 'comparison').map(({ id }) => id);
  if (options.length > 1) return options;
  const [only] = chosen;
  return only?.kind === 'comparison' && chosen.length === 1 ? [only.id] : [];
}
