import type { Extraction } from '../../extract/extraction.ts';
import type { Declaration } from '../../model/declaration.ts';
import { Derived, isSame } from '../../base/derived.ts';
import type { Problem } from '../../model/part.ts';
import type { Effective } from '../effective.ts';
import type { Files } from '../files.ts';
import { withCentre } from './centre.ts';
import { keptFiles } from './kept.ts';
import { applicationsIn, Containers } from './containers.ts';
import { isOwnFile, withImports } from './imports.ts';
import { cyclesIn } from './cycles.ts';
import { Filtered } from './filtered.ts';
import { applicationOf, withViews, type SpringApplication, type View } from './application.ts';
import { groupsOf, type Group } from './group.ts';
import { mountableFiles } from './mounted.ts';

/** Applications by the file of their weakest set. */
type Known = Map<Extraction, { readonly group: Group; readonly application: SpringApplication }[]>;

/** The Spring applications of a workspace, each remembered for as long as its files stay the same. */
export class SpringApplications {
  #known: Known = new Map();

  /** The extractions in their order, with views where several sets make one application. */
  of(all: readonly Effective[], files: Files): readonly Effective[] {
    const extractions = this.#filtered.of(all.map(({ extraction }) => extraction));
    const kept = keptFiles(extractions);
    const views = new Map<Extraction, View[]>();
    const replaced = new Map<Extraction, Set<Declaration>>();
    const covers = new Map<string, string[]>();
    const seen: Known = new Map();
    const notes = new Map<string, Problem[]>();
    const groups: Group[] = [];
    // What is in force only as part of a kustomization is no application's own file.
    const elsewhere = new Set(all.flatMap(({ covers: uris }) => uris));
    for (const own of groupsOf(extractions.filter(({ uri }) => !elsewhere.has(uri)))) {
      const imported = withImports(own, files);
      for (const [uri, found] of imported.notes) for (const each of found) append(notes, uri, each);
      const group = withCentre(imported.group, kept);
      if (own.members.some(({ extraction }) => isOwnFile(extraction.uri))) groups.push(group);
      if (group.members.length < 2) {
        for (const { set } of group.members) for (const { uri, note } of cyclesIn(set)) append(notes, uri, note);
        continue;
      }
      const application = this.#applicationOf(group, seen);
      for (const view of application.views) append(views, view.carrier, view);
      for (const { uri, note } of application.views.flatMap((view) => view.notes)) append(notes, uri, note);
      for (const { set, extraction, borrowed } of group.members)
        if (borrowed === undefined)
          replaced.set(extraction, (replaced.get(extraction) ?? new Set<Declaration>()).add(set));
      for (const [file, holders] of application.covered) for (const holder of holders) append(covers, holder, file);
    }
    this.#known = seen;
    const applications = applicationsIn(groups);
    const mountable = mountableFiles(extractions);
    return all.map((effective, index) => {
      const extraction = extractions[index] ?? effective.extraction;
      const running = this.#containers.of(extraction, applications, mountable);
      if (running !== extraction) return { ...effective, extraction: running };
      const held = views.get(extraction) ?? [];
      const noted = notes.get(extraction.uri) ?? [];
      if (held.length === 0 && noted.length === 0)
        return extraction === effective.extraction ? effective : { ...effective, extraction };
      const gone = held.length === 0 ? nothing : (replaced.get(extraction) ?? nothing);
      return {
        extraction: this.#made(extraction, gone, held, noted),
        covers: [...effective.covers, ...(covers.get(extraction.uri) ?? [])],
      };
    });
  }

  readonly #containers = new Containers();
  readonly #filtered = new Filtered();
  readonly #extractions = new Derived<Extraction, Extraction>();

  #made(
    extraction: Extraction,
    replaced: ReadonlySet<Declaration>,
    views: readonly View[],
    notes: readonly Problem[],
  ): Extraction {
    const inputs = [...views, ...notes.map(({ code, span }) => `${code} ${span?.start}`)];
    return this.#extractions.of(extraction, inputs, () => withViews(extraction, replaced, views, notes));
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

const nothing: ReadonlySet<Declaration> = new Set();

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
