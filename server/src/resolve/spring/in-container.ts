import { isSame } from '../../base/derived.ts';
import { basename } from '../../base/uri.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { PropertySet, Workload } from '../../model/declaration.ts';
import { configTreeAt, type PlainFile } from './config-tree.ts';
import { bootstrapKind, compareRanks, type Group, type Member, remoteKind } from './group.ts';
import { importsOf } from './imports.ts';
import { fileNamed, foundAt, isUsual, type Location, type Locations, plainPath } from './locations.ts';
import { type MountableFiles, type Placed, placedIn, plainFilesIn } from './mounted.ts';
import { asImported, asServed } from './under-profiles.ts';

/** What an application reads in a container. */
export interface InContainer {
  /** The same group where the container changes nothing of it. */
  readonly group: Group | undefined;
  /** Entries of ConfigMaps and Secrets that are properties there. */
  readonly entries: readonly PropertySet[];
}

const none: readonly PropertySet[] = [];

/** How strong the first location is that stands in place of the usual ones, and the first that stands beside them. */
const inPlace = 10;
const beside = 1_000;
/** Outside of what is built: above all that is packed. */
const outside = 2;

/**
 * What a container's application reads: its packed files, and over them those that are mounted where it looks. The container may
 * say other places and names.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files
 */
export function inContainer(
  group: Group | undefined,
  workload: Workload,
  extraction: Extraction,
  files: MountableFiles,
  locations: Locations,
): InContainer {
  if (workload.mounts.length === 0 && isUsual(locations) && locations.also.length === 0)
    return { group, entries: none };
  const placed = placedIn(workload, extraction.uri, files);
  const plain = plainFilesIn(workload, extraction, files);
  if (placed.length === 0 && plain.length === 0 && isUsual(locations) && locations.also.length === 0)
    return { group, entries: none };
  const packed = group === undefined ? [] : packedMembers(group, locations, files);
  const own = new Set(group?.members.map((member) => member.extraction));
  const mounted = placed
    .filter(({ member }) => !own.has(member.extraction))
    .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .flatMap((each) => mountedMember(each, locations));
  const entries: PropertySet[] = [];
  const found = [...packed, ...mounted].flatMap((member) => [member, ...importedBy(member, placed, plain, entries)]);
  return { group: withMembers(group, [...found, ...treesOf(locations, plain, entries)]), entries };
}

/** The very same group where it has the very same members. */
function withMembers(group: Group | undefined, members: readonly Member[]): Group | undefined {
  if (group === undefined) return members.length === 0 ? undefined : { home: '', name: undefined, members };
  return isSame(members, group.members) ? group : { ...group, members };
}

/** What is packed, or stands beside the application, and is looked at. */
function packedMembers(group: Group, locations: Locations, files: MountableFiles): readonly Member[] {
  const groups = locations.only ?? [];
  const added = [
    ...groups.flatMap((each, index) => onClassPath(each, inPlace + index, group, locations, files)),
    ...locations.also.flatMap((each, index) => onClassPath(each, beside + index, group, locations, files)),
  ];
  if (isUsual(locations)) return [...group.members, ...added];
  const usual = locations.only === undefined ? onClassPath(usualOnClassPath, 0, group, locations, files) : [];
  const sets = new Set([...usual, ...added].map(({ set }) => set));
  const kept = group.members.filter(({ set, under, rank: [kind, isOutside], extraction }) => {
    if (kind === bootstrapKind || kind === remoteKind) return true;
    const importer = under?.at(-1);
    if (importer !== undefined) return sets.has(importer);
    if (isOutside === 0) return false;
    const looks =
      locations.only === undefined || locations.only.flat().some((each) => isBeside(extraction, each, locations));
    const isLookedAt = looks && fileNamed(basename(extraction.uri), locations.names) !== undefined;
    if (isLookedAt) sets.add(set);
    return isLookedAt;
  });
  return [...usual, ...kept, ...added].toSorted((a, b) => compareRanks(a.rank, b.rank));
}

const usualOnClassPath: readonly Location[] = [
  { scheme: 'classpath', path: '' },
  { scheme: 'classpath', path: 'config/' },
];

function isBeside({ uri }: Extraction, location: Location, { names }: Locations): boolean {
  return location.scheme === 'file' && !location.path.startsWith('/') && foundAt(uri, location, names) !== undefined;
}

