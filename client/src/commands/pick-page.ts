import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ask } from '../messages.ts';
import { listPages, type PageKind } from '../../../server/src/lsp/protocol.ts';
import { pageItems } from './page-items.ts';

/** Lets the user choose a page; undefined when the list was left. Ids in `first` come first. */
export async function pickPage(
  client: BaseLanguageClient,
  kinds: readonly PageKind[],
  title: string,
  first: readonly string[] = [],
): Promise<string | undefined> {
  const pages = await ask(client, listPages, { kinds });
  const here = pages.filter(({ id }) => first.includes(id));
  const others = pages.filter(({ id }) => !first.includes(id));
  const chosen = await vscode.window.showQuickPick(pageItems([...here, ...others]), {
    title,
    placeHolder: vscode.l10n.t('Search by name, id or title, in English or Chinese'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.page?.id;
}
