import { append } from '../../base/group.ts';
import { basename, folderOf, resolvePath } from '../../base/uri.ts';
import type { Extraction } from '../../extract/extraction.ts';
import type { Mount, Property, PropertySet, Workload } from '../../model/declaration.ts';
import type { PlainFile } from './config-tree.ts';
import type { Member } from './group.ts';
import { springSets } from './imports.ts';

/** What containers can have mounted, and what stands on class paths. */
export interface MountableFiles {
  /** Spring files in ConfigMaps and Secrets by the scope and name of these; files on their own by their URI and by their folder’s with a `/`. */
  readonly springFiles: ReadonlyMap<string, readonly Member[]>;
  /** Plain entries of ConfigMaps and Secrets by scope and name. */
  readonly entries: ReadonlyMap<string, readonly Entries[]>;
  /** Files that are built into applications, by the URI of their folder with a `/`. */
  readonly packed: ReadonlyMap<string, readonly Member[]>;
}

interface Entries {
  readonly set: PropertySet;
  readonly extraction: Extraction;
}

interface Held {
  readonly springSets: readonly PropertySet[];
  readonly plainSets: readonly PropertySet[];
}

const known = new WeakMap<Extraction, Held>();

/** What the ConfigMaps and Secrets of a file hold. */
function heldIn(extraction: Extraction): Held {
  const before = known.get(extraction);
  if (before !== undefined) return before;
  const held = extraction.declarations.flatMap((each) =>
    each.kind === 'properties' && each.configMap !== undefined ? [each] : [],
  );
  const made = {
    springSets: held.filter(({ dialect }) => dialect === 'spring'),
    plainSets: held.filter(({ dialect, configMap }) => dialect === 'env' && configMap?.key === ''),
  };
  known.set(extraction, made);
  return made;
}

/** Whether containers can have something of a file mounted. */
export function isMountable(extraction: Extraction): boolean {
  if (extraction.format === 'spring') return true;
  const held = heldIn(extraction);
  return held.springSets.length > 0 || held.plainSets.length > 0;
}

export function mountableFiles(extractions: readonly Extraction[]): MountableFiles {
  const springFiles = new Map<string, Member[]>();
  const entries = new Map<string, Entries[]>();
  const packed = new Map<string, Member[]>();
  for (const extraction of extractions) {
    const held = heldIn(extraction);
    for (const set of held.springSets) append(springFiles, mapKey(set), { set, extraction, rank: weakest });
    for (const set of held.plainSets) append(entries, mapKey(set), { set, extraction });
    if (extraction.format !== 'spring') continue;
    const folder = `${folderOf(extraction.uri)}/`;
    const isPacked = extraction.uri.includes('/src/');
    for (const set of springSets(extraction)) {
      const member = { set, extraction, rank: weakest };
      append(packed, folder, member);
      // What is packed into an application is not mounted over itself.
      if (isPacked) continue;
      append(springFiles, extraction.uri, member);
      append(springFiles, folder, member);
    }
  }
  return { springFiles, entries, packed };
}

const weakest: Member['rank'] = [1, 0, 0, 0, 0];

function mapKey({ configMap }: PropertySet): string {
  return `${configMap?.scope}/${configMap?.name}`;
}

/** A Spring file that is in a container. */
export interface Placed {
  readonly member: Member;
  /** Path in the container. */
  readonly path: string;
}

/** The Spring files that a container has mounted, as its file at `uri` says. */
export function placedIn(workload: Workload, uri: string, { springFiles }: MountableFiles): readonly Placed[] {
  return workload.mounts.flatMap((mount) => {
    if (mount.kind === 'bind') return boundBy(mount, springFiles);
    return mount.kind === 'config' || mount.kind === 'secret' ? membersOf(mount, workload, uri, springFiles) : [];
  });
}

/** A file of the workspace, or those of a folder, that a compose file mounts. */
function boundBy({ source, target, at }: Mount, files: MountableFiles['springFiles']): Placed[] {
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

/** The files of a mounted ConfigMap. */
function membersOf(
  mount: Mount,
  { scope }: Workload,
  uri: string,
  files: MountableFiles['springFiles'],
): readonly Placed[] {
  const found = nearest(files.get(`${scope}/${mount.source}`) ?? [], uri);
  return found.flatMap((member) => {
    const path = pathOf(member.set.configMap?.key ?? '', mount);
    return path === undefined ? [] : [{ member, path }];
  });
}

/** Of maps with one name those of the same file; several elsewhere are none. */
function nearest<T extends { readonly extraction: Extraction }>(all: readonly T[], uri: string): readonly T[] {
  const own = all.filter(({ extraction }) => extraction.uri === uri);
  if (own.length > 0) return own;
  return new Set(all.map(({ extraction }) => extraction)).size === 1 ? all : [];
}

/** Where an entry of a ConfigMap is in the container; undefined where the mount leaves it out. */
function pathOf(key: string, { target, items, paths, shownAs }: Mount): string | undefined {
  if (items?.includes(key) === false) return undefined;
  const folder = target.replace(/\/+$/, '');
  const name = paths?.[key] ?? shownAs?.[key] ?? key;
  const isFile = items?.length === 1 && (basename(folder) === name || /\.(?:ya?ml|properties)$/.test(folder));
  return isFile ? folder : `${folder}/${name}`;
}

/** Files of a container that hold one value each: entries of ConfigMaps and Secrets, and what compose mounts as a secret or config. */
export function plainFilesIn(
  workload: Workload,
  extraction: Extraction,
  { entries }: MountableFiles,
): readonly PlainFile[] {
  return workload.mounts.flatMap((mount): readonly PlainFile[] => {
    if (mount.kind !== 'config' && mount.kind !== 'secret') return [];
    if (workload.controller === 'compose')
      return [{ path: mount.target, entry: entryOf(mount), extraction, from: undefined }];
    const isSecret = mount.kind === 'secret' ? true : undefined;
    const all = entries.get(`${workload.scope}/${mount.source}`) ?? [];
    const ofKind = all.filter(({ set }) => set.configMap?.isSecret === isSecret);
    return nearest(ofKind, extraction.uri).flatMap((held) =>
      held.set.properties.flatMap((entry): PlainFile[] => {
        const path = pathOf(entry.name, mount);
        return path === undefined ? [] : [{ path, entry, extraction: held.extraction, from: held.set }];
      }),
    );
  });
}

const written = new WeakMap<Mount, Property>();

/** What is in a file that compose mounts is not looked at: it is there, and nothing is known of its value. */
function entryOf(mount: Mount): Property {
  const before = written.get(mount);
  if (before !== undefined) return before;
  const made: Property = { name: basename(mount.target), value: undefined, raw: '', at: mount.at };
  written.set(mount, made);
  return made;
}
