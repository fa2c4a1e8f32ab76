import { basename, folderOf } from '../../base/uri.ts';
import { groupBy } from '../../base/group.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { PropertySet } from '../../model/declaration.ts';

/** One property set with the file it is in. */
export interface Member {
  readonly set: PropertySet;
  readonly extraction: Extraction;
  readonly rank: Rank;
  /** Sets that must hold for this one to be there: those that import it. */
  readonly under?: readonly PropertySet[];
  /**
   * A configuration centre gives it out before anything else is read (`bootstrap`): it stands over all that the process says, too,
   * unless it allows otherwise itself.
   */
  readonly isFirst?: boolean;
  /** Another application's own, which this one finds on its class path: of tests, what they do not replace. */
  readonly borrowed?: true;
}

/**
 * How strong a set is: the kind of its file (2 for a configuration centre's), whether it stands outside of what is built,
 * whether the file is a profile's, the folder, the form.
 */
export type Rank = readonly [number, number, number, number, number];

/** What configures one application in one place, weakest first. */
export interface Group {
  /** The folder of its files, or the ConfigMap they are in. */
  readonly home: string;
  readonly name: string | undefined;
  readonly members: readonly Member[];
}

/** The kind of `bootstrap`: weaker than all that is read after it. */
export const bootstrapKind = 0;

/** The kind of what a configuration centre serves: it stands over the application's own files. */
export const remoteKind = 2;

/** Names that Spring Boot and Spring Cloud read by themselves. */
export const ownName = /^(application|bootstrap)(-.+)?\.(ya?ml|properties)$/i;

const built = '/src/main/resources';
const ofTests = '/src/test/resources';

/**
 * The applications of a workspace: the standard files of one folder and of `config/` below it, and the entries of one ConfigMap
 * that are such files. To what a module is built with belong the files beside it, where it is started; its tests see what they
 * have no file of the same name for.
 */
export function groupsOf(extractions: readonly Extraction[]): readonly Group[] {
  const homes = groupBy(extractions.flatMap(placedSets), ({ home }) => home);
  return [...homes].flatMap(([home, placed]) => {
    if (homes.has(home + built)) return [];
    const own = placed.map(({ member }) => member);
    const members = [...own, ...besides(home, own, homes)].toSorted((a, b) => compareRanks(a.rank, b.rank));
    return [{ home, name: nameIn(members), members }];
  });
}

function besides(
  home: string,
  own: readonly Member[],
  homes: ReadonlyMap<string, readonly Placed[]>,
): readonly Member[] {
  if (home.endsWith(built)) return (homes.get(home.slice(0, -built.length)) ?? []).map(outside);
  if (!home.endsWith(ofTests)) return [];
  const replaced = new Set(own.map(({ extraction }) => basename(extraction.uri)));
  const main = homes.get(home.slice(0, -ofTests.length) + built) ?? [];
  return main.filter(({ member }) => !replaced.has(basename(member.extraction.uri))).map(borrowed);
}

const outsides = new WeakMap<Member, Member>();
const borrowings = new WeakMap<Member, Member>();

function outside({ member }: Placed): Member {
  const [kind, , ...rest] = member.rank;
  return once(outsides, member, () => ({ ...member, rank: [kind, 1, ...rest] }));
}

function borrowed({ member }: Placed): Member {
  return once(borrowings, member, () => ({ ...member, borrowed: true }));
}

function once(made: WeakMap<Member, Member>, from: Member, make: () => Member): Member {
  const before = made.get(from) ?? make();
  made.set(from, before);
  return before;
}

interface Placed {
  readonly home: string;
  readonly member: Member;
}

/** Made once for each version of a file. */
const known = new WeakMap<Extraction, readonly Placed[]>();

function placedSets(extraction: Extraction): readonly Placed[] {
  const before = known.get(extraction);
  if (before !== undefined) return before;
  const made = extraction.declarations.flatMap((set) => {
    if (set.kind !== 'properties' || set.dialect !== 'spring') return [];
    const member = { set, extraction, rank: rankOf(set, extraction.uri) };
    return [{ home: homeOf(set, extraction.uri), member }];
  });
  known.set(extraction, made);
  return made;
}

/** Whether a file is one of Spring, or holds one. */
export function holdsSpring(extraction: Extraction): boolean {
  return extraction.format === 'spring' || placedSets(extraction).length > 0;
}

/** Where a set belongs by its place. A file that is no standard one stands for itself. */
function homeOf({ configMap }: PropertySet, uri: string): string {
  if (configMap !== undefined) {
    const { scope, name, key } = configMap;
    return `${uri}#${scope}/${name}${ownName.test(key) ? '' : `/${key}`}`;
  }
  return ownName.test(basename(uri)) ? folderOf(uri).replace(/\/config$/, '') : uri;
}

/**
 * `bootstrap` before `application`, files without a profile before those with one, the folder before its
 * `config/`, YAML before properties; within a file the order of its documents stays.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files
 */
function rankOf({ configMap }: PropertySet, uri: string): Rank {
  const name = configMap?.key ?? basename(uri);
  const [, kind, profile, type] = ownName.exec(name) ?? [];
  return [
    kind?.toLowerCase() === 'bootstrap' ? bootstrapKind : 1,
    0,
    profile === undefined ? 0 : 1,
    configMap === undefined && folderOf(uri).endsWith('/config') ? 1 : 0,
    type?.toLowerCase() === 'properties' ? 1 : 0,
  ];
}

/** Negative where the first is weaker. */
export function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, left] of a.entries()) {
    const difference = left - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The name most of its sets go by: a file without a name of its own takes that of its neighbours. */
function nameIn(members: readonly Member[]): string | undefined {
  const stated = members.find(({ set }) =>
    set.properties.some(({ name }) => /^(spring|dubbo|quarkus|micronaut)\.application\.name$/i.test(name)),
  );
  return (stated ?? members[0])?.set.application;
}

/** The module whose class path a folder of Spring files is on; the folder itself where it is on none. */
export function moduleOf(home: string): string {
  return home.replace(/\/src\/[^/]+\/resources$/, '');
}
