import { groupBy } from '../../server/src/base/group.ts';
import { pageKinds, type PageKind } from '../../server/src/describe/page.ts';
import { sitePath, siteFolders } from '../../server/src/describe/site-path.ts';
import { componentName, type Texts } from '../../server/src/describe/texts.ts';
import type { Heading } from './blocks.ts';
import { escapeHtml, inlineHtml } from './inline.ts';
import { type Content, relative } from './shell.ts';

/** The start page and the list of every kind. */
export function listPages(texts: Texts): Content[] {
  return [startPage(texts), ...pageKinds.map((kind) => listPage(kind, texts))];
}

function startPage(texts: Texts): Content {
  const { components, rules, concepts, comparisons } = texts.catalog.knowledge;
  const counts: Readonly<Record<PageKind, number>> = {
    component: components.length,
    concept: concepts.length,
    comparison: comparisons.length,
    setting: components.reduce((sum, { settings }) => sum + settings.length, 0),
    rule: rules.length,
  };
  const cards = pageKinds.map(
    (kind) =>
      `<li><a href="${siteFolders[kind]}/index.html"><strong>${texts.phrase(`kind.${kind}-many`)}</strong> <span class="count">${counts[kind]}</span></a><p>${texts.phrase(`site.about-${kind}`)}</p></li>`,
  );
  const html = [
    `<h1>${texts.phrase('site.name')}</h1>`,
    `<p class="lead">${texts.phrase('site.lead')}</p>`,
    `<ul class="cards">\n${cards.join('\n')}\n</ul>`,
    ...componentGroups(texts, '').map(({ html: group }) => group),
  ];
  return { path: 'index.html', title: texts.phrase('site.name'), html: html.join('\n'), headings: [], trail: [] };
}

interface Group {
  readonly heading: Heading;
  readonly html: string;
}

function listPage(kind: PageKind, texts: Texts): Content {
  const folder = siteFolders[kind];
  const title = texts.phrase(`kind.${kind}-many`);
  const path = `${folder}/index.html`;
  const groups = groupsOf(kind, texts, path);
  const html = [
    `<h1>${title}</h1>`,
    `<p class="lead">${texts.phrase(`site.about-${kind}`)}</p>`,
    ...groups.map((group) => group.html),
  ].join('\n');
  const headings = groups.map(({ heading }) => heading).filter(({ html: text }) => text !== '');
  const trail = [{ title: texts.phrase('site.home'), path: 'index.html' }];
  return { path, title, html, headings, trail, folder };
}

function groupsOf(kind: PageKind, texts: Texts, path: string): Group[] {
  switch (kind) {
    case 'component':
      return componentGroups(texts, path);
    case 'setting':
      return settingGroups(texts, path);
    case 'rule':
      return ruleGroups(texts, path);
    case 'concept':
    case 'comparison':
      return [plainGroup(kind, texts, path)];
  }
}

function link(id: string, html: string, texts: Texts, path: string): string {
  return `<a href="${escapeHtml(relative(path, sitePath(id, texts.catalog) ?? ''))}">${html}</a>`;
}

function group(id: string, title: string, items: readonly string[]): Group {
  const heading = title === '' ? '' : `<h2 id="${id}">${title}</h2>\n`;
  return { heading: { id, level: 2, html: title }, html: `${heading}<ul class="list">\n${items.join('\n')}\n</ul>` };
}

function item(id: string, title: string, text: string, texts: Texts, path: string): string {
  return `<li>${link(id, title, texts, path)} <span>${text}</span></li>`;
}

function componentGroups(texts: Texts, path: string): Group[] {
  const byCategory = groupBy(texts.catalog.knowledge.components, ({ category }) => category);
  return [...byCategory]
    .map(([category, components]) => ({ category, components, title: categoryName(category, texts) }))
    .toSorted((a, b) => a.title.localeCompare(b.title, texts.language))
    .map(({ category, components, title }) =>
      group(
        category,
        escapeHtml(title),
        components.map((one) =>
          item(one.id, inlineHtml(texts.of(one.name)), inlineHtml(texts.of(one.short)), texts, path),
        ),
      ),
    );
}

function categoryName(category: string, texts: Texts): string {
  return texts.phraseIfAny(`component-category.${category}`) ?? category;
}

function settingGroups(texts: Texts, path: string): Group[] {
  return texts.catalog.knowledge.components
    .filter(({ settings }) => settings.length > 0)
    .map(({ id, settings }) =>
      group(
        id,
        inlineHtml(componentName(id, texts)),
        settings.map((one) =>
          item(
            one.id,
            `<code>${escapeHtml(one.id.slice(id.length + 1))}</code>`,
            inlineHtml(texts.of(one.title)),
            texts,
            path,
          ),
        ),
      ),
    );
}

function ruleGroups(texts: Texts, path: string): Group[] {
  const byOwner = groupBy(texts.catalog.knowledge.rules, ({ id }) => id.slice(0, id.indexOf('/')));
  return [...byOwner].map(([owner, rules]) =>
    group(
      owner,
      inlineHtml(texts.phraseIfAny(`site.rules-${owner}`) ?? componentName(owner, texts)),
      rules.map((rule) => {
        const kind = [texts.phrase(`category.${rule.category}`), `<code>${escapeHtml(rule.id)}</code>`].join(' · ');
        return item(rule.id, inlineHtml(texts.of(rule.title)), kind, texts, path);
      }),
    ),
  );
}

function plainGroup(kind: 'concept' | 'comparison', texts: Texts, path: string): Group {
  const { concepts, comparisons } = texts.catalog.knowledge;
  const all = [...(kind === 'concept' ? concepts : comparisons)];
  all.sort((a, b) => texts.of(a.name).localeCompare(texts.of(b.name), texts.language));
  const items = all.map((one) =>
    item(one.id, inlineHtml(texts.of(one.name)), inlineHtml(texts.of(one.statement.text)), texts, path),
  );
  return group(kind, '', items);
}
