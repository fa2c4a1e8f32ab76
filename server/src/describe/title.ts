import type { Texts } from './texts.ts';

/** What an entry of the knowledge base is called; its id where there is none. */
export function titleOf(id: string, { catalog, of }: Texts): string {
  const named = catalog.concept(id) ?? catalog.comparison(id) ?? catalog.component(id);
  if (named !== undefined) return of(named.name);
  const titled = catalog.rule(id) ?? catalog.setting(id);
  return titled === undefined ? id : of(titled.title);
}
