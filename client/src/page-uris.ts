import * as vscode from 'vscode';
import type { ExplainView } from './explain-view.ts';

const prefix = '/explain/';

/**
 * URIs of the editor itself that open a page when its id is put behind them. They work offline and wherever a link is
 * clicked; commands would be refused in hovers over findings.
 */
export const pageUris = `${vscode.env.uriScheme}://archlens.archlens${prefix}`;

/** Opens the pages that such URIs name. */
export function openPageUris(view: ExplainView): vscode.Disposable {
  return vscode.window.registerUriHandler({
    async handleUri({ path }): Promise<void> {
      const id = path.startsWith(prefix) ? path.slice(prefix.length) : path;
      if (path.startsWith(prefix) && (await view.show({ id }))) return;
      await vscode.window.showWarningMessage(vscode.l10n.t('There is no page {0}.', id));
    },
  });
}
