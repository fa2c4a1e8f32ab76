import MarkdownIt from 'markdown-it';

/** The renderer of VS Code's own pages; no HTML comes through. */
const markdown = new MarkdownIt({ html: false, linkify: true });
// Only what says its scheme is an address: `kafka.example.org` in a sentence is a name.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });

/** A text of a block as HTML; the numbers of sources stand high. */
export function inlineHtml(text: string): string {
  return markdown
    .renderInline(text)
    .replace(/<a href="([^"]*)">\[(\d+)\]<\/a>/g, '<sup><a href="$1">[$2]</a></sup>')
    .replace(/<\/sup>\s*<sup>/g, '</sup><sup>');
}

/** What is left of a text without its markup. */
export function plainText(text: string): string {
  return unescaped(inlineHtml(text).replace(/<[^>]*>/g, ''));
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function unescaped(html: string): string {
  return html.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
