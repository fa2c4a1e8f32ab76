import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { siteAssets, siteOf } from '../../knowledge/site/site.ts';
import { languages } from '../../server/src/base/language.ts';
import { ruleUrl } from '../../server/src/describe/rule-link.ts';
import { siteFolders, sitePath } from '../../server/src/describe/site-path.ts';
import { textsIn } from '../../server/src/describe/texts.ts';
import { catalog, catalogOf } from '../../server/src/knowledge/catalog.ts';

const site = siteOf(catalog(), '0.1.0');
const pages = [...site].filter(([path]) => path.endsWith('.html'));

/** Values of an attribute of all elements of a page. */
function attributes(html: string, name: string): string[] {
  return Array.from(html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g')), ([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  );
}

/** Links of a page that lead to no file or to no anchor. */
function broken(path: string, html: string, files: ReadonlyMap<string, string>): string[] {
  const links = [...attributes(html, 'href'), ...attributes(html, 'src'), ...attributes(html, 'data-index')];
  return links.filter((link) => {
    if (/^https?:/.test(link)) return !URL.canParse(link);
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : posix.join(posix.dirname(path), file);
    if (siteAssets.some((asset) => asset === target)) return anchor !== undefined;
    const text = files.get(target);
    if (text === undefined) return true;
    return anchor !== undefined && !attributes(text, 'id').includes(decodeURIComponent(anchor));
  });
}

/** The words of a page's own language: without code, addresses and what is marked as another language. */
function words(html: string): string {
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? '';
  return main
    .replace(/<nav class="trail"[\s\S]*?<\/nav>/, '')
    .replace(/<(code|pre|sup)\b[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replace(/<(li|a)\b[^>]* lang="[^"]*"[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replace(/https?:\S+/g, ' ');
}

/** Texts of the elements of a page that hold no further ones. */
function sentences(html: string): string[] {
  return Array.from(words(html).matchAll(/<(p|li|td|th|h[1-4])\b[^>]*>([\s\S]*?)<\/\1>/g), ([, , text = '']) =>
    text.replace(/<[^>]*>/g, '').trim(),
  );
}

const han = /\p{Script=Han}/u;

describe('the site', () => {
  it('is the same each time it is made', () => assert.deepEqual(siteOf(catalog(), '0.1.0'), site));

  it('has a page for every id, in both languages', () => {
    for (const language of languages) {
      for (const id of catalog().ids) {
        const [path = '', anchor] = sitePath(id, catalog())?.split('#') ?? [];
        const html = site.get(`${language}/${path}`);
        assert.ok(html !== undefined, `${language} ${id}`);
        if (anchor !== undefined) assert.ok(attributes(html, 'id').includes(decodeURIComponent(anchor)), id);
      }
    }
  });

  it('is where the links of findings lead, by the ids of rules and by their former ones', () => {
    const address = 'https://docs.example.com/archlens';
    for (const language of languages) {
      const texts = textsIn(language, catalog());
      const named = catalog().knowledge.rules.flatMap(({ id, aliases }) => [id, ...aliases]);
      assert.ok(named.length > 150);
      for (const id of named) {
        const [path = '', anchor] =
          ruleUrl(id, texts, { site: `${address}/` })
            ?.slice(address.length + 1)
            .split('#') ?? [];
        assert.ok(path.startsWith(`${language}/rules/`), id);
        assert.ok(site.has(path), `${id}: ${path}`);
        assert.equal(anchor, undefined);
      }
    }
  });

  it('has the same pages in both languages, and a list of every kind', () => {
    const [english = [], chinese = []] = languages.map((language) =>
      pages.flatMap(([path]) => (path.startsWith(`${language}/`) ? [path.slice(language.length + 1)] : [])),
    );
    assert.deepEqual(chinese, english);
    for (const folder of Object.values(siteFolders)) assert.ok(english.includes(`${folder}/index.html`), folder);
  });

  it('has no link into nothing', () => {
    for (const [path, html] of pages) assert.deepEqual(broken(path, html, site), [], path);
    const bad = '<a href="../gone.html">a</a><a href="#nowhere">b</a><a href="https://example.org/">c</a>';
    assert.deepEqual(broken('en/rules/x.html', bad, site), ['../gone.html', '#nowhere']);
  });

  it('leads from every page to the same page in the other language', () => {
    for (const [path, html] of pages) {
      const [language, ...rest] = path.split('/');
      if (rest.length === 0 || html.includes('http-equiv="refresh"')) continue;
      const other = language === 'en' ? 'zh-cn' : 'en';
      const switches = attributes(html, 'href').map((link) => posix.join(posix.dirname(path), link));
      assert.ok(switches.includes(posix.join(other, ...rest)), path);
    }
  });

  it('speaks one language a page', () => {
    for (const [path, html] of pages) {
      const texts = sentences(html);
      if (path.startsWith('en/'))
        assert.deepEqual(
          texts.filter((text) => han.test(text)),
          [],
          path,
        );
      if (!path.startsWith('zh-cn/') || html.includes('http-equiv="refresh"')) continue;
      assert.match(html, /^<!DOCTYPE html>\n<html lang="zh-CN">/);
      // Names stay as they are; four words of English in a row are a sentence nobody translated.
      const english = texts.filter((text) => !han.test(text) && /(?:\b[a-z]{2,}\b[ ,]+){3}[a-z]{2,}/.test(text));
      assert.deepEqual(english, [], path);
    }
  });

  it('names the sources of every entry that has some', () => {
    for (const language of languages) {
      const title = textsIn(language, catalog()).phrase('page.sources');
      for (const id of catalog().ids) {
        const sources = catalog().rule(id)?.sources ?? ['other entries always have some'];
        const [path = '', anchor] = sitePath(id, catalog())?.split('#') ?? [];
        const html = site.get(`${language}/${path}`) ?? '';
        const own = anchor === undefined ? html : html.slice(html.indexOf(` id="${decodeURIComponent(anchor)}"`));
        const list = own.split(new RegExp(`<h[23][^>]*><a [^>]*>${title}</a></h[23]>`))[1]?.trimStart() ?? '';
        assert.equal(/^<ul>\n<li[^>]*>\[1\] .*<a href="https?:/.test(list), sources.length > 0, `${language} ${id}`);
      }
    }
  });

  it('is found by the former ids of rules', () => {
    const [rule, ...others] = catalog().knowledge.rules;
    assert.ok(rule !== undefined);
    const renamed = { ...rule, aliases: ['archlens/old-name'] };
    const files = siteOf(catalogOf({ ...catalog().knowledge, rules: [renamed, ...others] }), '0.1.0');
    const html = files.get('zh-cn/rules/archlens/old-name.html') ?? '';
    assert.match(html, /http-equiv="refresh"/);
    assert.deepEqual(broken('zh-cn/rules/archlens/old-name.html', html, files), []);
  });

  it('lists every page for the search', () => {
    for (const language of languages) {
      const text = site.get(`${language}/search-index.js`) ?? '';
      const entries: { path: string; names: string[] }[] = JSON.parse(text.replace(/^[^=]*=|;\n$/g, ''));
      assert.deepEqual(new Set(entries.map(({ names }) => names[0])), new Set(catalog().ids));
      for (const { path } of entries) assert.ok(site.has(`${language}/${path.split('#')[0]}`), path);
    }
  });
});

describe('every page is valid HTML', () => {
  const validator = new HtmlValidate({
    root: true,
    extends: ['html-validate:recommended', 'html-validate:document'],
    rules: {
      // Titles are sentences; ids of headings may begin with a digit; all files are of one origin.
      'long-title': 'off',
      'valid-id': ['error', { relaxed: true }],
      'require-sri': ['error', { target: 'crossorigin' }],
    },
  });
  for (const folder of ['', ...Object.values(siteFolders)]) {
    it(folder === '' ? 'the start pages' : folder, async () => {
      for (const [path, html] of pages) {
        if ((path.split('/').slice(0, -1)[1] ?? '') !== folder) continue;
        const { results } = await validator.validateString(html);
        const flaws = results.flatMap(({ messages }) =>
          messages.map(({ line, ruleId, message }) => `${path}:${line} ${ruleId}: ${message}`),
        );
        assert.deepEqual(flaws, []);
      }
    });
  }
});
