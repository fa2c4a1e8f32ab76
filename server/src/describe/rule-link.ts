import { sitePath } from './site-path.ts';
import type { Texts } from './texts.ts';

/** Where the pages of rules can be opened. */
export interface RuleLinks {
  /** Address of a published site of `npm run docs`. */
  readonly site?: string | undefined;
  /** What an editor opens a page by when an id is put behind it. */
  readonly pages?: string | undefined;
}

/** Address of the page of a rule: on the team's site, else in the editor, else the first source the rule is drawn from. */
export function ruleUrl(id: string, texts: Texts, { site, pages }: RuleLinks): string | undefined {
  const rule = texts.catalog.rule(id);
  if (rule === undefined) return undefined;
  if (site !== undefined) return `${site.replace(/\/+$/, '')}/${texts.language}/${sitePath(id, texts.catalog) ?? ''}`;
  if (pages !== undefined) return `${pages}${rule.id}`;
  return texts.catalog.source(rule.sources[0] ?? '')?.url;
}
