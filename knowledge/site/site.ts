import { languages } from '../../server/src/base/language.ts';
import { entriesOf } from '../../server/src/describe/entries.ts';
import { sitePath } from '../../server/src/describe/site-path.ts';
import { type Texts, textsIn } from '../../server/src/describe/texts.ts';
import type { Catalog } from '../../server/src/knowledge/catalog.ts';
import { listPages } from './lists.ts';
import { explainPages } from './pages.ts';
import type { SearchEntry } from './search-entry.ts';
import { documentHtml, relative } from './shell.ts';

/** What the pages refer to beside each other. */
export const siteAssets = ['icon.png', 'search.js', 'style.css'] as const;

/** The texts of the site by path, without `siteAssets`. The same knowledge gives the same site. */
export function siteOf(catalog: Catalog, version: string): ReadonlyMap<string, string> {
  const read = catalog.knowledge.sources.reduce((last, source) => (source.read > last ? source.read : last), '');
  const files = new Map<string, string>([['index.html', entrance()]]);
  for (const language of languages) {
    const texts = textsIn(language, catalog);
    for (const content of [...listPages(texts), ...explainPages(texts)])
      files.set(`${language}/${content.path}`, documentHtml(content, { texts, version, read }));
    for (const [path, target] of formerPaths(catalog)) files.set(`${language}/${path}`, moved(relative(path, target)));
    files.set(`${language}/search-index.js`, searchIndex(texts));
  }
  return files;
}

/** A renamed rule is still found by the links to its former id. */
function formerPaths({ knowledge }: Catalog): [path: string, target: string][] {
  return knowledge.rules.flatMap(({ id, aliases }) =>
    aliases.map((alias): [string, string] => [`rules/${alias}.html`, `rules/${id}.html`]),
  );
}

/** Loaded by the search when somebody begins to type; a script, because pages opened from disk may load nothing else. */
function searchIndex(texts: Texts): string {
  const entries = entriesOf(texts).map(({ id, kind, title, names, about }): SearchEntry => ({
    title,
    kind: texts.phrase(`kind.${kind}`),
    path: sitePath(id, texts.catalog) ?? '',
    names: [...new Set([...names, ...(about ?? [])])],
  }));
  return `globalThis.archlensPages=${JSON.stringify(entries)};\n`;
}

/** Where no language is known yet. */
function entrance(): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>ArchLens</title>
<link rel="icon" type="image/png" href="icon.png">
<link rel="stylesheet" href="style.css">
</head>
<body>
<main class="entrance">
<h1><img src="icon.png" alt="" width="48" height="48">ArchLens</h1>
<ul>
<li><a href="en/index.html" lang="en" hreflang="en">English</a></li>
<li><a href="zh-cn/index.html" lang="zh-CN" hreflang="zh-CN">简体中文</a></li>
</ul>
</main>
</body>
</html>
`;
}

function moved(target: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>ArchLens</title>
<meta http-equiv="refresh" content="0; url=${target}">
<link rel="canonical" href="${target}">
</head>
<body>
<p><a href="${target}">${target}</a></p>
</body>
</html>
`;
}
