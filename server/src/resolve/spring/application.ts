import { Derived } from '../../base/derived.ts';
import type { Extraction } from '../../extract/extraction.ts';
import { environmentOfProfiles } from '../../extract/environment.ts';
import type { Declaration, PropertySet } from '../../model/declaration.ts';
import type { Problem } from '../../model/part.ts';
import { type CycleNote, cycleNotes } from './cycles.ts';
import { missingIn, type MissingNote } from './missing.ts';
import { relax } from '../../extract/property-set.ts';
import { compareRanks, type Group, type Member, remoteKind } from './group.ts';
import type { Lookup } from '../../extract/placeholder.ts';
import { type Activation, asksFor, defaultProfiles, isActive, namedProfiles, withBroughtAlong } from './profiles.ts';
import { type Missing, type SpringView, viewOf } from './view.ts';

/** What one application contributes: the views its files hold in place of their own sets, and the files that hold none. */
export interface SpringApplication {
  readonly views: readonly View[];
  /** Covered file → the files that hold its views. */
  readonly covered: ReadonlyMap<string, readonly string[]>;
  /** Placeholders that none of its files fills in, by file. */
  readonly missing: ReadonlyMap<string, readonly MissingNote[]>;
}

/**
 * One view for what is active by default and one for each profile, every one with all that is in force then. A view stands in
 * the file of its strongest set; a file without a view of its own is covered by those that hold what it says.
 */
export function applicationOf(group: Group): SpringApplication {
  const { name, members } = group;
  const sets = members.map(({ set }) => set);
  const views = choicesOf(members)
    .map((chosen) => viewUnder(chosen, withBroughtAlong(chosen, sets), name, members))
    .filter((view) => view !== undefined);
  const carriers = new Set(views.map(({ carrier }) => carrier));
  const covered = new Map<string, readonly string[]>();
  for (const file of new Set(members.filter((each) => !each.borrowed).map(({ extraction }) => extraction))) {
    const holders = views.filter(({ files }) => files.has(file)).map(({ carrier }) => carrier.uri);
    if (!carriers.has(file) && holders.length > 0) covered.set(file.uri, [...new Set(holders)]);
  }
  const missing = missingIn(
    group,
    views.flatMap((view) => view.missing),
  );
  return { views, covered, missing };
}

/**
 * The profiles an application may be started with: those by default and each that a file of its own is for. Without one it is
 * not started where it has a default and the file for production is known; else a profile that nobody shows builds on what holds
 * without one.
 */
function choicesOf(members: readonly Member[]): readonly (readonly string[])[] {
  const named = namedProfiles(members.filter((each) => each.borrowed === undefined).map(({ set }) => set));
  const defaults = defaultProfiles(members.map(({ set }) => set));
  const hasDefault = defaults.some((profile) => named.includes(profile));
  const isComplete = hasDefault && named.some((profile) => environmentOfProfiles([profile]) === 'prod');
  return [
    ...(isComplete ? [] : [[]]),
    ...(hasDefault && defaults.length > 1 ? [defaults] : []),
    ...named.map((profile) => [profile]),
  ];
}

/** The properties of an application under some profiles, without a file that carries them. */
export function propertiesUnder({ members }: Group, on: Activation, environment: Lookup): SpringView {
  const sets = members.map(({ set }) => set);
  const { profiles, included } = on;
  const all = withBroughtAlong(profiles.length > 0 ? profiles : defaultProfiles(sets), sets, included);
  const holding = holdingUnder(all, members);
  return viewOf(
    holding.filter((each) => !each.isFirst).map(({ set }) => set),
    environment,
    holding.filter((each) => each.isFirst).map(({ set }) => set),
  );
}

/** A file with the views it carries in place of the sets that are part of any. */
export function withViews(
  file: Extraction,
  replaced: ReadonlySet<Declaration>,
  views: readonly View[],
  notes: readonly Problem[],
): Extraction {
  const problems = new Map(
    notes.map((problem) => [`${problem.code} ${problem.span?.start} ${problem.args?.['name'] ?? ''}`, problem]),
  );
  return {
    ...file,
    declarations: [...file.declarations.filter((each) => !replaced.has(each)), ...views.map(({ set }) => set)],
    ...(problems.size > 0 && { problems: [...file.problems, ...problems.values()] }),
  };
}

/** All that is in force under one choice of profiles. */
export interface View {
  readonly carrier: Extraction;
  readonly files: ReadonlySet<Extraction>;
  readonly set: PropertySet;
  readonly notes: readonly CycleNote[];
  readonly missing: readonly Missing[];
}

