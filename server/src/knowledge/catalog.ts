import { catalogJson } from './catalog.gen.ts';
import { flat } from './spelling.ts';
import type { Comparison, Component, Concept, Knowledge, Rule, Setting, Source } from './types.ts';

/** Typed look-ups over one knowledge base. */
export interface Catalog {
  readonly knowledge: Knowledge;
  component(id: string): Component | undefined;
  setting(id: string): Setting | undefined;
  /** By id or former id. */
  rule(id: string): Rule | undefined;
  concept(id: string): Concept | undefined;
  comparison(id: string): Comparison | undefined;
  source(key: string): Source | undefined;
  /** Settings that have this spelling in some format, whatever the separators and case, but those that have it letter for letter before all others; several components may share one. */
  settingsBySpelling(name: string): readonly Setting[];
  /** Ids of everything that can be explained. */
  readonly ids: readonly string[];
}

let bundled: Catalog | undefined;

/** The knowledge base that is part of the program, parsed when it is first asked for. */
export function catalog(): Catalog {
  bundled ??= catalogOf(JSON.parse(catalogJson) as Knowledge);
  return bundled;
}

export function knowledge(): Knowledge {
  return catalog().knowledge;
}

export function catalogOf(knowledge: Knowledge): Catalog {
  const components = new Map(knowledge.components.map((one) => [one.id, one]));
  const settings = new Map(
    knowledge.components.flatMap((one) => one.settings.map((setting) => [setting.id, setting] as const)),
  );
  const rules = new Map(knowledge.rules.flatMap((one) => [one.id, ...one.aliases].map((id) => [id, one] as const)));
  const concepts = new Map(knowledge.concepts.map((one) => [one.id, one]));
  const comparisons = new Map(knowledge.comparisons.map((one) => [one.id, one]));
  const sources = new Map(knowledge.sources.map((one) => [one.key, one]));
  let spellings: ReadonlyMap<string, readonly Setting[]> | undefined;
  return {
    knowledge,
    component: (id) => components.get(id),
    setting: (id) => settings.get(id),
    rule: (id) => rules.get(id),
    concept: (id) => concepts.get(id),
    comparison: (id) => comparisons.get(id),
    source: (key) => sources.get(key),
    settingsBySpelling(name) {
      spellings ??= indexSpellings(knowledge);
      const found = spellings.get(flat(name)) ?? [];
      const exact = found.filter((setting) => spellsExactly(setting, name));
      return exact.length > 0 ? exact : found;
    },
    ids: [
      ...components.keys(),
      ...settings.keys(),
      ...knowledge.rules.map(({ id }) => id),
      ...concepts.keys(),
      ...comparisons.keys(),
    ],
  };
}

function spellsExactly({ spellings }: Setting, name: string): boolean {
  const { native = [], env = [], spring = [], argument = [], url = [] } = spellings;
  return [...native, ...env, ...spring, ...argument, ...url].includes(name);
}

function indexSpellings({ components }: Knowledge): ReadonlyMap<string, readonly Setting[]> {
  const index = new Map<string, Set<Setting>>();
  for (const { settings, conventions } of components) {
    const prefixes = conventions.env?.map(({ prefix }) => prefix) ?? [];
    for (const setting of settings) {
      const { native = [], env = [], spring = [], argument = [], url = [] } = setting.spellings;
      const regular = prefixes.flatMap((prefix) => native.map((name) => prefix + name));
      for (const name of [
        ...native,
        ...env,
        ...spring,
        ...argument,
        ...url.filter((name) => /^\w+$/.test(name)),
        ...regular,
      ]) {
        const key = flat(name);
        const known = index.get(key);
        if (known === undefined) index.set(key, new Set([setting]));
        else known.add(setting);
      }
    }
  }
  return new Map(Array.from(index, ([key, found]) => [key, [...found]]));
}
