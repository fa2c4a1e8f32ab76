import { basename, folderOf } from '../../base/uri.ts';
import { relax } from '../../extract/property-set.ts';
import type { Property, PropertySet } from '../../model/declaration.ts';
import { byProfile } from './by-profile.ts';
import { bootstrapKind, type Group, type Member } from './group.ts';
import { importsOf } from './imports.ts';
import { type Kept, namesFrom } from './kept.ts';

/** What an application asks its configuration centre for, as strong as its place in the list. */
export interface Wanted {
  /** Base name of the file it is kept in. */
  readonly id: string;
  readonly profile?: string;
  /** Whether a folder can be where it is kept; absent: any. */
  readonly fits?: (folder: string) => boolean;
  /** Asked for by this very name, which may be one that applications give to files of their own. */
  readonly isStated?: true;
  /** Folders and groups that tell files of one name apart. */
  readonly places?: readonly string[];
  /** Whose import asks for it: it is as strong as what is imported there. */
  readonly importer?: Member;
  /** Stronger than every file of the application although it is imported: as what belongs to a profile. */
  readonly isPreferred?: boolean;
  /** See `Member.isFirst`, where the centre decides so itself. */
  readonly isFirst?: boolean;
}

/** Values by relaxed name, list items in order, for whichever profile is active; an unknown part stands as `${name}`. */
export type Settings = (name: string) => readonly string[];

export function settingsOf(sets: readonly PropertySet[]): Settings {
  const found = new Map<string, string[]>();
  for (const property of sets.flatMap(({ properties }): readonly Property[] => properties)) {
    const { name } = property;
    const text = byProfile(property);
    if (text === '') continue;
    const key = relax(name.replace(/\[\d+\]/g, ''));
    found.set(key, [...(found.get(key) ?? []), text]);
  }
  return (name) => found.get(relax(name)) ?? [];
}

/** The first value that is known as a whole. */
function first(values: readonly string[]): string | undefined {
  return values.find((value) => !value.includes('${'));
}

function isSaid(settings: Settings, prefix: string, names: readonly string[]): boolean {
  return names.some((name) => settings(`${prefix}.${name}`).length > 0);
}

/** The member that imports from a centre, the strongest where several do. */
function importerOf({ members }: Group, scheme: string): Member | undefined {
  return members.findLast(({ set }) => importsOf(set).some(({ location }) => location.scheme === scheme));
}

const centres = new Set(['nacos', 'configserver', 'consul', 'zookeeper']);

/**
 * Whether a centre is asked before the application's own files are read. Where these import from a centre, they are for a version
 * that leaves `bootstrap` alone.
 * Source: https://docs.spring.io/spring-cloud-config/reference/client.html (Config First Bootstrap)
 */
export function isBootstrapped({ members }: Group): boolean {
  const ofKind = ({ rank: [kind] }: Member): boolean => kind === bootstrapKind;
  const imports = ({ set }: Member): boolean =>
    importsOf(set).some(({ location: { scheme = '' } }) => centres.has(scheme));
  return members.some(ofKind) && !members.some((member) => !ofKind(member) && imports(member));
}

/**
 * What a centre gives by an import stands where the import stands; what it gives for a profile, over every file.
 * Source: https://github.com/spring-cloud/spring-cloud-config/blob/main/spring-cloud-config-client/src/main/java/org/springframework/cloud/config/client/ConfigServerConfigDataLoader.java
 */
function importedBy(importer: Member | undefined, wanted: readonly Wanted[]): readonly Wanted[] {
  if (importer === undefined) return wanted;
  return wanted.map((each) => ({ ...each, importer, isPreferred: each.profile !== undefined }));
}

const nacos = 'spring.cloud.nacos.config';

/**
 * Data ids: shared ones, extensions, then the application's own, of each kind the later one stronger. With an import in place of
 * `bootstrap` only those that are imported.
 * Source: https://sca.aliyun.com/docs/2023/user-guide/nacos/advanced-guide/
 */
