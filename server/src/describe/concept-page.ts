import type { Concept } from '../knowledge/types.ts';
import { type Block, heading, list, paragraph, section } from './page.ts';
import { claim, type PageContext, sourcesSection } from './page-context.ts';
import { verifiedSection } from './verified.ts';

/** An idea the other pages refer to. */
export function conceptPage(concept: Concept, context: PageContext): Block[] {
  const { texts, page } = context;
  const more = concept.seeAlso.map((id) => page(id, titleOf(id, context)));
  return [
    heading(1, texts.of(concept.name)),
    paragraph(claim(concept.statement, context)),
    ...list(concept.details.map((detail) => claim(detail, context))),
    ...section(texts.phrase('page.see-also'), list(more)),
    ...verifiedSection(concept.id, context),
    ...sourcesSection(context),
  ];
}

function titleOf(id: string, { texts }: PageContext): string {
  const { catalog } = texts;
  const named = catalog.concept(id) ?? catalog.component(id);
  if (named !== undefined) return texts.of(named.name);
  const titled = catalog.rule(id) ?? catalog.setting(id);
  return titled === undefined ? id : texts.of(titled.title);
}