function viewUnder(
  chosen: readonly string[],
  profiles: readonly string[],
  name: string | undefined,
  members: readonly Member[],
): View | undefined {
  const holding = holdingUnder(profiles, members);
  const strongest = carrierOf(holding, chosen);
  if (strongest === undefined) return undefined;
  const inputs = [name, strongest.extraction, ...profiles, ...holding.map(({ set }) => set)];
  return ofProfiles(strongest.set, profiles.join()).of(strongest.set, inputs, () =>
    makeView(profiles, name, holding, strongest),
  );
}

const made = new WeakMap<PropertySet, Map<string, Derived<PropertySet, View>>>();

/** A set may carry several views; each is remembered for as long as what is in force in it. */
function ofProfiles(carrier: PropertySet, profiles: string): Derived<PropertySet, View> {
  const known = made.get(carrier) ?? new Map<string, Derived<PropertySet, View>>();
  made.set(carrier, known);
  const views = known.get(profiles) ?? new Derived<PropertySet, View>();
  known.set(profiles, views);
  return views;
}

function makeView(
  profiles: readonly string[],
  name: string | undefined,
  holding: readonly Member[],
  strongest: Member,
): View {
  const { properties, cycles, missing } = viewOf(holding.map(({ set }) => set));
  const said = environmentOfProfiles(profiles);
  const { extraction } = strongest;
  const { isAside: _, ...set } = strongest.set;
  const environment = said === 'unknown' ? set.environment : said;
  const here = (uri: string): boolean => uri === extraction.uri;
  return {
    carrier: extraction,
    files: new Set(holding.map((member) => member.extraction)),
    set: {
      ...set,
      whole: true,
      ...(holding.every((member) => member.set.isAside) && { isAside: true }),
      application: name ?? set.application,
      profiles,
      ...(environment && { environment }),
      // What the file says itself is the evidence that a reader of it looks for.
      properties: [...properties.filter(({ at }) => here(at.uri)), ...properties.filter(({ at }) => !here(at.uri))],
    },
    notes: cycleNotes(cycles),
    missing,
  };
}

/**
 * The strongest of the application's own sets that is of the profile asked for, else the strongest; what stands beside the
 * application or is kept elsewhere only where it has none.
 */
function carrierOf(holding: readonly Member[], [asked]: readonly string[]): Member | undefined {
  const mine = holding.filter(({ borrowed }) => borrowed === undefined);
  const built = mine.filter(({ rank: [kind, isOutside], under }) => kind < remoteKind && isOutside === 0 && !under);
  const candidates = built.length > 0 ? built : mine;
  const ofProfile = candidates.findLast(({ set }) => asked !== undefined && asksFor(set, asked));
  return ofProfile ?? candidates.at(-1);
}

/** What holds while these profiles are active, weakest first: files of profiles that come later in the list are stronger. */
function holdingUnder(profiles: readonly string[], members: readonly Member[]): readonly Member[] {
  const active = new Set(profiles);
  const rankIn = ({ rank: [kind, isOutside, isOfProfile, folder, form], set, under }: Member): readonly number[] => {
    const of = (under?.[0] ?? set).profiles;
    const place = isOfProfile === 1 ? Math.max(0, ...of.map((profile) => profiles.indexOf(profile))) : 0;
    return [kind, isOutside, isOfProfile, place, folder, form];
  };
  const holding = members
    .filter(({ set, under = [] }) => [set, ...under].every((each) => isActive(each, active)))
    .toSorted((a, b) => compareRanks(rankIn(a), rankIn(b)));
  return asAllowed(holding);
}

/**
 * What a centre gives out before all else says itself whether others may stand over it: only it is asked, so that a file of the
 * application cannot. Nobody may unless variables and arguments may, or everyone.
 * Source: https://docs.spring.io/spring-cloud-commons/reference/spring-cloud-commons/application-context-services.html#overriding-bootstrap-properties
 */
function asAllowed(holding: readonly Member[]): readonly Member[] {
  const given = holding.filter(({ isFirst }) => isFirst);
  if (given.length === 0) return holding;
  const flag = (name: string): string | undefined => {
    const said = given.flatMap(({ set }) => set.properties.filter((each) => relax(each.name) === relax(name)));
    return said.at(-1)?.value?.toLowerCase();
  };
  if (flag('spring.cloud.config.allow-override') === 'false') return holding;
  const others = holding.filter(({ isFirst }) => !isFirst);
  const weaker = given.map((member): Member => ({ ...member, isFirst: false }));
  if (flag('spring.cloud.config.override-none') === 'true') return [...weaker, ...others];
  if (flag('spring.cloud.config.override-system-properties') === 'false') return [...others, ...weaker];
  return holding;
}
