import { type Page, pageMarkdown } from '../describe/page.ts';
import { pageText } from '../report/page-text.ts';
import { coloured, plain } from '../report/paint.ts';
import { wantsColour } from './terminal.ts';
import { version } from './version.ts';

export type PageFormat = 'text' | 'markdown' | 'json';

/** A page as it is printed; as text, no wider than the terminal. */
export function formattedPage(page: Page, format: PageFormat | undefined): string {
  if (format === 'markdown') return pageMarkdown(page);
  if (format === 'json') {
    const { id, kind, title } = page;
    const envelope = { schemaVersion: 1, tool: { name: 'archlens', version: version() } };
    return JSON.stringify({ ...envelope, id, kind, title, markdown: pageMarkdown(page) }, undefined, 2);
  }
  const paint = wantsColour(process.stdout) ? coloured : plain;
  return pageText(page, paint, Math.min(process.stdout.columns ?? 100, 100));
}
