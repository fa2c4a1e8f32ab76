import { append } from '../../base/group.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { Declaration } from '../../model/declaration.ts';
import { Derived, isSame } from '../../base/derived.ts';
import type { Problem } from '../../model/part.ts';
import type { Effective } from '../effective.ts';
import { isCurrent, WatchedFiles, type Dependencies, type Files } from '../files.ts';
import { withCentre } from './centre.ts';
import { keptFiles } from './kept.ts';
import { type Applications, applicationsIn, Containers } from './containers.ts';
import { isOwnFile, withImports } from './imports.ts';
import { openIn } from './cycles.ts';
import { missingIn, type MissingNote, problemsOf, SaidNames } from './missing.ts';
import { Filtered } from './filtered.ts';
import { applicationOf, withViews, type SpringApplication, type View } from './application.ts';
import { groupsOf, type Group, holdsSpring } from './group.ts';
import { isMountable, mountableFiles, type MountableFiles } from './mounted.ts';

/** Applications by the file of their weakest set. */
type Known = Map<Extraction, { readonly group: Group; readonly application: SpringApplication }[]>;

/** The Spring applications of a workspace, each remembered for as long as its files stay the same. */
export class SpringApplications {
  #known: Known = new Map();

  /** The extractions in their order, with views where several sets make one application. */
  of(all: readonly Effective[], files: Files): readonly Effective[] {
    const extractions = this.#filtered.of(all.map(({ extraction }) => extraction));
    const seen = this.#seenIn(standing(all, extractions).filter(holdsSpring), files);
    const mountable = this.#mountableIn(extractions.filter(isMountable));
    const { missing } = seen.gathered;
    if (missing.size > 0) this.#said.read(extractions);
    return all.map((effective, index) => {
      const extraction = extractions[index] ?? effective.extraction;
      const open = missing.get(extraction.uri);
      const notes = open === undefined ? none : problemsOf(open, this.#said);
      return this.#effective.of(effective, [extraction, seen, mountable, notes], () =>
        this.#applied(effective, extraction, seen, mountable, notes),
      );
    });
  }

  readonly #said = new SaidNames();

  #seen: Seen | undefined;
  readonly #effective = new Derived<Effective, Effective>();

  /** The very same for as long as the files that configure applications are: most edits concern none of them. */
  #seenIn(standing: readonly Extraction[], files: Files): Seen {
    const before = this.#seen;
    if (before !== undefined && isSame(before.standing, standing) && isCurrent(before.dependencies, files))
      return before;
    const watched = new WatchedFiles(files);
    const gathered = this.#gathered(standing, watched);
    const { dependencies } = watched;
    this.#seen = { standing, dependencies, gathered, applications: applicationsIn(gathered.groups) };
    return this.#seen;
  }

  #mountable: { readonly all: readonly Extraction[]; readonly files: MountableFiles } | undefined;

  #mountableIn(all: readonly Extraction[]): MountableFiles {
    const before = this.#mountable;
    const known = before !== undefined && isSame(before.all, all) ? before : { all, files: mountableFiles(all) };
    this.#mountable = known;
    return known.files;
  }

  #applied(
    effective: Effective,
    extraction: Extraction,
    { gathered: { views, replaced, covers, notes }, applications }: Seen,
    mountable: MountableFiles,
    open: readonly Problem[],
  ): Effective {
    const running = this.#containers.of(extraction, applications, mountable);
    if (running !== extraction) {
      const bound = this.#containers.boundInto(running);
      return { ...effective, extraction: running, covers: [...effective.covers, ...bound] };
    }
    const held = views.get(extraction) ?? [];
    const noted = [...(notes.get(extraction.uri) ?? []), ...open];
    if (held.length === 0 && noted.length === 0)
      return extraction === effective.extraction ? effective : { ...effective, extraction };
    const gone = held.length === 0 ? nothing : (replaced.get(extraction) ?? nothing);
    return {
      ...effective,
      extraction: this.#made(extraction, gone, held, noted),
      covers: [...effective.covers, ...(covers.get(extraction.uri) ?? [])],
    };
  }

  #gathered(extractions: readonly Extraction[], files: Files): Gathered {
    const kept = keptFiles(extractions);
    const found: Gathered = {
      views: new Map(),
      replaced: new Map(),
      covers: new Map(),
      notes: new Map(),
      missing: new Map(),
      groups: [],
    };
    const seen: Known = new Map();
    for (const own of groupsOf(extractions)) {
      const imported = withImports(own, files);
      for (const [uri, noted] of imported.notes) for (const each of noted) append(found.notes, uri, each);
      const group = withCentre(imported.group, kept);
      if (own.members.some(({ extraction }) => isOwnFile(extraction.uri))) found.groups.push(group);
      if (group.members.length > 1) enter(found, group, this.#applicationOf(group, seen));
      else enterAlone(found, group);
    }
    this.#known = seen;
    return found;
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
    const inputs = [...views, ...notes.map(({ code, span, args }) => `${code} ${span?.start} ${args?.['name'] ?? ''}`)];
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

/** What is in force only as part of a kustomization is no application's own file. */
function standing(all: readonly Effective[], extractions: readonly Extraction[]): readonly Extraction[] {
  const covered = new Set(all.flatMap(({ covers }) => covers));
  return covered.size === 0 ? extractions : extractions.filter(({ uri }) => !covered.has(uri));
}

function isSameGroup(a: Group, b: Group): boolean {
  return isSame(
    a.members.map(({ set }) => set),
    b.members.map(({ set }) => set),
  );
}

/** What was made of the files that configure applications and are in force on their own. */
interface Seen {
  readonly standing: readonly Extraction[];
  /** Files that were looked for beside them. */
  readonly dependencies: Dependencies;
  readonly gathered: Gathered;
  readonly applications: Applications;
}

/** What the applications of a workspace come to, by file. */
interface Gathered {
  readonly views: Map<Extraction, View[]>;
  /** Sets that views stand for. */
  readonly replaced: Map<Extraction, Set<Declaration>>;
  readonly covers: Map<string, string[]>;
  readonly notes: Map<string, Problem[]>;
  /** Placeholders that no file of their application fills in. */
  readonly missing: Map<string, MissingNote[]>;
  readonly groups: Group[];
}

/** A set that stands for itself. */
function enterAlone(found: Gathered, group: Group): void {
  for (const { set } of group.members) {
    const { notes, missing } = openIn(set);
    for (const { uri, note } of notes) append(found.notes, uri, note);
    enterMissing(found, missingIn(group, missing));
  }
}

function enterMissing({ missing }: Gathered, found: SpringApplication['missing']): void {
  for (const [uri, notes] of found) for (const each of notes) append(missing, uri, each);
}

function enter(found: Gathered, group: Group, application: SpringApplication): void {
  const { views, replaced, covers, notes } = found;
  enterMissing(found, application.missing);
  for (const view of application.views) append(views, view.carrier, view);
  for (const { uri, note } of application.views.flatMap((view) => view.notes)) append(notes, uri, note);
  for (const { set, extraction, borrowed } of group.members)
    if (borrowed === undefined) replaced.set(extraction, (replaced.get(extraction) ?? new Set<Declaration>()).add(set));
  for (const [file, holders] of application.covered) for (const holder of holders) append(covers, holder, file);
}

const nothing: ReadonlySet<Declaration> = new Set();
const none: readonly Problem[] = [];
