import type { Comparison } from '../knowledge/types.ts';
import { type Block, heading, list, paragraph, section } from './page.ts';
import { claim, type PageContext, sourcesSection } from './page-context.ts';
import { titleOf } from './title.ts';
import { verifiedSection } from './verified.ts';

/** What to take when, then options over needs as a table with the reason for every answer. */
export function comparisonPage(comparison: Comparison, context: PageContext): Block[] {
  const { texts, page } = context;
  return [
    heading(1, texts.of(comparison.name)),
    paragraph(claim(comparison.statement, context)),
    ...section(
      texts.phrase('page.advice'),
      list(comparison.advice.map(({ title, choice }) => `**${texts.of(title)}** — ${claim(choice, context)}`)),
    ),
    ...section(texts.phrase('page.needs'), comparisonTables(comparison, context)),
    ...section(texts.phrase('page.see-also'), list(comparison.seeAlso.map((id) => page(id, titleOf(id, texts))))),
    ...verifiedSection(comparison.id, context),
    ...sourcesSection(context),
  ];
}

/** The answers as a table, then the reason for each. */
export function comparisonTables(comparison: Comparison, context: PageContext): Block[] {
  return [...overview(comparison, context), ...reasons(comparison, context)];
}

function overview({ options, rows }: Comparison, { texts, page }: PageContext): Block[] {
  const known = (id: string): boolean => (texts.catalog.component(id) ?? texts.catalog.concept(id)) !== undefined;
  const head = options.map(({ id, name }) => (known(id) ? page(id, texts.of(name)) : texts.of(name)));
  const lines = rows.map(({ title, cells }) => [
    texts.of(title),
    ...options.map(({ id }) => (cells[id] === undefined ? '–' : texts.phrase(`answer.${cells[id].answer}`))),
  ]);
  return [{ kind: 'table', head: [texts.phrase('page.need'), ...head], rows: lines }];
}

function reasons({ options, rows }: Comparison, context: PageContext): Block[] {
  const { texts } = context;
  return rows.flatMap(({ title, cells }) => {
    const items = options.flatMap(({ id, name }) => {
      const cell = cells[id];
      if (cell === undefined) return [];
      const answer = `**${texts.of(name)}** · ${texts.phrase(`answer.${cell.answer}`)}`;
      return [texts.labelled(answer, claim(cell.why, context))];
    });
    return [heading(3, texts.of(title)), ...list(items)];
  });
}
