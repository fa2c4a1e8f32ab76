import { folderOf, resolvePath } from '../../base/uri.ts';
import { relax } from '../../extract/property-set.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { Property, PropertySet } from '../../model/declaration.ts';
import type { Problem } from '../../model/part.ts';
import type { Files } from '../files.ts';
import { activeProfile, byProfile } from './by-profile.ts';
import { type Group, type Member, moduleOf, ownName, type Rank } from './group.ts';
import { defaultProfiles, namedProfiles } from './profiles.ts';
import { asImported, asServed } from './under-profiles.ts';

/** A group with what its files import, each right behind the set that imports it, and what could not be found. */
export interface WithImports {
  readonly group: Group;
  /** By the file that says it. */
  readonly notes: ReadonlyMap<string, readonly Problem[]>;
}

const deepest = 10;

/**
 * Follows `spring.config.import` to files of the workspace. What is imported stands over what imports it; the variants of an imported
 * file for the profiles of the application, where the files of these profiles stand.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files.importing
 */
export function withImports(group: Group, files: Files): WithImports {
  const notes = new Map<string, Problem[]>();
  const note = (at: Property, code: string, path: string): void => {
    const span = at.at.value;
    const problem = { code, args: { path }, ...(span && { span }) };
    notes.set(at.at.uri, [...(notes.get(at.at.uri) ?? []), problem]);
  };
  const follow = (member: Member, way: readonly string[]): readonly Member[] =>
    importsOf(member.set).flatMap(({ property, location, byProfile: open }) => {
      const uri = targetOf(location, member.extraction.uri, classPathOf(member, group));
      if (uri === undefined) return [];
      if (!files.isInside(uri)) return (note(property, 'file-outside', location.path), []);
      const extraction = files.extraction(uri);
      if (extraction === undefined && !location.isOptional) note(property, 'import-missing', location.path);
      if (open.path.includes(activeProfile)) return importedByProfile(open, member, group, files);
      if (extraction === undefined) return [];
      if (way.includes(uri) || way.length > deepest) return (note(property, 'import-cycle', location.path), []);
      const { rank, borrowed } = member;
      const under = [...(member.under ?? []), member.set];
      const found = springSets(extraction)
        .map(asImported)
        .flatMap((set) => {
          const imported = { set, extraction, rank, under, ...(borrowed && { borrowed }) };
          return [imported, ...follow(imported, [...way, uri])];
        });
      const variants = variantsOf(uri, profilesOf(group), files).map((each): Member => ({
        ...each,
        rank: ofProfile(rank),
        under,
        ...(borrowed && { borrowed }),
      }));
      return [...found, ...variants];
    });
  // A file that somebody imports is followed from there.
  if (!group.members.some(({ extraction }) => isOwnFile(extraction.uri))) return { group, notes };
  const members = group.members.flatMap((member) => [member, ...follow(member, [member.extraction.uri])]);
  return { group: members.length === group.members.length ? group : { ...group, members }, notes };
}

/**
 * What `application-${spring.profiles.active}.yml` means: for each profile the file of its name, as long as that profile is active.
 * One that the application reads by its own name stands where it would without the import.
 */
function importedByProfile(open: Location, member: Member, group: Group, files: Files): readonly Member[] {
  const own = new Set(group.members.map(({ extraction }) => extraction.uri));
  const usual = defaultProfiles(group.members.map(({ set }) => set));
  return [...new Set([...usual, ...profilesOf(group)])].flatMap((profile) => {
    const location = { ...open, path: open.path.replaceAll(activeProfile, profile) };
    const uri = targetOf(location, member.extraction.uri, classPathOf(member, group));
    const extraction = uri === undefined || own.has(uri) || !files.isInside(uri) ? undefined : files.extraction(uri);
    if (extraction === undefined) return [];
    const { rank, borrowed } = member;
    const under = [...(member.under ?? []), member.set];
    return springSets(extraction).map((set): Member => ({
      set: asServed(set, profile),
      extraction,
      rank,
      under,
      ...(borrowed && { borrowed }),
    }));
  });
}

