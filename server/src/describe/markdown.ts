/** Text of a workspace as code: nothing in it can become markup. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').slice(0, 200);
  if (line.trim() === '') return '` `';
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = longest > 0 ? ' ' : '';
  return `${fence}${gap}${line}${gap}${fence}`;
}

/** Text of a workspace as words: characters with a meaning in Markdown or HTML lose it. */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** @param title what an editor shows over the link; a path or name of the workspace */
export function link(text: string, url: string, title?: string): string {
  const shownTitle = title === undefined ? '' : ` "${escaped(title).replaceAll('"', "'")}"`;
  return `[${text}](${url.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll(' ', '%20')}${shownTitle})`;
}

/** How a text refers to another page of the knowledge base; editors make a link of it, terminals name the id. */
export type PageLink = (id: string, text: string) => string;

export const namedPage: PageLink = (id, text) =>
  text === id || text === code(id) ? code(id) : `${text} (${code(id)})`;

/** Links with the scheme `archlens:`, which the extension's pages open in place. */
export const linkedPage: PageLink = (id, text) => link(text, `archlens:${id}`);

/** Links that run a command of the editor with `{ id }`. */
export function commandPage(command: string): PageLink {
  return (id, text) => link(text, commandAddress(command, { id }));
}

/** An address that runs a command of the editor with one argument. */
export function commandAddress(command: string, argument: unknown): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
}

/** The text alone, where pages cannot be opened. */
export const plainPage: PageLink = (id, text) => (text === id || text === code(id) ? code(id) : '');
