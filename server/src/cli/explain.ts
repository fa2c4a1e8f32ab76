import { existsSync } from 'node:fs';
import type { Language } from '../base/language.ts';
import { entriesOf, type PageEntry, searchPages } from '../describe/entries.ts';
import { explain, resolveId } from '../describe/explain.ts';
import { namedPage } from '../describe/markdown.ts';
import { pageKinds } from '../describe/page.ts';
import { type Texts, textsIn } from '../describe/texts.ts';
import { catalog } from '../knowledge/catalog.ts';
import { formattedPage, type PageFormat } from './page.ts';
import { print } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import type { Say } from './words.ts';

export interface ExplainCommandOptions {
  readonly language: Language;
  readonly format?: PageFormat;
}

/**
 * `archlens explain`; with paths, the page also says what is done there. Several words that are no paths are searched for;
 * without any, the ways to ask are shown. Returns the exit code.
 */
export async function runExplain(
  id: string | undefined,
  paths: readonly string[],
  options: ExplainCommandOptions,
  say: Say,
): Promise<number> {
  const texts = textsIn(options.language, catalog());
  if (id === undefined) {
    print(overview(texts, say));
    return 0;
  }
  if (paths.length > 0 && !paths.some((path) => existsSync(path))) {
    const found = searchPages([id, ...paths].join(' '), texts, searchLimit);
    const [only] = found;
    if (only !== undefined && found.length > 1) {
      print(searchResults(found, texts));
      return 0;
    }
    if (only !== undefined) return show(only.id, [], texts, options, say);
  }
  const resolved = resolveId(id, texts);
  if ('near' in resolved) throw new UsageError(unknownId(id, texts, resolved.near, say));
  return show(resolved.id, paths, texts, options, say);
}

const searchLimit = 20;

async function show(
  id: string,
  paths: readonly string[],
  texts: Texts,
  { format }: ExplainCommandOptions,
  say: Say,
): Promise<number> {
  // The pipeline is loaded only where a workspace is asked about.
  const project = paths.length === 0 ? undefined : await (await import('./open.ts')).openProject(paths, {}, say);
  const page = explain(id, texts, { page: namedPage, ...(project !== undefined && { project }) });
  if (page === undefined) throw new UsageError(unknownId(id, texts, [], say));
  print(formattedPage(page, format));
  return 0;
}

/** What there are pages about, and how to ask for one. */
function overview(texts: Texts, say: Say): string {
  const entries = entriesOf(texts);
  const lines = pageKinds.map((kind) => {
    const ids = entries.filter((entry) => entry.kind === kind).map((entry) => entry.id);
    const title = `${texts.phrase(`kind.${kind}-many`)} (${ids.length})`;
    return texts.labelled(title, ids.length > 100 ? `${texts.list(ids.slice(0, 4))} …` : texts.list(ids));
  });
  return `${lines.join('\n\n')}\n\n${say('howToExplain')}`;
}

function searchResults(found: readonly PageEntry[], texts: Texts): string {
  const wide = Math.max(...found.map(({ id }) => id.length));
  return found
    .map(({ id, kind, title }) => `${id.padEnd(wide)}  ${title} (${texts.phrase(`kind.${kind}`)})`)
    .join('\n');
}

function unknownId(id: string, texts: Texts, near: readonly string[], say: Say): string {
  const hint =
    near.length > 0
      ? say('nearIds', { ids: texts.list(near) })
      : say('howToList', { components: texts.list(catalog().knowledge.components.map((one) => one.id)) });
  return texts.sentences([say('unknownId', { id }), hint]);
}