function profilesOf({ members }: Group): readonly string[] {
  return namedProfiles(members.map(({ set }) => set));
}

function ofProfile([kind, isOutside, , folder, form]: Rank): Rank {
  return [kind, isOutside, 1, folder, form];
}

/** `kafka-prod.yml` beside an imported `kafka.yml`, for the profiles that are known. */
function variantsOf(
  uri: string,
  profiles: readonly string[],
  files: Files,
): readonly Pick<Member, 'set' | 'extraction'>[] {
  const [, stem = uri, extension = ''] = /^(.*)(\.[^./]+)$/.exec(uri) ?? [];
  return profiles.flatMap((profile) => {
    const variant = `${stem}-${profile}${extension}`;
    const extraction = files.inFolder(folderOf(uri)).includes(variant) ? files.extraction(variant) : undefined;
    if (extraction === undefined) return [];
    return springSets(extraction).map((set) => ({ set: asServed(set, profile), extraction }));
  });
}

export function springSets({ declarations }: Extraction): readonly PropertySet[] {
  return declarations.flatMap((each) => (each.kind === 'properties' && each.dialect === 'spring' ? [each] : []));
}

interface Location {
  /** Without `optional:` and its scheme. */
  readonly path: string;
  readonly scheme: string | undefined;
  readonly isOptional: boolean;
}

const importName = relax('spring.config.import');

interface Import {
  readonly property: Property;
  readonly location: Location;
  /** For whichever profile is active. */
  readonly byProfile: Location;
}

/** What a set imports, in order; what is not known of a location stands in it as `${name}`. */
export function importsOf(set: PropertySet): readonly Import[] {
  const known = imports.get(set);
  if (known !== undefined) return known;
  const made = readImports(set);
  imports.set(set, made);
  return made;
}

const imports = new WeakMap<PropertySet, readonly Import[]>();

function readImports({ properties }: PropertySet): readonly Import[] {
  return properties
    .filter(({ name }) => relax(name.replace(/\[\d+\]$/, '')) === importName)
    .flatMap((property) => {
      const open = locationsIn(byProfile(property));
      return locationsIn(property.value ?? property.pattern ?? '').map((location, index) => ({
        property,
        location,
        byProfile: open[index] ?? location,
      }));
    });
}

function locationsIn(list: string): readonly Location[] {
  const texts = list.split(',').map((text) => text.trim());
  return texts.filter((text) => text !== '').map(locationOf);
}

function locationOf(text: string): Location {
  const isOptional = text.startsWith('optional:');
  const rest = isOptional ? text.slice('optional:'.length) : text;
  const match = /^([a-z][a-z-]+):(.*)$/.exec(rest);
  return { path: match?.[2] ?? rest, scheme: match?.[1], isOptional };
}

/** The file of a location, where it is one; a folder, a remote source and a path of the machine are none. */
function targetOf({ path, scheme }: Location, importer: string, home: string): string | undefined {
  if (path.endsWith('/') || !/\.(ya?ml|properties)(\[[^\]]*\])?$/.test(path)) return undefined;
  const plain = path.replace(/\[[^\]]*\]$/, '');
  if (scheme === 'classpath') return resolvePath(home, plain.replace(/^\//, ''));
  if (scheme === undefined) return resolvePath(folderOf(importer), plain);
  // Where the process is started is not known; most are started in their module.
  return scheme === 'file' ? resolvePath(moduleOf(home), plain) : undefined;
}

/** What a test borrows is found where it stands. */
function classPathOf({ extraction, borrowed }: Member, { home }: Group): string {
  return borrowed === undefined ? home : extraction.uri.replace(/(\/src\/main\/resources)\/.*$/, '$1');
}

/** A file is read by its own name, or because somebody imports it. */
export function isOwnFile(uri: string): boolean {
  return ownName.test(uri.slice(uri.lastIndexOf('/') + 1));
}
