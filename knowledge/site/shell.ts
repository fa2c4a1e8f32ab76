import { type Language, languages } from '../../server/src/base/language.ts';
import { pageKinds } from '../../server/src/describe/page.ts';
import { siteFolders } from '../../server/src/describe/site-path.ts';
import type { Texts } from '../../server/src/describe/texts.ts';
import type { Heading } from './blocks.ts';
import { escapeHtml, plainText } from './inline.ts';

/** BCP 47 tags and names of the languages, each in itself. */
const tongues: Readonly<Record<Language, { readonly tag: string; readonly name: string }>> = {
  en: { tag: 'en', name: 'English' },
  'zh-cn': { tag: 'zh-CN', name: '简体中文' },
};

/** A page before it has a frame. */
export interface Content {
  /** Below the folder of the language: `rules/kafka/acks-not-all.html`. */
  readonly path: string;
  readonly title: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  /** Links from the start page to here, without either. */
  readonly trail: readonly { readonly title: string; readonly path: string }[];
  /** Folder of the navigation that this page belongs to. */
  readonly folder?: string;
}

export interface Frame {
  readonly texts: Texts;
  readonly version: string;
  /** ISO date of the last reading of a source. */
  readonly read: string;
}

/** Way from one page of a language to another one, which may have an anchor. */
export function relative(from: string, to: string): string {
  return `${'../'.repeat(from.split('/').length - 1)}${to}`;
}

/** A whole document. It needs no script; the search is there only where one runs. */
export function documentHtml({ path, title, html, headings, trail, folder }: Content, frame: Frame): string {
  const { texts } = frame;
  const to = (target: string): string => escapeHtml(relative(path, target));
  const root = (target: string): string => to(`../${target}`);
  const { tag } = tongues[texts.language];
  const name = texts.phrase('site.name');
  const whole = path === 'index.html' ? name : `${title} · ${name}`;
  const alternates = languages.map(
    (language) => `<link rel="alternate" hreflang="${tongues[language].tag}" href="${root(`${language}/${path}`)}">`,
  );
  return `<!DOCTYPE html>
<html lang="${tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(whole)}</title>
${alternates.join('\n')}
<link rel="icon" type="image/png" href="${root('icon.png')}">
<link rel="stylesheet" href="${root('style.css')}">
<script defer src="${root('search.js')}"></script>
</head>
<body>
<a class="skip" href="#content">${texts.phrase('site.skip')}</a>
<header>
<a class="home" href="${to('index.html')}"${current(path === 'index.html')}><img src="${root('icon.png')}" alt="" width="24" height="24">${name}</a>
${searchHtml(texts, to('search-index.js'), relative(path, ''))}
<nav class="languages" aria-label="${texts.phrase('site.languages')}">${languagesHtml(texts.language, path, root)}</nav>
<nav class="kinds" aria-label="${texts.phrase('site.navigation')}">${kindsHtml(texts, folder, to)}</nav>
</header>
<div class="page">
${contentsHtml(headings, texts)}
<main id="content">
${trailHtml(trail, title, texts, to)}
${html}
</main>
</div>
<footer>
<p>${texts.phrase('site.footer', { version: frame.version, date: frame.read })}</p>
</footer>
</body>
</html>
`;
}

function current(isCurrent: boolean): string {
  return isCurrent ? ' aria-current="page"' : '';
}

/** `index` and `base` tell the script where the list of pages is, and what their paths start from. */
function searchHtml(texts: Texts, index: string, base: string): string {
  const label = texts.phrase('site.search');
  return `<search class="search" hidden data-index="${index}" data-base="${base}" data-none="${texts.phrase('site.nothing-found')}" data-some="${texts.phrase('site.found')}">
<label class="unseen" for="query">${label}</label>
<input id="query" type="search" autocomplete="off" placeholder="${label}">
<p class="unseen" role="status"></p>
<ul class="results" hidden></ul>
</search>`;
}

function languagesHtml(language: Language, path: string, root: (target: string) => string): string {
  const links = languages.map((one) => {
    const { tag, name } = tongues[one];
    const href = root(`${one}/${path}`);
    return `<a href="${href}" lang="${tag}" hreflang="${tag}"${one === language ? ' aria-current="true"' : ''}>${name}</a>`;
  });
  return links.join('');
}

function kindsHtml(texts: Texts, folder: string | undefined, to: (target: string) => string): string {
  const links = pageKinds.map((kind) => {
    const own = siteFolders[kind];
    const mark = own === folder ? ' aria-current="true"' : '';
    return `<a href="${to(`${own}/index.html`)}"${mark}>${texts.phrase(`kind.${kind}-many`)}</a>`;
  });
  return links.join('');
}

/** With more headings than these, the list is also shown where there is little room. */
const longContents = 12;

/** Headings of the second level; a page with few of them needs no list. */
function contentsHtml(headings: readonly Heading[], texts: Texts): string {
  const top = headings.filter(({ level }) => level === 2);
  if (top.length < 3) return '';
  const items = top.map(
    ({ id, html }) => `<li><a href="#${encodeURIComponent(id)}">${html.replace(/<\/?(?:a|sup)\b[^>]*>/g, '')}</a></li>`,
  );
  return `<nav class="contents${top.length > longContents ? ' long' : ''}" aria-labelledby="contents">
<p id="contents">${texts.phrase('site.contents')}</p>
<ul>
${items.join('\n')}
</ul>
</nav>`;
}

function trailHtml(trail: Content['trail'], title: string, texts: Texts, to: (target: string) => string): string {
  if (trail.length === 0) return '';
  const items = trail.map((one) => `<li><a href="${to(one.path)}">${escapeHtml(one.title)}</a></li>`);
  return `<nav class="trail" aria-label="${texts.phrase('site.trail')}"><ol>${items.join('')}<li aria-current="page">${escapeHtml(plainText(title))}</li></ol></nav>`;
}
