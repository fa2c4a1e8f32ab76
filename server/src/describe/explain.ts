import { near } from '../knowledge/near.ts';
import type { Project } from '../project/project.ts';
import { comparableIds, compare } from './compare.ts';
import { comparisonPage } from './comparison-page.ts';
import { componentPage } from './component-page.ts';
import { conceptPage } from './concept-page.ts';
import { idOfName, likelyPages, searchPages } from './entries.ts';
import { linkedPage, type PageLink } from './markdown.ts';
import type { Page } from './page.ts';
import type { PageContext } from './page-context.ts';
import { rulePage } from './rule-page.ts';
import { settingPage } from './setting-page.ts';
import { Citations } from './sources.ts';
import type { Texts } from './texts.ts';
import { markdownWriting, type Writing } from './writing.ts';

export interface ExplainOptions {
  /** With a workspace, the page also says what is done with its subject there. */
  readonly project?: Project;
  /** How other pages are referred to; by default as links with the scheme `archlens:`. */
  readonly page?: PageLink;
  /** How what is in the workspace is written; by default with its places named. */
  readonly writing?: Writing;
}

/**
 * The page for an id of the knowledge base, or of several with spaces between them side by side; undefined where there is
 * none. See `resolveId` for what people type.
 */
export function explain(id: string, texts: Texts, options: ExplainOptions = {}): Page | undefined {
  const { catalog } = texts;
  const context = contextOf(texts, options);
  const component = catalog.component(id);
  if (component !== undefined)
    return {
      id: component.id,
      kind: 'component',
      title: texts.of(component.name),
      blocks: componentPage(component, context),
    };
  const setting = catalog.setting(id);
  if (setting !== undefined)
    return { id: setting.id, kind: 'setting', title: setting.id, blocks: settingPage(setting, context) };
  const rule = catalog.rule(id);
  if (rule !== undefined)
    return { id: rule.id, kind: 'rule', title: texts.of(rule.title), blocks: rulePage(rule, context) };
  const concept = catalog.concept(id);
  if (concept !== undefined)
    return { id: concept.id, kind: 'concept', title: texts.of(concept.name), blocks: conceptPage(concept, context) };
  const comparison = catalog.comparison(id);
  if (comparison !== undefined)
    return {
      id: comparison.id,
      kind: 'comparison',
      title: texts.of(comparison.name),
      blocks: comparisonPage(comparison, context),
    };
  const several = id.split(' ');
  const known = several.length > 1 ? comparableIds(texts) : [];
  return known.length > 0 && several.every((one) => known.includes(one))
    ? compare(several, texts, context.page)
    : undefined;
}

function contextOf(texts: Texts, { project, page = linkedPage, writing }: ExplainOptions): PageContext {
  const named = project === undefined ? undefined : markdownWriting(project);
  return { texts, page, project, writing: writing ?? named, citations: new Citations(texts) };
}

/** What a person may have meant: one id, or those that are near. */
export type Resolved = { readonly id: string } | { readonly near: readonly string[] };

/** Takes ids in any case, names, and spellings of settings where only one setting has them. */
export function resolveId(text: string, texts: Texts): Resolved {
  const { catalog } = texts;
  const wanted = text.trim().toLowerCase();
  const exact = catalog.ids.find((id) => id.toLowerCase() === wanted) ?? idOfName(text, texts);
  if (exact !== undefined) return { id: exact };
  const spelt = catalog.settingsBySpelling(text.trim()).map(({ id }) => id);
  const [only] = spelt;
  if (only !== undefined && spelt.length === 1) return { id: only };
  const likely = spelt.length > 0 ? spelt : searchPages(text, texts, 5).map(({ id }) => id);
  if (likely.length > 0) return { near: likely.slice(0, 5) };
  return { near: [...new Set([...near(text, catalog.ids), ...likelyPages(text, texts)])].slice(0, 5) };
}
