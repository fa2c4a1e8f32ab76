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
}

/** How strong a set is: the kind of its file (2 for a configuration centre's), whether the file is a profile's, the folder, the form. */
export type Rank = readonly [number, number, number, number];

/** What configures one application in one place, weakest first. */
export interface Group {
  /** The folder of its files, or the ConfigMap they are in. */
  readonly home: string;
  readonly name: string | undefined;
  readonly members: readonly Member[];
}

/** The kind of what a configuration centre serves: it stands over the application's own files. */
export const remoteKind = 2;

/** Names that Spring Boot and Spring Cloud read by themselves. */
export const ownName = /^(application|bootstrap)(-.+)?\.(ya?ml|properties)$/i;

/**
 * The applications of a workspace: the standard files of one folder and of `config/` below it, and the entries of one ConfigMap
 * that are such files.
 */
export function groupsOf(extractions: readonly Extraction[]): readonly Group[] {
  const placed = extractions.flatMap(placedSets);
  return [...groupBy(placed, ({ home }) => home)].map(([home, group]) => {
    const members = group.map(({ member }) => member).toSorted((a, b) => compareRanks(a.rank, b.rank));
    return { home, name: nameIn(members), members };
  });
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
    kind?.toLowerCase() === 'bootstrap' ? 0 : 1,
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
