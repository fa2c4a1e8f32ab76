import type { Language } from '../base/language.ts';
import { comparableIds, compare } from '../describe/compare.ts';
import { namedPage } from '../describe/markdown.ts';
import { type Texts, textsIn } from '../describe/texts.ts';
import { catalog } from '../knowledge/catalog.ts';
import { near } from '../knowledge/near.ts';
import { formattedPage, type PageFormat } from './page.ts';
import { print } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import type { Say } from './words.ts';

export interface CompareCommandOptions {
  readonly language: Language;
  readonly format?: PageFormat;
}

/** `archlens compare`: two or more components side by side. */
export function runCompare(given: readonly string[], { language, format }: CompareCommandOptions, say: Say): void {
  const texts = textsIn(language, catalog());
  const ids = [...new Set(given.map((one) => idOf(one, texts, say)))];
  if (ids.length < 2) throw new UsageError(say('compareTwo'));
  print(formattedPage(compare(ids, texts, namedPage), format));
}

/** Takes ids in any case and names of components. */
function idOf(text: string, texts: Texts, say: Say): string {
  const wanted = text.trim().toLowerCase();
  const known = comparableIds(texts);
  const named = texts.catalog.knowledge.components.find(
    ({ name }) => texts.of(name).toLowerCase() === wanted || name.en.toLowerCase() === wanted,
  );
  const id = known.find((one) => one === wanted) ?? named?.id;
  if (id !== undefined) return id;
  const likely = near(text, known);
  const ids = texts.list(likely.length > 0 ? likely : known);
  throw new UsageError(
    `${say('unknownId', { id: text })} ${likely.length > 0 ? say('nearIds', { ids }) : say('canCompare', { ids })}`,
  );
}
