import { explain } from '../../server/src/describe/explain.ts';
import { link } from '../../server/src/describe/markdown.ts';
import type { Page, PageKind } from '../../server/src/describe/page.ts';
import { siteFolders, sitePath } from '../../server/src/describe/site-path.ts';
import { componentName, type Texts } from '../../server/src/describe/texts.ts';
import type { Component } from '../../server/src/knowledge/types.ts';
import { blocksHtml, type Heading } from './blocks.ts';
import { escapeHtml, inlineHtml } from './inline.ts';
import { type Content, relative } from './shell.ts';

/** The pages of `explain`, each where `sitePath` says; the settings of a component share one. */
export function explainPages(texts: Texts): Content[] {
  const { components, rules, concepts, comparisons } = texts.catalog.knowledge;
  return [
    ...components.flatMap(({ id }) => explainPage(id, texts)),
    ...components.filter(({ settings }) => settings.length > 0).map((component) => settingsPage(component, texts)),
    ...rules.flatMap(({ id }) => explainPage(id, texts)),
    ...concepts.flatMap(({ id }) => explainPage(id, texts)),
    ...comparisons.flatMap(({ id }) => explainPage(id, texts)),
  ];
}

function pageOf(id: string, path: string, texts: Texts): Page {
  const page = explain(id, texts, {
    page: (target, text) => {
      const way = sitePath(target, texts.catalog);
      return way === undefined ? text : link(text, relative(path, way));
    },
  });
  if (page === undefined) throw new Error(`there is no page for ${id}`);
  return page;
}

function explainPage(id: string, texts: Texts): Content[] {
  const path = sitePath(id, texts.catalog);
  if (path === undefined) return [];
  const page = pageOf(id, path, texts);
  const { html, headings } = blocksHtml(page.blocks, { texts });
  return [
    { path, title: page.title, html, headings, trail: trailOf(page.kind, texts), folder: siteFolders[page.kind] },
  ];
}

function trailOf(kind: PageKind, texts: Texts): Content['trail'] {
  return [
    { title: texts.phrase('site.home'), path: 'index.html' },
    { title: texts.phrase(`kind.${kind}-many`), path: `${siteFolders[kind]}/index.html` },
  ];
}

/** All settings of a component, each in a section that can be linked to by the setting's name. */
function settingsPage({ id, settings }: Component, texts: Texts): Content {
  const path = `${siteFolders.setting}/${id}.html`;
  const name = componentName(id, texts);
  const title = texts.phrase('site.settings-of', { component: name });
  const headings: Heading[] = [];
  const sections = settings.map((setting) => {
    const own = setting.id.slice(id.length + 1);
    const { html } = blocksHtml(pageOf(setting.id, path, texts).blocks, { texts, within: own });
    headings.push({ id: own, level: 2, html: `<code>${escapeHtml(own)}</code>` });
    return `<section class="setting">\n${html}\n</section>`;
  });
  const about = inlineHtml(link(name, relative(path, sitePath(id, texts.catalog) ?? '')));
  return {
    path,
    title,
    html: [`<h1>${escapeHtml(title)}</h1>`, `<p>${about}</p>`, ...sections].join('\n'),
    headings,
    trail: trailOf('setting', texts),
    folder: siteFolders.setting,
  };
}
