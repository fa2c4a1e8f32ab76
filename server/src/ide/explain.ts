import type { Position } from 'vscode-languageserver-types';
import { comparableIds, comparableName } from '../describe/compare.ts';
import { entriesOf, type PageEntry } from '../describe/entries.ts';
import { explain } from '../describe/explain.ts';
import { type PageKind, pageMarkdown } from '../describe/page.ts';
import type { Texts } from '../describe/texts.ts';
import { markdownWriting, pageWriting } from '../describe/writing.ts';
import type { Project } from '../project/project.ts';
import { offsetAt } from './range.ts';
import { type Target, targetsAt } from './target.ts';

/** A page in Markdown; links to other pages have the scheme `archlens:`. */
export interface MarkdownPage {
  readonly id: string;
  readonly title: string;
  readonly markdown: string;
}

/**
 * The page for an id, with what this workspace does with its subject.
 * @param placeScheme of the links to places of the workspace; without it they are named only
 */
export function explainId(project: Project, id: string, texts: Texts, placeScheme?: string): MarkdownPage | null {
  const writing = placeScheme === undefined ? markdownWriting(project) : pageWriting(project, placeScheme);
  const page = explain(id, texts, { project, writing });
  return page === undefined ? null : { id: page.id, title: page.title, markdown: pageMarkdown(page) };
}

/** The page for what stands at a position: the most particular thing there is a page for. */
export function explainAt(
  project: Project,
  uri: string,
  position: Position,
  texts: Texts,
  placeScheme?: string,
): MarkdownPage | null {
  const id = idAt(project, uri, position, texts);
  return id === undefined ? null : explainId(project, id, texts, placeScheme);
}

/** Id of the page `explainAt` shows. */
export function idAt(project: Project, uri: string, position: Position, { catalog }: Texts): string | undefined {
  const offset = offsetAt(project, uri, position);
  const targets = offset === undefined ? [] : targetsAt(project, uri, offset);
  const known = (id: string): boolean =>
    (catalog.component(id) ?? catalog.setting(id) ?? catalog.rule(id)) !== undefined;
  return targets.map(subjectOf).find(known);
}

function subjectOf(target: Target): string {
  switch (target.kind) {
    case 'rule':
      return target.id;
    case 'endpoint':
      return target.owner.component;
    case 'setting':
      return target.mention.setting;
    case 'count':
      return target.chains[0]?.subject.component ?? '';
    case 'deployment':
      return target.deployment.component;
    case 'client':
      return target.client.component;
    case 'tool':
      return target.tool.component;
  }
}

/** What can be put side by side: ready comparisons first, then what `explain` takes several of. */
export function comparables(texts: Texts): readonly PageEntry[] {
  const entries = entriesOf(texts);
  const ready = entries.filter(({ kind }) => kind === 'comparison');
  const options = comparableIds(texts).map(
    (id) =>
      entries.find((entry) => entry.id === id && entry.kind !== 'comparison') ?? {
        id,
        kind: 'concept' as const,
        title: comparableName(id, texts),
        names: [id],
      },
  );
  return [...ready, ...options];
}

/** What a reader can choose from. */
export function pagesOf(kinds: readonly PageKind[], texts: Texts): readonly PageEntry[] {
  return entriesOf(texts).filter(({ kind }) => kinds.includes(kind));
}