/** The files of locations on the class path. */
function onClassPath(
  locations: readonly Location[],
  strength: number,
  { home }: Group,
  { names }: Locations,
  { packed }: MountableFiles,
): readonly Member[] {
  return locations.flatMap((location, index) => {
    if (location.scheme !== 'classpath') return [];
    const folder = location.path.slice(0, location.path.lastIndexOf('/') + 1);
    return (packed.get(`${home}/${folder}`) ?? []).flatMap(({ set, extraction }): Member[] => {
      const found = foundAt(`/${folder}${basename(extraction.uri)}`, { ...location, path: `/${location.path}` }, names);
      if (found === undefined) return [];
      const { profile, isProperties } = found;
      const rank: Member['rank'] = [1, strength, profile === undefined ? 0 : 1, index, isProperties ? 1 : 0];
      return [{ set: profile === undefined ? set : asServed(set, profile), extraction, rank }];
    });
  });
}

/** A mounted file with its strength; nothing where the application does not look there. */
function mountedMember({ member, path }: Placed, locations: Locations): readonly Member[] {
  const { names, only, also } = locations;
  const listed = listedAt(path, also, names, beside) ?? (only && listedAt(path, only, names, inPlace));
  if (listed === undefined) {
    const isUsualPlace = only === undefined && (also.length === 0 || inConfigFolder.test(path));
    const rank = isUsualPlace ? usualRank(path, names) : undefined;
    return rank === undefined ? [] : [{ ...member, rank }];
  }
  const { profile, rank } = listed;
  return [{ ...member, set: profile === undefined ? member.set : asServed(member.set, profile), rank }];
}

function usualRank(path: string, names: readonly string[]): Member['rank'] | undefined {
  const file = basename(path);
  const bootstrap = fileNamed(file, ['bootstrap']);
  const found = bootstrap ?? fileNamed(file, names);
  if (found === undefined) return undefined;
  const kind = bootstrap === undefined ? 1 : bootstrapKind;
  return [kind, outside, found.profile === undefined ? 0 : 1, 2, found.isProperties ? 1 : 0];
}

/** Where nobody says otherwise a file counts wherever it is put; beside other locations, only in the usual folders. */
const inConfigFolder = /\/config\/(?:[^/]+\/)?[^/]+$/;

interface Listed {
  readonly profile: string | undefined;
  readonly rank: Member['rank'];
}

/** The strongest of some locations in which a file is. */
function listedAt(
  path: string,
  groups: readonly (readonly Location[])[],
  names: readonly string[],
  first: number,
): Listed | undefined {
  const found = groups.flatMap((group, strength) =>
    group.flatMap((location, index): Listed[] => {
      const file = location.scheme === 'file' ? foundAt(path, location, names) : undefined;
      if (file === undefined) return [];
      const { profile, isProperties } = file;
      return [{ profile, rank: [1, first + strength, profile === undefined ? 0 : 1, index, isProperties ? 1 : 0] }];
    }),
  );
  return found.at(-1);
}

/** What a file imports from paths of the container: other files, and trees of values. */
function importedBy(
  { set, rank, under = [] }: Member,
  placed: readonly Placed[],
  plain: readonly PlainFile[],
  entries: PropertySet[],
): readonly Member[] {
  return importsOf(set).flatMap(({ location: { scheme, path } }): readonly Member[] => {
    const at = plainPath(path);
    if (!at.startsWith('/')) return [];
    const standing = { rank, under: [...under, set] };
    if (scheme === 'configtree') return treeAt(at, plain, entries, standing);
    if (scheme !== undefined && scheme !== 'file') return [];
    return placed
      .filter((each) => each.path === at)
      .map(({ member }) => ({ ...member, set: asImported(member.set), ...standing }));
  });
}

/** The trees of values that the process itself imports. */
function treesOf({ also }: Locations, plain: readonly PlainFile[], entries: PropertySet[]): readonly Member[] {
  return also.flatMap((group, strength) =>
    group.flatMap(({ scheme, path }, index) =>
      scheme === 'configtree' ? treeAt(path, plain, entries, { rank: [1, beside + strength, 0, index, 0] }) : [],
    ),
  );
}

function treeAt(
  path: string,
  plain: readonly PlainFile[],
  entries: PropertySet[],
  standing: Pick<Member, 'rank' | 'under'>,
): readonly Member[] {
  const tree = configTreeAt(path, plain);
  if (tree === undefined) return [];
  entries.push(...tree.madeOf);
  return [{ set: tree.set, extraction: tree.extraction, ...standing }];
}
