import * as vscode from 'vscode';
import type { PageKind, PageReference } from '../../../server/src/lsp/protocol.ts';

export interface PageItem extends vscode.QuickPickItem {
  /** Absent for the line above the pages of a kind. */
  readonly page?: PageReference;
}

/** Entries of a list, each kind under its name. Other names of a page stand below it, so that the list finds it by them. */
export function pageItems(pages: readonly PageReference[]): PageItem[] {
  const several = new Set(pages.map(({ kind }) => kind)).size > 1;
  return pages.flatMap((page, index) => {
    const begins = several && page.kind !== pages[index - 1]?.kind;
    const heading = { label: titleOf(page.kind), kind: vscode.QuickPickItemKind.Separator };
    return begins ? [heading, itemOf(page)] : [itemOf(page)];
  });
}

function itemOf(page: PageReference): PageItem {
  const others = page.names.filter((name) => name !== page.id && name !== page.title);
  const item = { label: page.title, description: page.id, page };
  return others.length === 0 ? item : { ...item, detail: others.join(' · ') };
}

function titleOf(kind: PageKind): string {
  switch (kind) {
    case 'component':
      return vscode.l10n.t('Components');
    case 'concept':
      return vscode.l10n.t('Concepts');
    case 'comparison':
      return vscode.l10n.t('Comparisons');
    case 'setting':
      return vscode.l10n.t('Settings');
    case 'rule':
      return vscode.l10n.t('Rules');
  }
}
