import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  commands,
  explain,
  openPlace,
  pageScheme,
  placeScheme,
  type ExplainParams,
  type Page,
} from '../../server/src/lsp/protocol.ts';
import { ask } from './messages.ts';
import { escapeHtml, pageHtml, redirectLinks } from './page-html.ts';

/** Shows pages of the knowledge base in one tab beside the text; remembers the way back. */
export class ExplainView implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  #panel: vscode.WebviewPanel | undefined;
  #trail: readonly Page[] = [];

  constructor(client: BaseLanguageClient) {
    this.#client = client;
  }

  /** False where the server has no page for it. */
  async show(target: ExplainParams): Promise<boolean> {
    const page = await ask(this.#client, explain, target);
    if (page === null) return false;
    const seen = this.#trail.findIndex(({ id }) => id === page.id);
    this.#trail = [...(seen < 0 ? this.#trail : this.#trail.slice(0, seen)), page];
    await this.#render();
    return true;
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  async #render(): Promise<void> {
    const page = this.#trail.at(-1);
    if (page === undefined) return;
    const panel = (this.#panel ??= this.#open());
    const before = this.#trail.at(-2);
    const body = redirectLinks(await renderMarkdown(page.markdown), pageScheme, explainHref);
    const html = pageHtml({
      title: page.title,
      body: redirectLinks(body, placeScheme, placeHref),
      language: vscode.env.language,
      back: before === undefined ? undefined : { label: before.title, href: explainHref(before.id) },
    });
    panel.title = page.title;
    panel.webview.html = html;
    panel.reveal(undefined, true);
  }

  #open(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      'archlens.explain',
      'ArchLens',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      {
        enableScripts: false,
        enableCommandUris: [commands.explain, openPlace],
        enableFindWidget: true,
        localResourceRoots: [],
      },
    );
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#trail = [];
    });
    return panel;
  }
}

function explainHref(id: string): string {
  return `command:${commands.explain}?${encodeURIComponent(JSON.stringify([{ id }]))}`;
}

function placeHref(address: string): string {
  return `command:${openPlace}?${encodeURIComponent(JSON.stringify([address, 'page']))}`;
}

/** By the editor's own Markdown extension; where that is switched off, the text as it is. */
async function renderMarkdown(markdown: string): Promise<string> {
  try {
    return await vscode.commands.executeCommand<string>('markdown.api.render', markdown);
  } catch {
    return `<div class="plain">${escapeHtml(markdown)}</div>`;
  }
}
