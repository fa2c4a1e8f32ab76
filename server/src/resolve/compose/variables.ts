import { child } from '../../base/uri.ts';
import type { Variables } from '../../extract/extraction.ts';
import type { Origin } from '../../model/origin.ts';
import type { Files } from '../files.ts';

/**
 * The variables of env files, of which a later one wins. A file that is missing says nothing.
 * Source: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/
 */
export function variablesOf(uris: readonly string[], files: Files): Variables | undefined {
  const known = new Map<string, Origin>();
  for (const uri of uris) {
    for (const set of files.extraction(uri)?.declarations ?? []) {
      if (set.kind !== 'properties') continue;
      for (const { name, value, at } of set.properties) if (value !== undefined) known.set(name, { name, value, at });
    }
  }
  return known.size === 0 ? undefined : (name) => known.get(name);
}

/** Those of the surrounding project before those of the files of its own. */
export function firstOf(stronger: Variables | undefined, weaker: Variables | undefined): Variables | undefined {
  if (stronger === undefined || weaker === undefined) return stronger ?? weaker;
  return (name) => stronger(name) ?? weaker(name);
}

/** The file compose reads for a project in a folder. */
export function defaultEnvFile(folder: string): string {
  return child(folder, '.env');
}
