import { child } from '../../base/uri.ts';
import type { Source, Variables } from '../../extract/extraction.ts';
import { interpolate } from '../../extract/interpolate.ts';
import { envProperties } from '../../extract/native.ts';
import type { Property, Variable } from '../../model/declaration.ts';
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
 * The lines of an env file with their variables filled in; nothing where the workspace has no such file. A name alone is the
 * variable of the project. `isRaw`: as written.
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
  return envProperties(source, isRaw).map((property): Variable => {
    const resolved = resolvedIn(property, source, { around, variables: isRaw ? undefined : variables });
    if (resolved.value !== undefined)
      before.set(property.name, { name: property.name, value: resolved.value, at: property.at });
    return { ...property, ...resolved };
  });
}

interface Surroundings {
  readonly around: Variables | undefined;
  /** Absent where nothing is filled in. */
  readonly variables: Variables | undefined;
}

function resolvedIn(
  { name, value, at }: Property,
  source: Source,
  { around, variables }: Surroundings,
): Pick<Variable, 'value' | 'via' | 'pattern'> {
  if (value === undefined) {
    const origin = around?.(name);
    return { value: origin?.value, ...(origin && { via: [origin] }) };
  }
  const isLiteral = variables === undefined || source.text[(at.value?.start ?? 0) - 1] === "'";
  return isLiteral ? { value } : interpolate(value, { variables });
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
