import { languages, type Localized } from '../base/language.ts';
import { sharing } from '../knowledge/near.ts';
import { ranked } from '../knowledge/rank.ts';
import type { Component } from '../knowledge/types.ts';
import type { PageKind } from './page.ts';
import type { Texts } from './texts.ts';

/** One page of the knowledge base, to list and to find. */
export interface PageEntry {
  readonly id: string;
  readonly kind: PageKind;
  readonly title: string;
  /** What people look for it by: id, titles in both languages, other names. */
  readonly names: readonly string[];
  /** Names together with what the page speaks of: `Distributed locks: Redis`. It is found by them and not called so. */
  readonly about?: readonly string[];
}

type NamedEntry = Pick<Component, 'id' | 'name' | 'alsoCalled'>;

/** Every page: components, concepts, comparisons, then settings and rules, each by id. */
export function entriesOf({ catalog, of }: Texts): readonly PageEntry[] {
  const { components, rules, concepts, comparisons } = catalog.knowledge;
  const byId = (a: PageEntry, b: PageEntry): number => (a.id < b.id ? -1 : 1);
  const named = <T extends NamedEntry>(
    kind: PageKind,
    all: readonly T[],
    subjects: (one: T) => readonly Localized[] = () => [],
  ): PageEntry[] =>
    all
      .map((one) => ({
        id: one.id,
        kind,
        title: of(one.name),
        names: [one.id, ...namesOf(one)],
        about: subjects(one).flatMap((subject) => languages.map((each) => `${one.name[each]}: ${subject[each]}`)),
      }))
      .toSorted(byId);
  const titled = (kind: PageKind, all: readonly Pick<(typeof rules)[number], 'id' | 'title'>[]): PageEntry[] =>
    all.map(({ id, title }) => ({ id, kind, title: of(title), names: [id, title.en, title['zh-cn']] })).toSorted(byId);
  return [
    ...named(
      'component',
      components.map((one) => ({ ...one, alsoCalled: [...(one.alsoCalled ?? []), ...variantsOf(one)] })),
    ),
    ...named('concept', concepts, ({ seeAlso }) => seeAlso.flatMap((id) => catalog.component(id)?.name ?? [])),
    ...named('comparison', comparisons, ({ options }) => options.map(({ name }) => name)),
    ...titled(
      'setting',
      components.flatMap(({ settings }) => settings),
    ),
    ...titled('rule', rules),
  ];
}

/** Pages that fit all words of a query, best first. */
export function searchPages(query: string, texts: Texts, limit?: number): PageEntry[] {
  const entries = entriesOf(texts).map((entry) => ({ entry, names: [...entry.names, ...(entry.about ?? [])] }));
  return ranked(query, entries, limit).map(({ entry }) => entry);
}

/** Pages that go by a name most like one nobody has, by the signs it shares with theirs: 异地双活 is like 异地多活. */
export function likelyPages(unknown: string, texts: Texts): string[] {
  return sharing(unknown, entriesOf(texts).filter(isNamed));
}

/**
 * Id of the component, concept or comparison that goes by a name; a component's before a concept's. What joins the words
 * says nothing: `read-write splitting` is `Read/write splitting`.
 */
export function idOfName(name: string, texts: Texts): string | undefined {
  const wanted = spaced(name);
  const fits = (one: PageEntry): boolean => isNamed(one) && one.names.some((known) => spaced(known) === wanted);
  return entriesOf(texts).find(fits)?.id;
}

/** Titles of settings and rules are sentences, not names. */
function isNamed({ kind }: PageEntry): boolean {
  return kind !== 'setting' && kind !== 'rule';
}

function spaced(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[\s\-/]+/g, ' ')
    .trim();
}

/** `Two-phase commit (2PC)` goes by its whole name, by what stands before the bracket and by what stands in it. */
function namesOf({ name, alsoCalled = [] }: NamedEntry): string[] {
  const parts = [name.en, name['zh-cn']].flatMap((text) => {
    const [, before, inside] = /^(.+?)\s*[(（](.+)[)）]$/.exec(text) ?? [];
    return [text, before, inside].filter((part) => part !== undefined);
  });
  return [...new Set([...parts, ...alsoCalled])];
}

/** Products that are recognised as variants of a component: `valkey`, `opensearch`. */
function variantsOf({ server }: Component): string[] {
  return [...new Set(Object.values(server.traits ?? {}).flatMap(({ variant }) => variant ?? []))];
}
