import type { Concept } from '../knowledge/types.ts';
import { type Block, heading, list, paragraph, section } from './page.ts';
import { claim, type PageContext, sourcesSection } from './page-context.ts';
import { titleOf } from './title.ts';
import { verifiedSection } from './verified.ts';

/** An idea the other pages refer to. */
export function conceptPage(concept: Concept, context: PageContext): Block[] {
  const { texts, page } = context;
  const more = concept.seeAlso.map((id) => page(id, titleOf(id, texts)));
  return [
    heading(1, texts.of(concept.name)),
    paragraph(claim(concept.statement, context)),
    ...list(concept.details.map((detail) => claim(detail, context))),
    ...section(texts.phrase('page.see-also'), list(more)),
    ...verifiedSection(concept.id, context),
    ...sourcesSection(context),
  ];
}
