import type { Comparison, Component } from '../knowledge/types.ts';
import { comparisonTables } from './comparison-page.ts';
import { code, type PageLink } from './markdown.ts';
import { type Block, heading, list, type Page, paragraph, section } from './page.ts';
import { claim, type PageContext, sourcesSection } from './page-context.ts';
import { Citations } from './sources.ts';
import type { Texts } from './texts.ts';

/** Ids that can be compared: every component, and every option of a comparison. */
export function comparableIds({ catalog }: Texts): string[] {
  const { components, comparisons } = catalog.knowledge;
  const options = comparisons.flatMap(({ options: all }) => all.map(({ id }) => id));
  return [...new Set([...components.map(({ id }) => id), ...options])].sort();
}

/**
 * Components (or other options) side by side: what each offers, and the part of every comparison that holds at least two
 * of them. `ids` are some of `comparableIds`.
 */
export function compare(ids: readonly string[], texts: Texts, page: PageLink): Page {
  const { catalog } = texts;
  const context: PageContext = { texts, page, project: undefined, writing: undefined, citations: new Citations(texts) };
  const components = ids.flatMap((id) => catalog.component(id) ?? []);
  const shared = catalog.knowledge.comparisons.filter(
    ({ options }) => options.filter(({ id }) => ids.includes(id)).length > 1,
  );
  const names = ids.map((id) => comparableName(id, texts));
  const title = texts.list(names);
  return {
    id: ids.join(' '),
    kind: 'comparison',
    title,
    blocks: [
      heading(1, title),
      ...list(components.map((one) => `**${page(one.id, texts.of(one.name))}** — ${texts.of(one.short)}`)),
      ...offers(components, context),
      ...shared.flatMap((comparison) => excerpt(comparison, ids, context)),
      ...(components.length === 0 && shared.length === 0 ? [paragraph(texts.phrase('compare.nothing'))] : []),
      ...sourcesSection(context),
    ],
  };
}

/** What an id of `comparableIds` is called. */
export function comparableName(id: string, texts: Texts): string {
  const component = texts.catalog.component(id);
  if (component !== undefined) return texts.of(component.name);
  const option = texts.catalog.knowledge.comparisons.flatMap(({ options }) => options).find((one) => one.id === id);
  return option === undefined ? id : texts.of(option.name);
}

/** Every need that one of them has an answer to, with the answers and then the reasons. */
function offers(components: readonly Component[], context: PageContext): Block[] {
  const { texts } = context;
  const needs = [...new Set(components.flatMap((one) => one.offers.map(({ need }) => need)))];
  if (components.length < 2 || needs.length === 0) return [];
  const needText = (need: string): string => texts.phraseIfAny(`need.${need}`) ?? code(need);
  const answers = needs.map((need) => [
    needText(need),
    ...components.map((one) => {
      const offer = one.offers.find((candidate) => candidate.need === need);
      return offer === undefined ? '–' : texts.phrase(`answer.${offer.answer}`);
    }),
  ]);
  const head = [texts.phrase('page.need'), ...components.map((one) => texts.of(one.name))];
  const reasons = needs.flatMap((need) => [
    heading(3, needText(need)),
    ...list(
      components.flatMap((one) =>
        one.offers
          .filter((offer) => offer.need === need)
          .map((offer) => texts.labelled(`**${texts.of(one.name)}**`, claim(offer.why, context))),
      ),
    ),
  ]);
  return section(texts.phrase('page.offers'), [{ kind: 'table', head, rows: answers }, ...reasons]);
}

function excerpt(comparison: Comparison, ids: readonly string[], context: PageContext): Block[] {
  const options = comparison.options.filter(({ id }) => ids.includes(id));
  const more = context.page(comparison.id, context.texts.of(comparison.name));
  return section(context.texts.of(comparison.name), [
    ...comparisonTables({ ...comparison, options }, context),
    paragraph(context.texts.labelled(context.texts.phrase('page.see-also'), more)),
  ]);
}