export function nacosNames(group: Group, settings: Settings, kept: Kept): readonly Wanted[] {
  const places = ['group', 'namespace'].flatMap((name) => settings(`${nacos}.${name}`));
  const imported = group.members.flatMap((member) => nacosImports(member, settings, kept));
  if (importerOf(group, 'nacos') !== undefined && !isBootstrapped(group))
    return imported.map((each) => ({ ...each, places }));
  const shared = ['shared-configs', 'shared-dataids', 'extension-configs', 'ext-config'].flatMap((list) =>
    [...settings(`${nacos}.${list}`), ...settings(`${nacos}.${list}.data-id`)].flatMap((text) => text.split(',')),
  );
  const isUsed = isSaid(settings, nacos, ['server-addr', 'file-extension', 'namespace', 'group', 'prefix', 'name']);
  const own = first(settings(`${nacos}.prefix`)) ?? first(settings(`${nacos}.name`)) ?? group.name;
  const type = first(settings(`${nacos}.file-extension`)) ?? 'properties';
  const defaults = !isUsed || own === undefined ? [] : namedFor(own, [type], kept);
  return [...imported, ...shared.flatMap((id) => stated(id.trim(), kept)), ...defaults].map((each) => ({
    ...each,
    places,
  }));
}

/** Local files stand over what is imported unless it is preferred, by its own address or altogether. */
function nacosImports(importer: Member, settings: Settings, kept: Kept): readonly Wanted[] {
  return importsOf(importer.set)
    .filter(({ location }) => location.scheme === 'nacos')
    .flatMap(({ byProfile: { path } }) => {
      const said = /[?&]preference=(\w+)/.exec(path)?.[1] ?? first(settings(`${nacos}.preference`));
      const isPreferred = said?.toLowerCase() === 'remote';
      const wanted = stated(path.replace(/^\/+/, '').replace(/\?.*$/, ''), kept);
      return wanted.map((each) => ({ ...each, importer, isPreferred }));
    });
}

/** An id as it is written; one that holds the active profile stands for every file it can mean. */
function stated(id: string, kept: Kept): readonly Wanted[] {
  const [, prefix, suffix] = /^([^$]+)\$\{[^{}]*profile[^{}]*\}([^$]+)$/i.exec(id) ?? [];
  if (prefix === undefined || suffix === undefined) return id.includes('${') ? [] : [{ id, isStated: true }];
  return namesFrom(prefix, kept)
    .filter((name) => name.endsWith(suffix) && name.length > prefix.length + suffix.length)
    .map((name) => ({ id: name, profile: name.slice(prefix.length, -suffix.length), isStated: true }));
}

/** `orders.yaml`, then `orders-prod.yaml` for every profile there is a file for. */
function namedFor(name: string, types: readonly string[], kept: Kept): readonly Wanted[] {
  const plain = types.map((type) => ({ id: `${name}.${type}` }));
  const ofProfiles = namesFrom(`${name}-`, kept).flatMap((id) => {
    const type = types.find((each) => id.endsWith(`.${each}`));
    return type === undefined ? [] : [{ id, profile: id.slice(name.length + 1, -type.length - 1) }];
  });
  return [...plain, ...ofProfiles];
}

const springTypes = ['yml', 'yaml', 'properties'];

/** Source: https://docs.spring.io/spring-cloud-config/reference/server/environment-repository.html */
export function configServerNames(group: Group, settings: Settings, kept: Kept): readonly Wanted[] {
  const importer = importerOf(group, 'configserver');
  const isUsed =
    isSaid(settings, 'spring.cloud.config', ['uri', 'discovery.service-id', 'discovery.enabled']) ||
    importer !== undefined;
  const own = first(settings('spring.cloud.config.name')) ?? group.name;
  return isUsed && own !== undefined ? importedBy(importer, inRepository(own, kept)) : [];
}

