import { basename } from '../../base/uri.ts';
import { relax } from '../../extract/property-set.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { Property, PropertySet } from '../../model/declaration.ts';
import { type Group, type Member, type Rank, remoteKind } from './group.ts';
import { importsOf, isOwnFile, springSets } from './imports.ts';

/** The files of a workspace that are no application's own: what a configuration centre may serve. */
export interface Kept {
  /** By base name. */
  readonly files: ReadonlyMap<string, readonly Extraction[]>;
  /** The names, sorted. */
  readonly names: readonly string[];
}

export function keptFiles(extractions: readonly Extraction[]): Kept {
  const found = new Map<string, Extraction[]>();
  for (const extraction of extractions) {
    if (extraction.format !== 'spring' || /\/src\/(?:main|test)\/resources\//.test(extraction.uri)) continue;
    const name = basename(extraction.uri);
    const list = found.get(name);
    if (list === undefined) found.set(name, [extraction]);
    else list.push(extraction);
  }
  return { files: found, names: [...found.keys()].sort() };
}

/** Names that begin with a prefix. */
function namesFrom(prefix: string, { names }: Kept): readonly string[] {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((names[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (names[end]?.startsWith(prefix) === true) end++;
  return names.slice(low, end);
}

/** A data id of a configuration centre, as strong as its place in the list. */
interface Wanted {
  readonly id: string;
  readonly profile?: string;
}

/**
 * A group with the files that are kept for its configuration centre: for Nacos by data id, for Spring Cloud Config by the
 * application's name. What is served stands over the application's own files.
 * Sources: https://sca.aliyun.com/docs/2023/user-guide/nacos/advanced-guide/,
 * https://docs.spring.io/spring-cloud-config/reference/server/environment-repository.html
 */
export function withCentre(group: Group, kept: Kept): Group {
  if (!group.members.some(({ set }) => asksCentre(set))) return group;
  const settings = settingsOf(group.members.map(({ set }) => set));
  const wanted = [...nacosIds(group, settings, kept), ...configServerNames(group, settings, kept)];
  const members = wanted.flatMap((each, index) => membersFor(each, index, group, kept));
  return members.length === 0 ? group : { ...group, members: [...group.members, ...members] };
}

const asking = new WeakMap<PropertySet, boolean>();

/** Whether a set says anything of a configuration centre; most do not. */
function asksCentre(set: PropertySet): boolean {
  const known = asking.get(set);
  if (known !== undefined) return known;
  const made = set.properties.some(({ name }) => /^spring\.(?:cloud|config)\b/i.test(name));
  asking.set(set, made);
  return made;
}

type Settings = (name: string) => readonly string[];

/** Values by name, relaxed, list items in order. */
function settingsOf(sets: readonly PropertySet[]): Settings {
  const found = new Map<string, string[]>();
  for (const { name, value } of sets.flatMap(({ properties }): readonly Property[] => properties)) {
    if (value === undefined || value === '') continue;
    const key = relax(name.replace(/\[\d+\]/g, ''));
    found.set(key, [...(found.get(key) ?? []), value]);
  }
  return (name) => found.get(relax(name)) ?? [];
}

const nacos = 'spring.cloud.nacos.config';

function nacosIds({ name, members }: Group, settings: Settings, kept: Kept): readonly Wanted[] {
  const imported = members
    .flatMap(({ set }) => importsOf(set))
    .filter(({ location }) => location.scheme === 'nacos')
    .map(({ location }) => ({ id: location.path.replace(/^\/+/, '').replace(/\?.*$/, '') }));
  const isUsed = ['server-addr', 'file-extension', 'namespace', 'group', 'prefix', 'name'].some(
    (each) => settings(`${nacos}.${each}`).length > 0,
  );
  const shared = ['shared-configs', 'shared-dataids', 'extension-configs', 'ext-config'].flatMap((list) =>
    [...settings(`${nacos}.${list}`), ...settings(`${nacos}.${list}.data-id`)].flatMap((text) => text.split(',')),
  );
  const own = settings(`${nacos}.prefix`)[0] ?? settings(`${nacos}.name`)[0] ?? name;
  const type = settings(`${nacos}.file-extension`)[0] ?? 'properties';
  const defaults = !isUsed || own === undefined ? [] : namedFor(own, [type], kept);
  return [...shared.map((id) => ({ id: id.trim() })), ...imported, ...defaults];
}

/** `orders.yaml`, then `orders-prod.yaml` for every profile there is a file for. */
function namedFor(name: string, types: readonly string[], kept: Kept): readonly Wanted[] {
  const plain = types.map((type) => ({ id: `${name}.${type}` }));
  const ofProfiles = namesFrom(`${name}-`, kept).flatMap((id) => {
    const type = types.find((each) => id.startsWith(`${name}-`) && id.endsWith(`.${each}`));
    return type === undefined ? [] : [{ id, profile: id.slice(name.length + 1, -type.length - 1) }];
  });
  return [...plain, ...ofProfiles];
}

function configServerNames({ name, members }: Group, settings: Settings, kept: Kept): readonly Wanted[] {
  const isUsed =
    settings('spring.cloud.config.uri').length > 0 ||
    settings('spring.cloud.config.discovery.service-id').length > 0 ||
    members.flatMap(({ set }) => importsOf(set)).some(({ location }) => location.scheme === 'configserver');
  const own = settings('spring.cloud.config.name')[0] ?? name;
  return isUsed && own !== undefined ? namedFor(own, ['properties', 'yml', 'yaml'], kept) : [];
}

function membersFor({ id, profile }: Wanted, index: number, { home, members }: Group, kept: Kept): readonly Member[] {
  const known = new Set(members.map(({ extraction }) => extraction));
  const candidates = (kept.files.get(id) ?? []).filter((each) => !known.has(each) && !isOwnFile(each.uri));
  const extraction = nearest(candidates, home);
  if (extraction === undefined) return [];
  const rank: Rank = [remoteKind, 0, profile === undefined ? 0 : 1, index, 0];
  return springSets(extraction).map((set) => ({
    set: profile === undefined || set.profiles.length > 0 ? set : underProfile(set, profile),
    extraction,
    rank,
  }));
}

/** The one that shares most of its way with the application; of several as near as each other none. */
function nearest(candidates: readonly Extraction[], home: string): Extraction | undefined {
  const shared = candidates.map(({ uri }) => sharedSegments(uri, home));
  const best = Math.max(0, ...shared);
  const found = candidates.filter((_, index) => shared[index] === best);
  return found.length === 1 ? found[0] : undefined;
}

function sharedSegments(a: string, b: string): number {
  const right = b.split('/');
  const differs = a.split('/').findIndex((segment, index) => segment !== right[index]);
  return differs === -1 ? right.length : differs;
}

const copies = new WeakMap<PropertySet, PropertySet>();

/** The same set for the same profile each time, as it tells whether anything changed. */
function underProfile(set: PropertySet, profile: string): PropertySet {
  const known = copies.get(set);
  if (known?.profiles[0] === profile) return known;
  const made = { ...set, profiles: [profile] };
  copies.set(set, made);
  return made;
}
