import { append } from '../../base/group.ts';
import { basename, folderOf, resolvePath } from '../../base/uri.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { Lookup } from '../../extract/placeholder.ts';
import type { Mount, PropertySet, Workload } from '../../model/declaration.ts';
import { type Group, type Member, ownName } from './group.ts';
import { springSets } from './imports.ts';

/** Spring files in ConfigMaps and Secrets by the scope and name of these; files on their own by their URI and by their folder’s with a `/`. */
export type MountedFiles = ReadonlyMap<string, readonly Member[]>;

const known = new WeakMap<Extraction, readonly PropertySet[]>();

function heldIn(extraction: Extraction): readonly PropertySet[] {
  const before = known.get(extraction);
  if (before !== undefined) return before;
  const found = extraction.declarations.flatMap((each) =>
    each.kind === 'properties' && each.dialect === 'spring' && each.configMap !== undefined ? [each] : [],
  );
  known.set(extraction, found);
  return found;
}

export function mountableFiles(extractions: readonly Extraction[]): MountedFiles {
  const index = new Map<string, Member[]>();
  for (const extraction of extractions) {
    for (const set of heldIn(extraction))
      append(index, `${set.configMap?.scope}/${set.configMap?.name}`, { set, extraction, rank: weakest });
    // What is packed into an application is not mounted over itself.
    if (extraction.format !== 'spring' || extraction.uri.includes('/src/')) continue;
    for (const set of springSets(extraction)) {
      append(index, extraction.uri, { set, extraction, rank: weakest });
      append(index, `${folderOf(extraction.uri)}/`, { set, extraction, rank: weakest });
    }
  }
  return index;
}

const weakest: Member['rank'] = [1, 0, 0, 0, 0];

/** Where a container tells its application to look for configuration. */
interface Locations {
  /** In place of the usual places; undefined where nobody says so. */
  readonly only: readonly string[] | undefined;
  /** Beside them. */
  readonly also: readonly string[];
  /** Whether what is packed into the application is read. */
  readonly packed: boolean;
}

/**
 * What a container's application reads: its packed files, and over them those that ConfigMaps put into the container where the
 * application looks. The same group where nothing is mounted.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files
 */
export function withMounted(
  group: Group | undefined,
  workload: Workload,
  uri: string,
  files: MountedFiles,
  lookup: Lookup,
): Group | undefined {
  const locations = locationsIn(lookup);
  const mounted = workload.mounts
    .flatMap((mount) => {
      if (mount.kind === 'bind') return boundBy(mount, files);
      return mount.kind === 'config' || mount.kind === 'secret' ? membersOf(mount, workload, uri, files) : [];
    })
    .filter(({ member }) => group?.members.some(({ extraction }) => extraction === member.extraction) !== true)
    .flatMap(({ member, path }) => {
      const rank = rankOf(path, locations);
      return rank === undefined ? [] : [{ ...member, rank }];
    });
  const packed = locations.packed ? (group?.members ?? []) : [];
  if (mounted.length === 0) return packed.length === group?.members.length ? group : group && { ...group, members: [] };
  return { home: group?.home ?? '', name: group?.name, members: [...packed, ...mounted] };
}

interface Placed {
  readonly member: Member;
  /** Path in the container. */
  readonly path: string;
}

/** A file of the workspace, or those of a folder, that a compose file mounts. */
function boundBy({ source, target, at }: Mount, files: MountedFiles): Placed[] {
  const uri = source === undefined ? undefined : resolvePath(folderOf(at.uri), source);
  if (uri === undefined) return [];
  const folder = target.replace(/\/+$/, '');
  return [
    ...(files.get(uri) ?? []).map((member) => ({ member, path: folder })),
    ...(files.get(`${uri}/`) ?? []).map((member) => ({
      member,
      path: `${folder}/${basename(member.extraction.uri)}`,
    })),
  ];
}

/** The files of a mounted ConfigMap, of that in the same file where there are several. */
function membersOf({ source, target, items }: Mount, { scope }: Workload, uri: string, files: MountedFiles): Placed[] {
  const all = files.get(`${scope}/${source}`) ?? [];
  const own = all.filter(({ extraction }) => extraction.uri === uri);
  const homes = new Set(all.map(({ extraction }) => extraction));
  const found = own.length > 0 ? own : homes.size === 1 ? all : [];
  const folder = target.replace(/\/+$/, '');
  return found.flatMap((member) => {
    const key = member.set.configMap?.key ?? '';
    if (items?.includes(key) === false) return [];
    const isFile = items?.length === 1 && /\.(?:ya?ml|properties)$/.test(folder);
    return [{ member, path: isFile ? folder : `${folder}/${key}` }];
  });
}

function locationsIn(lookup: Lookup): Locations {
  const listed = (name: string): readonly string[] | undefined =>
    lookup(name)
      ?.value?.split(/[,;]/)
      .map((each) => each.trim().replace(/^optional:/, ''))
      .filter((each) => each !== '');
  const only = listed('spring.config.location');
  const also = [...(listed('spring.config.additional-location') ?? []), ...(listed('spring.config.import') ?? [])];
  const path = (location: string): string => location.replace(/^file:(?:\/\/(?=\/))?/, '');
  return {
    only: only?.map(path),
    also: also.map(path),
    packed: only === undefined || only.some((each) => each.startsWith('classpath:')),
  };
}

/** How strong a mounted file is: above all that is packed; undefined where the application does not look there. */
function rankOf(path: string, locations: Locations): Member['rank'] | undefined {
  const [, kind, profile, type] = ownName.exec(path.slice(path.lastIndexOf('/') + 1)) ?? [];
  const found = foundIn(path, locations);
  if (found === undefined || (kind === undefined && found !== 'named')) return undefined;
  const isBootstrap = kind?.toLowerCase() === 'bootstrap';
  const isProperties = type?.toLowerCase() === 'properties';
  return [isBootstrap ? 0 : 1, 2, profile === undefined ? 0 : 1, found === 'usual' ? 2 : 3, isProperties ? 1 : 0];
}

/** How the application comes to look at a path; where nobody says otherwise, wherever a file of its name is put. */
function foundIn(path: string, { only, also }: Locations): 'named' | 'added' | 'usual' | undefined {
  if (only?.includes(path) || also.includes(path)) return 'named';
  if (also.some((location) => isBelow(path, location))) return 'added';
  if (only !== undefined) return only.some((location) => isBelow(path, location)) ? 'usual' : undefined;
  return also.length === 0 || /\/config\/[^/]+$/.test(path) ? 'usual' : undefined;
}

/** Directly in a location that is a folder. */
function isBelow(path: string, location: string): boolean {
  return location.endsWith('/') && path.slice(0, path.lastIndexOf('/') + 1) === location;
}
