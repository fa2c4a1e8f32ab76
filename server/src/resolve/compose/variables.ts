import { child } from '../../base/uri.ts';
import type { Source, Variables } from '../../extract/extraction.ts';
import { interpolate } from '../../extract/interpolate.ts';
import { extractEnv } from '../../extract/native.ts';
import type { Anchor } from '../../model/anchor.ts';
import type { PropertySet, Variable } from '../../model/declaration.ts';
import type { Origin } from '../../model/origin.ts';
import type { Files } from '../files.ts';

/**
 * The variables of env files, of which a later one wins; what they name themselves is looked up in `around`, then in the lines
 * before. A file that is missing says nothing.
 * Source: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/
 */
export function variablesOf(uris: readonly string[], files: Files, around?: Variables): Variables | undefined {
  const known = new Map<string, Origin>();
  for (const uri of uris)
    for (const { name, value, at } of variablesIn(
      uri,
      files,
      firstOf(around, (each) => known.get(each)),
    ))
      if (value !== undefined) known.set(name, { name, value, at });
  return known.size === 0 ? undefined : (name) => known.get(name);
}

/**
 * The lines of an env file with their variables filled in; nothing where the workspace has no such file. `isRaw`: as written.
 * Source: https://github.com/compose-spec/compose-spec/blob/main/05-services.md
 */
export function variablesIn(
  uri: string,
  files: Files,
  around: Variables | undefined,
  isRaw = false,
): readonly Variable[] {
  const source = files.source(uri);
  if (source === undefined) return [];
  const before = new Map<string, Origin>();
  const variables = firstOf(around, (name) => before.get(name));
  return setsOf(uri, source, files).flatMap(({ properties }) =>
    properties.map(({ name, raw, at }): Variable => {
      if (isRaw) return { name, value: quoted(raw, at, source.text), raw, at };
      const isLiteral = at.value !== undefined && source.text[at.value.start - 1] === "'";
      const resolved = isLiteral ? { value: raw } : interpolate(raw, { variables });
      if (resolved.value !== undefined) before.set(name, { name, value: resolved.value, at });
      return { name, ...resolved, raw, at };
    }),
  );
}

/** A value with the quotes around it. */
function quoted(raw: string, { value }: Anchor, text: string): string {
  const before = value === undefined ? '' : text.slice(value.start - 1, value.start);
  return before === '"' || before === "'" ? before + raw + before : raw;
}

/** A file that is called something else is one all the same where it is used as one. */
function setsOf(uri: string, source: Source, files: Files): readonly PropertySet[] {
  const own = files.extraction(uri)?.declarations ?? [];
  const sets = own.filter((each) => each.kind === 'properties').filter(({ dialect }) => dialect === 'env');
  return sets.length > 0 ? sets : extractEnv(source).declarations.filter((each) => each.kind === 'properties');
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
