import type { Extraction } from '../../extract/extraction.ts';
import type { Declaration } from '../../model/declaration.ts';
import type { Effective } from '../effective.ts';
import { applicationOf, withViews, type SpringApplication, type View } from './application.ts';
import { groupsOf, type Group } from './group.ts';

/** Applications by the file of their weakest set. */
type Known = Map<Extraction, { readonly group: Group; readonly application: SpringApplication }[]>;

/** The Spring applications of a workspace, each remembered for as long as its files stay the same. */
export class SpringApplications {
  #known: Known = new Map();

  /** The extractions in their order, with views where several sets make one application. */
  of(all: readonly Effective[]): readonly Effective[] {
    const views = new Map<Extraction, View[]>();
    const replaced = new Map<Extraction, Set<Declaration>>();
    const covers = new Map<string, string[]>();
    const seen: Known = new Map();
    for (const group of groupsOf(all.map(({ extraction }) => extraction))) {
      if (group.members.length < 2) continue;
      const application = this.#applicationOf(group, seen);
      for (const view of application.views) append(views, view.carrier, view);
      for (const { set, extraction } of group.members)
        replaced.set(extraction, (replaced.get(extraction) ?? new Set<Declaration>()).add(set));
      for (const [file, holders] of application.covered) for (const holder of holders) append(covers, holder, file);
    }
    this.#known = seen;
    return all.map((effective) => {
      const { extraction } = effective;
      const held = views.get(extraction);
      if (held === undefined) return effective;
      return {
        extraction: this.#made(extraction, replaced.get(extraction) ?? new Set(), held),
        covers: [...effective.covers, ...(covers.get(extraction.uri) ?? [])],
      };
    });
  }

  readonly #extractions = new WeakMap<Extraction, { readonly views: readonly View[]; readonly made: Extraction }>();

  #made(extraction: Extraction, replaced: ReadonlySet<Declaration>, views: readonly View[]): Extraction {
    const before = this.#extractions.get(extraction);
    if (before !== undefined && isSame(before.views, views)) return before.made;
    const made = withViews(extraction, replaced, views);
    this.#extractions.set(extraction, { views, made });
    return made;
  }

  #applicationOf(group: Group, seen: Known): SpringApplication {
    const [first] = group.members;
    const key = first?.extraction;
    const before = key && this.#known.get(key)?.find((each) => isSameGroup(each.group, group));
    const entry = before ?? { group, application: applicationOf(group) };
    if (key !== undefined) append(seen, key, entry);
    return entry.application;
  }
}

function isSameGroup(a: Group, b: Group): boolean {
  return isSame(
    a.members.map(({ set }) => set),
    b.members.map(({ set }) => set),
  );
}

function isSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
