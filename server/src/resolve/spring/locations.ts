import { listIn, type ProcessSources } from './process.ts';

/** One place where an application looks for configuration. */
export interface Location {
  readonly scheme: 'classpath' | 'file' | 'configtree';
  /** With a `/` at its end where it is a folder; one segment may be `*`. Relative where it is on the class path or where the process is started. */
  readonly path: string;
}

/** Locations that are equally strong. */
type LocationGroup = readonly Location[];

/** Where a process tells its application to look. */
export interface Locations {
  /** Names of its files without profile and extension. */
  readonly names: readonly string[];
  /** In place of the usual places, weakest first; undefined where nobody says so. */
  readonly only: readonly LocationGroup[] | undefined;
  /** Beside them, and stronger. */
  readonly also: readonly LocationGroup[];
}

/** What is looked for where nobody says otherwise. */
const usualNames: readonly string[] = ['application'];

/**
 * `spring.config.name`, `spring.config.location`, `spring.config.additional-location` and `spring.config.import` of a process; they
 * are read before any file.
 * Source: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files
 */
export function locationsOf(sources: ProcessSources): Locations {
  const only = listIn(sources, 'spring.config.location');
  const names = listIn(sources, 'spring.config.name');
  return {
    names: names.length === 0 ? usualNames : names,
    only: only.length === 0 ? undefined : only.map(groupOf),
    also: ['spring.config.additional-location', 'spring.config.import'].flatMap((name) =>
      listIn(sources, name).map(groupOf),
    ),
  };
}

/** Whether an application looks in its usual places for files of the usual name. */
export function isUsual({ names, only }: Locations): boolean {
  return names === usualNames && only === undefined;
}

function groupOf(text: string): LocationGroup {
  return text.split(';').flatMap((each) => locationIn(each.trim()) ?? []);
}

/** Undefined for what lies neither in files nor on the class path. */
function locationIn(text: string): Location | undefined {
  const [, scheme = 'file', path = ''] = /^(?:([a-z][a-z-]+):)?(.*)$/.exec(text.replace(/^optional:/, '')) ?? [];
  if (scheme === 'classpath') return { scheme, path: path.replace(/^\/+/, '') };
  if (scheme !== 'file' && scheme !== 'configtree') return undefined;
  return { scheme, path: plainPath(path) };
}

/** Without `file://`, `./` and the hint of an extension. */
export function plainPath(path: string): string {
  return path
    .replace(/^\/\/(?=\/)/, '')
    .replace(/^(?:\.\/)+/, '')
    .replace(/\[[^\]]*\]$/, '');
}

/** What the name of a file says to one who looks for some names. */
export interface FileName {
  readonly profile: string | undefined;
  readonly isProperties: boolean;
}

/** Undefined where the file has none of the names: `orders-prod.yml` for `orders`. */
export function fileNamed(file: string, names: readonly string[]): FileName | undefined {
  const [, stem = '', type] = /^(.+)\.(ya?ml|properties)$/i.exec(file) ?? [];
  const name = names.find((each) => stem === each || stem.startsWith(`${each}-`));
  if (type === undefined || name === undefined) return undefined;
  return {
    profile: stem === name ? undefined : stem.slice(name.length + 1),
    isProperties: type.toLowerCase() === 'properties',
  };
}

/** What a file at a path is for a location: one of the names below a folder, or the file itself with those for profiles beside it. */
export function foundAt(path: string, { path: location }: Location, names: readonly string[]): FileName | undefined {
  const split = path.lastIndexOf('/') + 1;
  const [folder, file] = [path.slice(0, split), path.slice(split)];
  if (location === '' || location.endsWith('/')) return isFolder(folder, location) ? fileNamed(file, names) : undefined;
  const end = location.lastIndexOf('/') + 1;
  if (!isFolder(folder, location.slice(0, end))) return undefined;
  const [, stem = '', extension = ''] = /^(.*?)(\.[^.]*)?$/.exec(location.slice(end)) ?? [];
  return file.endsWith(extension) ? (fileNamed(file, [stem]) ?? exactly(file, location.slice(end))) : undefined;
}

/** A file without a telling extension. */
function exactly(file: string, wanted: string): FileName | undefined {
  return file === wanted ? { profile: undefined, isProperties: false } : undefined;
}

/** Where a process is started is not known: a relative folder is one whose path ends so. */
function isFolder(folder: string, wanted: string): boolean {
  const pattern = wanted
    .split('/')
    .map((segment) => (segment === '*' ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/');
  return new RegExp(`${wanted.startsWith('/') ? '^' : '(?:^|/)'}${pattern}$`).test(folder);
}
