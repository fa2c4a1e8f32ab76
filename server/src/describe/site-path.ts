import type { Catalog } from '../knowledge/catalog.ts';

/** Folder of the site for the pages of one kind. */
export const siteFolders = {
  component: 'components',
  setting: 'settings',
  rule: 'rules',
  concept: 'concepts',
  comparison: 'comparisons',
} as const;

/**
 * Where the site of `npm run docs` has the page for an id: a path below the folder of a language, with the anchor of a
 * setting among those of its component (`settings/kafka.html#acks`). Undefined where there is no page.
 */
export function sitePath(id: string, catalog: Catalog): string | undefined {
  if (catalog.component(id) !== undefined) return `${siteFolders.component}/${id}.html`;
  const setting = catalog.setting(id);
  if (setting !== undefined) {
    const name = id.slice(setting.component.length + 1);
    return `${siteFolders.setting}/${setting.component}.html#${encodeURIComponent(name)}`;
  }
  const rule = catalog.rule(id);
  if (rule !== undefined) return `${siteFolders.rule}/${rule.id}.html`;
  if (catalog.concept(id) !== undefined) return `${siteFolders.concept}/${id}.html`;
  return catalog.comparison(id) === undefined ? undefined : `${siteFolders.comparison}/${id}.html`;
}