/** What all applications share, then the application's own, where its files or the folder show that it is a repository. */
function inRepository(own: string, kept: Kept): readonly Wanted[] {
  const names = namedFor(own, springTypes, kept);
  const folders = new Set(names.flatMap(({ id }) => (kept.files.get(id) ?? []).map(({ uri }) => folderOf(uri))));
  const fits = (folder: string): boolean =>
    folders.has(folder) || kept.served.has(folder) || repository.test(basename(folder));
  const shared = namedFor('application', springTypes, kept);
  return [...shared.map((each): Wanted => ({ ...each, fits, isStated: true })), ...names];
}

const repository = /(?:^|[-_])config(?:uration)?[-_]?(?:repo|repository|data|files|store)$/i;

const consul = 'spring.cloud.consul.config';

/** Keys `config/orders,prod/data`, or files where the format says so. Source: https://docs.spring.io/spring-cloud-consul/reference/config.html */
export function consulNames(group: Group, settings: Settings, kept: Kept): readonly Wanted[] {
  const importer = importerOf(group, 'consul');
  const isUsed =
    isSaid(settings, consul, ['format', 'prefix', 'prefixes', 'data-key', 'name', 'default-context', 'enabled']) ||
    importer !== undefined;
  const own = first(settings(`${consul}.name`)) ?? group.name;
  if (!isUsed || own === undefined) return [];
  if (first(settings(`${consul}.format`))?.toUpperCase() === 'FILES')
    return importedBy(importer, inRepository(own, kept));
  const prefix = first(settings(`${consul}.prefix`)) ?? first(settings(`${consul}.prefixes`)) ?? 'config';
  const separator = first(settings(`${consul}.profile-separator`)) ?? ',';
  const key = first(settings(`${consul}.data-key`)) ?? 'data';
  const keptAs = springTypes.map((type) => `${key}.${type}`).filter((id) => kept.files.has(id));
  const contexts = [first(settings(`${consul}.default-context`)) ?? 'application', own];
  return importedBy(
    importer,
    contexts.flatMap((context) => keptAs.flatMap((id) => inFolders(id, prefix, context, separator, kept))),
  );
}

/** A key for every folder it is kept in: that of the context, and those of its profiles. */
function inFolders(id: string, prefix: string, context: string, separator: string, kept: Kept): readonly Wanted[] {
  const above = prefix.slice(prefix.lastIndexOf('/') + 1);
  const folders = (kept.files.get(id) ?? []).map(({ uri }) => folderOf(uri));
  return [...new Set(folders)].flatMap((folder): readonly Wanted[] => {
    const name = basename(folder);
    if (basename(folderOf(folder)) !== above) return [];
    const fits = (other: string): boolean => other === folder;
    if (name === context) return [{ id, fits }];
    return name.startsWith(context + separator)
      ? [{ id, fits, profile: name.slice(context.length + separator.length) }]
      : [];
  });
}

/**
 * Namespaces of an application, the first one strongest; over all that the process says unless it is told otherwise.
 * Source: https://www.apolloconfig.com/#/en/client/java-sdk-user-guide
 */
export function apolloNames(_: Group, settings: Settings): readonly Wanted[] {
  const id = first(settings('app.id'));
  if (id === undefined) return [];
  const listed = settings('apollo.bootstrap.namespaces').flatMap((list) => list.split(','));
  const namespaces = listed.length > 0 ? listed.map((each) => each.trim()) : ['application'];
  const inOwnFolder = (folder: string): boolean => basename(folder) === id && /apollo/i.test(folderOf(folder));
  const isFirst = first(settings('apollo.override-system-properties')) !== 'false';
  return namespaces.toReversed().flatMap((namespace) => {
    const file = /\.(?:ya?ml|properties)$/.test(namespace) ? namespace : `${namespace}.properties`;
    return [
      { id: `${id}+default+${file}`, isFirst },
      { id: file, fits: inOwnFolder, isStated: true as const, isFirst },
    ];
  });
}
