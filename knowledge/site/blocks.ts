import { code } from '../../server/src/describe/markdown.ts';
import type { Block } from '../../server/src/describe/page.ts';
import type { Texts } from '../../server/src/describe/texts.ts';
import { escapeHtml, inlineHtml, plainText } from './inline.ts';

/** A heading that a page can be entered at. */
export interface Heading {
  readonly id: string;
  readonly level: number;
  readonly html: string;
}

export interface RenderedBlocks {
  readonly html: string;
  /** In the order of the page, without its title. */
  readonly headings: readonly Heading[];
}

export interface BlockOptions {
  readonly texts: Texts;
  /** Name of the subject where several share a page: it is the title, and the headings are one level lower and bear its name in their ids. */
  readonly within?: string;
}

/** The blocks of a page as HTML. */
export function blocksHtml(blocks: readonly Block[], { texts, within }: BlockOptions): RenderedBlocks {
  const ids = new Set<string>();
  const labels = new Set<string>();
  const headings: Heading[] = [];
  let above = '';
  const html = blocks.map((block) => {
    if (block.kind === 'table') return tableHtml(block, unique(above, labels, ' '), texts);
    if (block.kind !== 'heading') return bodyHtml(block, texts);
    above = plainText(block.text);
    const level = block.level + (within === undefined ? 0 : 1);
    const text = inlineHtml(block.text);
    if (block.level === 1)
      return within === undefined ? `<h1>${text}</h1>` : anchored(level, within, inlineHtml(code(within)));
    const id = unique([...(within === undefined ? [] : [within]), slug(plainText(block.text))].join('--'), ids);
    headings.push({ id, level, html: text });
    return anchored(level, id, text);
  });
  return { html: html.join('\n'), headings };
}

/** The heading is a link to itself, to copy. */
function anchored(level: number, id: string, html: string): string {
  const inner = html.includes('<a ') ? html : `<a href="#${encodeURIComponent(id)}">${html}</a>`;
  return `<h${level} id="${escapeHtml(id)}">${inner}</h${level}>`;
}

/** Letters and digits of any language; the rest becomes hyphens. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

function unique(id: string, taken: Set<string>, separator = '-'): string {
  let candidate = id;
  for (let n = 2; taken.has(candidate); n++) candidate = `${id}${separator}${n}`;
  taken.add(candidate);
  return candidate;
}

function bodyHtml(block: Exclude<Block, { kind: 'heading' | 'table' }>, texts: Texts): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${inlineHtml(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li${foreign(item, texts)}>${inlineHtml(item)}</li>`).join('\n')}\n</ul>`;
    case 'code':
      return `<pre tabindex="0"><code>${escapeHtml(block.text.trimEnd())}</code></pre>`;
  }
}

/** Titles of sources stay in the language of the source. */
function foreign(text: string, { language }: Texts): string {
  return language === 'zh-cn' && !/\p{Script=Han}/u.test(text) && /^\[\d+\] /.test(text) ? ' lang="en"' : '';
}

/** Wide tables scroll on their own; narrow ones become lists of labelled values where there is little room. */
function tableHtml({ head, rows }: Extract<Block, { kind: 'table' }>, label: string, texts: Texts): string {
  const words = head.map((cell) => plainText(cell));
  const heads = head.map((cell) => `<th scope="col">${inlineHtml(cell)}</th>`).join('');
  const body = rows.map(([first = '', ...rest]) => {
    const cells = rest.map(
      (cell, i) => `<td data-label="${escapeHtml(words[i + 1] ?? '')}">${cellHtml(cell, texts)}</td>`,
    );
    return `<tr><th scope="row">${inlineHtml(first)}</th>${cells.join('')}</tr>`;
  });
  const form = head.length > 4 ? 'wide' : 'narrow';
  return `<section class="table ${form}" aria-label="${escapeHtml(label)}" tabindex="0"><table>
<thead><tr>${heads}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table></section>`;
}

const signs = ['answer.yes', 'answer.partly', 'answer.no', 'severity.error', 'severity.warning', 'severity.info'];

/** Answers and severities are told apart at a glance; the word says the same. */
function cellHtml(cell: string, texts: Texts): string {
  const sign = signs.find((key) => texts.phrase(key) === cell);
  const html = inlineHtml(cell);
  return sign === undefined ? html : `<span class="sign ${sign.replace('.', '-')}">${html}</span>`;
}
