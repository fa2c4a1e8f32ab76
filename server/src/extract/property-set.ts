import type { Anchor, Path } from '../model/anchor.ts';
import type { Property, PropertySet } from '../model/declaration.ts';
import type { Environment } from '../model/environment.ts';
import { environmentOfProfiles } from './environment.ts';
import type { Source } from './extraction.ts';
import { interpolate } from './interpolate.ts';
import { resolvePlaceholders, type Lookup } from './placeholder.ts';
import { documentPlatform, documentProfiles, springNameOf } from './spring-profile.ts';
import { isFilledIn, templateValue } from './template-value.ts';

/** Text that stands inside another file: its positions are those of that file. */
export interface Embedding {
  readonly toSource: (offset: number) => number;
  /** Way to the scalar that holds it. */
  readonly path: Path;
  readonly configMap: NonNullable<PropertySet['configMap']>;
  /** What the object around it says. */
  readonly environment?: Environment;
}

/** What is common to the property sets of one file. */
export interface SetContext {
  readonly dialect: PropertySet['dialect'];
  readonly fileName: string;
  /** Path whose name says profiles and application. */
  readonly path: string;
  readonly embedding?: Embedding;
}

/** Names an application goes by where Spring's own is missing. */
const applicationNames = [
  'spring.application.name',
  'dubbo.application.name',
  'quarkus.application.name',
  'micronaut.application.name',
];

/** One set per document, with placeholders resolved against the document itself, then against those that hold always. */
export function propertySets(
  written: readonly (readonly Property[])[],
  source: Source,
  context: SetContext,
): PropertySet[] {
  const documents = written.map((properties) =>
    documentOf(
      properties.map((property) => withoutTemplate(property, source)),
      context,
    ),
  );
  const common = documents
    .filter(({ profiles, platform }) => profiles.length === 0 && platform === undefined)
    .map(({ find }) => find);
  return documents
    .filter(({ properties }) => properties.length > 0)
    .map((document) => propertySet(document, common, context));
}

interface SetDocument {
  readonly properties: readonly Property[];
  readonly profiles: readonly string[];
  readonly platform: string | undefined;
  readonly find: Lookup;
}

function documentOf(properties: readonly Property[], { dialect }: SetContext): SetDocument {
  const isSpring = dialect === 'spring';
  return {
    properties,
    profiles: isSpring ? documentProfiles(properties) : [],
    platform: isSpring ? documentPlatform(properties) : undefined,
    find: finderOf(properties),
  };
}

function propertySet(document: SetDocument, common: readonly Lookup[], context: SetContext): PropertySet {
  const { dialect, fileName, embedding } = context;
  const lookup: Lookup = (wanted) => firstDefined([document.find, ...common], (find) => find(wanted));
  const ownName = firstDefined(applicationNames, lookup);
  const resolvedName = ownName === undefined ? undefined : resolvePlaceholders(ownName.raw, lookup).value;
  const fromPath = dialect === 'spring' ? springNameOf(context.path) : undefined;
  const named = document.profiles.length > 0 ? document.profiles : (fromPath?.profiles ?? []);
  const profiles = onPlatform(named, document.platform);
  const said = environmentOfProfiles(profiles);
  const environment = said === 'unknown' ? embedding?.environment : said;
  return {
    kind: 'properties',
    dialect,
    fileName,
    at: placeOf(document.properties),
    application: resolvedName || fromPath?.application,
    profiles,
    ...(environment && { environment }),
    properties: document.properties.map((property) => resolved(property, context, lookup)),
    ...(embedding && { configMap: embedding.configMap }),
  };
}

/** Both must hold: the profiles, and the platform. */
function onPlatform(profiles: readonly string[], platform: string | undefined): readonly string[] {
  if (platform === undefined) return profiles;
  return profiles.length === 0 ? [platform] : profiles.map((expression) => `${expression}&${platform}`);
}

function firstDefined<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A value a template fills in is unknown; nothing is resolved in it. */
function withoutTemplate(property: Property, source: Source): Property {
  const { raw, at } = property;
  return at.value !== undefined && isFilledIn(raw, source)
    ? { ...property, ...templateValue(source, at.value) }
    : property;
}

function resolved(property: Property, { dialect }: SetContext, lookup: Lookup): Property {
  if (property.value === undefined) return property;
  if (dialect === 'env') return { ...property, ...interpolate(property.raw) };
  const { cycle: _, missing: __, ...value } = resolvePlaceholders(property.raw, lookup);
  return { ...property, ...value };
}

/** The first property stands for the set: a reader finds it there. */
function placeOf(properties: readonly Property[]): Anchor {
  const at = properties[0]?.at ?? { uri: '', path: [], part: 'key' };
  return { ...at, part: 'key' };
}

/** Finds a property by name: as written, else by relaxed comparison. */
function finderOf(properties: readonly Property[]): Lookup {
  let exact: Map<string, Property> | undefined;
  let relaxed: Map<string, Property> | undefined;
  return (name) => {
    const known = (): readonly Property[] => properties.filter(({ value }) => value !== undefined);
    exact ??= new Map(known().map((property) => [property.name, property]));
    const found = exact.get(name);
    if (found !== undefined) return found;
    relaxed ??= new Map(known().map((property) => [relax(property.name), property]));
    return relaxed.get(relax(name));
  };
}

/** One key for all spellings of a property, list indices kept. */
export function relax(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}
