import { Derived } from '../../base/derived.ts';
import { append } from '../../base/group.ts';
import { folderOf } from '../../base/uri.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { PropertySet } from '../../model/declaration.ts';
import {
  apolloNames,
  configServerNames,
  consulNames,
  isBootstrapped,
  nacosNames,
  type Settings,
  settingsOf,
  type Wanted,
} from './centre-names.ts';
import { type Group, type Member, type Rank, remoteKind } from './group.ts';
import { isOwnFile, springSets } from './imports.ts';
import type { Kept } from './kept.ts';
import { asServed } from './under-profiles.ts';

/**
 * A group with the files that are kept for its configuration centre: Nacos, Spring Cloud Config, Consul, Apollo. What is served
 * stands over the application's own files; what an import asks for, behind the file that imports it.
 */
export function withCentre(group: Group, kept: Kept): Group {
  const asker = group.members.find(({ set }) => asksCentre(set));
  if (asker === undefined) return group;
  const sets = group.members.map(({ set }) => set);
  const settings = known.of(asker.set, sets, () => settingsOf(sets));
  const wanted = [nacosNames, configServerNames, consulNames, apolloNames].flatMap((names) =>
    names(group, settings, kept),
  );
  const behind = new Map<Member, Member[]>();
  const last: Member[] = [];
  for (const [index, each] of wanted.entries())
    for (const member of membersFor(each, index, group, kept))
      if (each.importer !== undefined && each.isPreferred !== true) append(behind, each.importer, member);
      else last.push(member);
  if (behind.size === 0 && last.length === 0) return group;
  const own = group.members.flatMap((member) => [member, ...(behind.get(member) ?? [])]);
  return { ...group, members: [...own, ...last] };
}

const known = new Derived<PropertySet, Settings>();
const asking = new WeakMap<PropertySet, boolean>();

/** Whether a set says anything of a configuration centre; most do not. */
function asksCentre(set: PropertySet): boolean {
  const before = asking.get(set);
  if (before !== undefined) return before;
  const made = set.properties.some(({ name }) => /^(?:spring\.(?:cloud|config)\b|app\.id$|apollo\.)/i.test(name));
  asking.set(set, made);
  return made;
}

function membersFor(wanted: Wanted, index: number, group: Group, kept: Kept): readonly Member[] {
  const { home, members } = group;
  const { id, profile, fits, isStated } = wanted;
  const own = new Set(members.map(({ extraction }) => extraction));
  const candidates = (kept.files.get(id) ?? []).filter(
    (each) =>
      !own.has(each) && (isStated === true || !isOwnFile(each.uri)) && (fits === undefined || fits(folderOf(each.uri))),
  );
  const extraction = nearest(candidates, home, wanted.places ?? [], kept);
  if (extraction === undefined) return [];
  const standing = standingOf(group, wanted, index);
  return springSets(extraction).map((set) => ({ set: asServed(set, profile), extraction, ...standing }));
}

/** How strong it is, and what must hold for it to be there. */
function standingOf(
  group: Group,
  { profile, importer, isPreferred, isFirst = isBootstrapped(group) }: Wanted,
  index: number,
): Pick<Member, 'rank' | 'under' | 'isFirst'> {
  const over: Rank = [remoteKind, 0, profile === undefined ? 0 : 1, index, 0];
  if (importer === undefined) return { rank: over, ...(isFirst && { isFirst }) };
  return { rank: isPreferred === true ? over : importer.rank, under: [...(importer.under ?? []), importer.set] };
}

/**
 * What a config server of the workspace serves, else the one that shares most of its way with the application; of several as
 * near as each other that in the folder of its group, else none.
 */
function nearest(
  candidates: readonly Extraction[],
  home: string,
  places: readonly string[],
  { served }: Kept,
): Extraction | undefined {
  const offered = candidates.filter(({ uri }) => served.has(folderOf(uri)));
  const from = offered.length > 0 ? offered : candidates;
  const shared = from.map(({ uri }) => sharedSegments(uri, home));
  const best = Math.max(0, ...shared);
  const found = from.filter((_, index) => shared[index] === best);
  if (found.length < 2) return found[0];
  const placed = found.filter(({ uri }) =>
    folderOf(uri)
      .split('/')
      .some((segment) => places.includes(segment)),
  );
  return placed.length === 1 ? placed[0] : undefined;
}

function sharedSegments(a: string, b: string): number {
  const right = b.split('/');
  const differs = a.split('/').findIndex((segment, index) => segment !== right[index]);
  return differs === -1 ? right.length : differs;
}
