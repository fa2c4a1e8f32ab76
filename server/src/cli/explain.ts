import type { Language } from '../base/language.ts';
import { explain, resolveId } from '../describe/explain.ts';
import { namedPage } from '../describe/markdown.ts';
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

/** `archlens explain`; with paths, the page also says what is done there. Returns the exit code. */
export async function runExplain(
  id: string,
  paths: readonly string[],
  options: ExplainCommandOptions,
  say: Say,
): Promise<number> {
  const texts = textsIn(options.language, catalog());
  const resolved = resolveId(id, texts);
  if ('near' in resolved) throw new UsageError(unknownId(id, resolved.near, texts, say));
  // The pipeline is loaded only where a workspace is asked about.
  const project = paths.length === 0 ? undefined : await (await import('./open.ts')).openProject(paths, {}, say);
  const page = explain(resolved.id, texts, { page: namedPage, ...(project !== undefined && { project }) });
  if (page === undefined) throw new UsageError(unknownId(id, [], texts, say));
  print(formattedPage(page, options.format));
  return 0;
}

function unknownId(id: string, near: readonly string[], texts: Texts, say: Say): string {
  const hint =
    near.length > 0
      ? say('nearIds', { ids: texts.list(near) })
      : say('howToList', { components: texts.list(catalog().knowledge.components.map((one) => one.id)) });
  return `${say('unknownId', { id })} ${hint}`;
}
