/** A page of the knowledge base, ready for a webview. */
export interface HtmlPage {
  readonly title: string;
  /** Rendered and safe apart from its links. */
  readonly body: string;
  /** BCP 47 tag. */
  readonly language: string;
  /** Text and command of a link to the page before. */
  readonly back: { readonly label: string; readonly href: string } | undefined;
}

const style = `
  body { max-width: 48rem; margin: 0 auto; padding: 0 1.5rem 3rem; line-height: 1.6; overflow-wrap: anywhere; font-size: var(--vscode-font-size); }
  h1 { font-size: 1.8em; font-weight: 600; }
  h2 { margin-top: 1.8em; padding-bottom: 0.2em; border-bottom: 1px solid var(--vscode-panel-border); font-size: 1.3em; font-weight: 600; }
  h3 { margin-top: 1.4em; font-size: 1.1em; }
  a { color: var(--vscode-textLink-foreground); text-decoration: none; }
  a:hover, a:active { color: var(--vscode-textLink-activeForeground); text-decoration: underline; }
  a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
  code { font-family: var(--vscode-editor-font-family); background: var(--vscode-textCodeBlock-background); padding: 0.1em 0.3em; border-radius: 3px; }
  pre { background: var(--vscode-textCodeBlock-background); padding: 0.8em 1em; border-radius: 4px; overflow-x: auto; }
  pre code { background: none; padding: 0; }
  table { border-collapse: collapse; margin: 1em 0; display: block; overflow-x: auto; }
  th, td { border: 1px solid var(--vscode-panel-border); min-width: 4em; padding: 0.3em 0.7em; overflow-wrap: break-word; text-align: left; vertical-align: top; }
  blockquote { margin: 1em 0; padding: 0.1em 1em; border-left: 3px solid var(--vscode-textBlockQuote-border); background: var(--vscode-textBlockQuote-background); }
  nav { margin: 1rem 0 -0.5rem; }
  .plain { white-space: pre-wrap; }
`;

/** A whole document: no scripts, nothing from the network, colours and fonts of the editor's theme. */
export function pageHtml({ title, body, language, back }: HtmlPage): string {
  const nav = back === undefined ? '' : `<nav><a href="${escapeHtml(back.href)}">← ${escapeHtml(back.label)}</a></nav>`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${nav}
<main>${body}</main>
</body>
</html>`;
}

/** Points links of one scheme to what `href` gives for the rest of the address (`kafka/acks-not-all`). */
export function redirectLinks(html: string, scheme: string, href: (id: string) => string): string {
  const pattern = new RegExp(`\\shref="${scheme}:([^"]*)"`, 'g');
  return html.replace(pattern, (_, id: string) => ` href="${escapeHtml(href(decodeURIComponent(unescapeHtml(id))))}"`);
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function unescapeHtml(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
