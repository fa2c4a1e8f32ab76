import type { Anchor, Path } from '../model/anchor.ts';
import type { Property, PropertySet } from '../model/declaration.ts';
import type { Environment } from '../model/environment.ts';
import { parseYaml } from '../yaml/parse.ts';
import { parseProperties } from '../yaml/properties.ts';
import { environmentOfProfiles } from './environment.ts';
import type { ExtractOptions, Extracted, Source } from './extraction.ts';
import { rootOf } from './field.ts';
import { flatten } from './flatten.ts';
import { interpolate } from './interpolate.ts';
import { asWritten } from './kubernetes-container.ts';
import { resolvePlaceholders, type Lookup } from './placeholder.ts';
import { problemOf, problemsOf } from './problem.ts';
import { documentProfiles, springNameOf } from './spring-profile.ts';
import { isFilledIn, templateValue } from './template-value.ts';

/** Text that stands inside another file: its positions are those of that file. */
export interface Embedding {
  readonly toSource: (offset: number) => number;
  /** Way to the scalar that holds it. */
  readonly path: Path;
  readonly configMap: { readonly name: string; readonly key: string; readonly scope: string };
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

export function extractSpringYaml(source: Source, options: ExtractOptions, context: SetContext): Extracted {
  const { embedding } = context;
  const parsed = parseYaml(source.text, { ...(options.cache && { cache: options.cache }), ...(embedding && { embedded: embedding.toSource }) });
  const documents = parsed.documents.flatMap((document) => {
    const root = { ...rootOf(source, document), path: [...(embedding?.path ?? []), document.index] };
    return root.node?.kind === 'map' ? [flatten(root, asWritten).properties] : [];
  });
  return { declarations: propertySets(documents, source, context), problems: problemsOf(parsed) };
}

export function extractProperties(source: Source, context: SetContext): Extracted {
  const { embedding } = context;
  const parsed = parseProperties(source.text, embedding && { toSource: embedding.toSource });
  const documents = parsed.documents.map(({ index, lines }) =>
    lines.map(({ key, value, keySpan, valueSpan }): Property => {
      const path = [...(embedding?.path ?? []), index, key];
      return { name: key, value, raw: value, at: { uri: source.uri, path, part: 'value', key: keySpan, value: valueSpan } };
    }),
  );
  return { declarations: propertySets(documents, source, context), problems: parsed.problems.map(problemOf) };
}

/** Names an application goes by where Spring's own is missing. */
const applicationNames = ['spring.application.name', 'dubbo.application.name', 'quarkus.application.name', 'micronaut.application.name'];

/** One set per document, with placeholders resolved against the document itself, then against those that hold always. */
export function propertySets(written: readonly (readonly Property[])[], source: Source, context: SetContext): PropertySet[] {
  const documents = written.map((properties) => properties.map((property) => withoutTemplate(property, source)));
  const name = springNameOf(context.path);
  const spring = context.dialect === 'spring';
  const profiles = documents.map((properties) => (spring ? documentProfiles(properties) : []));
  const common = documents.filter((_, index) => profiles[index]?.length === 0).map(indexOf);
  const indices = documents.map(indexOf);
  return documents.flatMap((properties, index) => {
    const [first] = properties;
    const own = indices[index];
    if (first === undefined || own === undefined) return [];
    const lookup: Lookup = (wanted) => [own, ...common].map((find) => find(wanted)).find((found) => found !== undefined);
    const ownName = applicationNames.map(lookup).find((found) => found !== undefined);
    const application = ownName === undefined ? undefined : resolvePlaceholders(ownName, lookup).value;
    const active = profiles[index]?.length ? (profiles[index] ?? []) : spring ? name.profiles : [];
    const said = environmentOfProfiles(active);
    const environment = said === 'unknown' ? context.embedding?.environment : said;
    return [
      {
        kind: 'properties',
        dialect: context.dialect,
        fileName: context.fileName,
        at: rootAnchor(first.at),
        application: application || (spring ? name.application : undefined),
        profiles: active,
        ...(environment && { environment }),
        properties: properties.map((property) => resolved(property, context, lookup)),
        ...(context.embedding && { configMap: context.embedding.configMap }),
      },
    ];
  });
}

/** A value a template fills in is unknown; nothing is resolved in it. */
function withoutTemplate(property: Property, source: Source): Property {
  const { raw, at } = property;
  return at.value !== undefined && isFilledIn(raw, source) ? { ...property, ...templateValue(source, at.value) } : property;
}

function resolved(property: Property, { dialect }: SetContext, lookup: Lookup): Property {
  if (property.value === undefined) return property;
  return { ...property, ...(dialect === 'env' ? interpolate(property.raw) : resolvePlaceholders(property.raw, lookup)) };
}

/** The first property stands for the set: a reader finds it there. */
function rootAnchor(first: Anchor): Anchor {
  return { ...first, part: 'key' };
}

/** Finds a property by name: as written, else by relaxed comparison. */
function indexOf(properties: readonly Property[]): Lookup {
  let exact: Map<string, string> | undefined;
  let relaxed: Map<string, string> | undefined;
  return (name) => {
    const known = (): readonly Property[] => properties.filter((property) => property.value !== undefined);
    exact ??= new Map(known().map((property) => [property.name, property.raw]));
    const found = exact.get(name);
    if (found !== undefined) return found;
    relaxed ??= new Map(known().map((property) => [relax(property.name), property.raw]));
    return relaxed.get(relax(name));
  };
}

function relax(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}
