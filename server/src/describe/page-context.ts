import type { Claim } from '../knowledge/types.ts';
import type { Project } from '../project/project.ts';
import { type Block, list, section } from './page.ts';
import type { PageLink } from './markdown.ts';
import type { Citations } from './sources.ts';
import type { Texts } from './texts.ts';
import type { Writing } from './writing.ts';

/** What the pages are made with. */
export interface PageContext {
  readonly texts: Texts;
  readonly page: PageLink;
  readonly citations: Citations;
  /** Workspace whose use of the subject is shown too. */
  readonly project: Project | undefined;
  /** How what is in the workspace is written. */
  readonly writing: Writing | undefined;
}

export function claim({ text, sources }: Claim, { texts, citations }: PageContext): string {
  return citations.cite(texts.of(text), sources);
}

/** The last section of every page: the sources as addresses. */
export function sourcesSection({ texts, citations }: PageContext): Block[] {
  return section(texts.phrase('page.sources'), list(citations.list()));
}
