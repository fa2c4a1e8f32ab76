import type { Language } from '../base/language.ts';
import { comparableIds, compare } from '../describe/compare.ts';
import { idOfName } from '../describe/entries.ts';
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

/** Takes ids in any case and names; several options of comparisons have no page of their own. */
function idOf(text: string, texts: Texts, say: Say): string {
  const known = comparableIds(texts);
  const id = [text.trim().toLowerCase(), idOfName(text, texts)].find((one) => one !== undefined && known.includes(one));
  if (id !== undefined) return id;
  const likely = near(text, known);
  const ids = texts.list(likely.length > 0 ? likely : known);
  throw new UsageError(
    texts.sentences([say('unknownId', { id: text }), say(likely.length > 0 ? 'nearIds' : 'canCompare', { ids })]),
  );
}
