import { append } from '../../base/group.ts';
import { basename, folderOf } from '../../base/uri.ts';
import { relax } from '../../extract/property-set.ts';
import type { Extraction } from '../../extract/extraction.ts';
import { springSets } from './imports.ts';

/** The files of a workspace that are no application's own: what a configuration centre may serve. */
export interface Kept {
  /** By base name. */
  readonly files: ReadonlyMap<string, readonly Extraction[]>;
  /** The names, sorted. */
  readonly names: readonly string[];
  /** Folders from which a config server of the workspace serves. */
  readonly served: ReadonlySet<string>;
}

export function keptFiles(extractions: readonly Extraction[]): Kept {
  const served = new Set(extractions.flatMap(servedBy));
  const found = new Map<string, Extraction[]>();
  for (const extraction of extractions) {
    if (extraction.format !== 'spring') continue;
    if (/\/src\/(?:main|test)\/resources\//.test(extraction.uri) && !served.has(folderOf(extraction.uri))) continue;
    append(found, basename(extraction.uri), extraction);
  }
  return { files: found, names: [...found.keys()].sort(), served };
}

const searchLocations = relax('spring.cloud.config.server.native.search-locations');
const known = new WeakMap<Extraction, readonly string[]>();

/** Folders on its class path that a config server serves from. */
function servedBy(extraction: Extraction): readonly string[] {
  if (extraction.format !== 'spring') return none;
  const before = known.get(extraction);
  if (before !== undefined) return before;
  const root = /^.*\/src\/main\/resources(?=\/)/.exec(extraction.uri)?.[0];
  const made = springSets(extraction)
    .flatMap(({ properties }) => properties)
    .filter(({ name }) => relax(name.replace(/\[\d+\]$/, '')) === searchLocations)
    .flatMap(({ value }) => (value ?? '').split(','))
    .flatMap((location) => /^classpath:\/?((?:[\w.-]+\/?)+)$/.exec(location.trim())?.[1] ?? [])
    .flatMap((path) => (root === undefined ? [] : [`${root}/${path.replace(/\/$/, '')}`]));
  known.set(extraction, made);
  return made;
}

const none: readonly string[] = [];

/** Names that begin with a prefix. */
export function namesFrom(prefix: string, { names }: Kept): readonly string[] {
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
