import { append } from '../base/group.ts';
import { Memo } from '../base/memo.ts';
import type {
  ChartRecognition,
  ClientProperty,
  ClientResource,
  ClientVariable,
  ResourceRecognition,
} from '../knowledge/recognition.ts';
import type { Component, Knowledge } from '../knowledge/types.ts';
import { PatternIndex } from './pattern-index.ts';
import type { ImageVerdict } from './image-verdict.ts';
import { canonicalName, flatName } from './relaxed-name.ts';
import { indexSettings, type SettingIndex } from './setting-index.ts';

/** Something of the knowledge base with the component it belongs to. */
export interface Of<T> {
  readonly component: string;
  readonly item: T;
}

/** Texts compared exactly, or with `*` at an end. */
export interface NameTable {
  readonly exact: ReadonlyMap<string, string>;
  readonly patterns: readonly { readonly pattern: RegExp; readonly component: string }[];
}

/** Property names compared by relaxed binding, exactly or by pattern. */
export interface PropertyTable<T> {
  readonly exact: ReadonlyMap<string, readonly Of<T>[]>;
  /** The same by the name of the environment variable. */
  readonly flat: ReadonlyMap<string, readonly Of<T>[]>;
  readonly patterns: PatternIndex<Of<T>>;
}

/** A canonical prefix, or an exact canonical name that counts only with a value. */
export interface ServerProperty {
  readonly name: string;
  /** `*` at either end stands for any text. */
  readonly value: string | undefined;
}

/** The recognition tables of every component, turned round for look-up. */
export interface Lookup {
  readonly components: ReadonlyMap<string, Component>;
  readonly repositories: ReadonlyMap<string, string>;
  readonly imageNames: ReadonlyMap<string, string>;
  /** Repositories by the one segment that mirrors without folders make of them: `bitnami-kafka`, `bitnami_kafka`. */
  readonly flatRepositories: ReadonlyMap<string, string>;
  readonly tools: NameTable;
  readonly serverEnv: NameTable;
  readonly commands: ReadonlyMap<string, string>;
  readonly toolCommands: NameTable;
  readonly applicationCommands: ReadonlySet<string>;
  readonly serverResources: ReadonlyMap<string, readonly Of<ResourceRecognition>[]>;
  readonly clientResources: ReadonlyMap<string, readonly Of<ClientResource>[]>;
  readonly charts: readonly Of<ChartRecognition>[];
  readonly files: ReadonlyMap<string, readonly string[]>;
  /** What only the component's server file holds, by the first segment of the name. */
  readonly serverProperties: ReadonlyMap<string, readonly Of<ServerProperty>[]>;
  readonly clientProperties: PropertyTable<ClientProperty>;
  readonly clientEnv: ReadonlyMap<string, readonly Of<ClientVariable>[]>;
  readonly words: ReadonlyMap<string, string>;
  /** Matches every name that can hold one of the words. */
  readonly anyWord: RegExp;
  readonly schemes: ReadonlyMap<string, string>;
  readonly settings: SettingIndex;
  /** What texts turned out to stand for in these tables. */
  readonly seen: {
    readonly images: Memo<ImageVerdict>;
    readonly variables: Memo<readonly PropertyEntry[]>;
    readonly properties: Memo<readonly PropertyEntry[]>;
  };
}

/** An entry of a table a name stands for. `head`: see `SpelledSettings`. */
export type PropertyEntry = Of<Pick<ClientProperty, 'name' | 'purpose' | 'holds' | 'mode' | 'values'>> & {
  readonly head?: string;
};

const cache = new WeakMap<Knowledge, Lookup>();

/** The tables of a knowledge base, made once. */
export function lookupOf(knowledge: Knowledge): Lookup {
  const known = cache.get(knowledge);
  if (known !== undefined) return known;
  const made = build(knowledge.components);
  cache.set(knowledge, made);
  return made;
}

function build(components: readonly Component[]): Lookup {
  return {
    components: new Map(components.map((component) => [component.id, component])),
    repositories: toMap(components, ({ server }) =>
      server.images.map((image) => image.toLowerCase().replace(/^library\//, '')),
    ),
    imageNames: toMap(components, ({ server }) => server.imageNames.map((name) => name.toLowerCase())),
    flatRepositories: flatRepositoriesOf(components),
    tools: nameTable(components, ({ server }) => server.tools.map((tool) => tool.toLowerCase())),
    serverEnv: nameTable(components, ({ server }) => server.env),
    commands: toMap(components, ({ server }) => server.commands),
    toolCommands: nameTable(components, ({ server }) => server.toolCommands ?? []),
    applicationCommands: new Set(components.flatMap(({ server }) => server.applicationCommands ?? [])),
    serverResources: toGroups(
      components,
      ({ server }) => server.resources,
      (resource) => resource.kind,
    ),
    clientResources: toGroups(
      components,
      ({ client }) => client.resources,
      (resource) => resource.kind,
    ),
    charts: components.flatMap(({ id, server }) => server.charts.map((item) => ({ component: id, item }))),
    files: filesOf(components),
    serverProperties: toGroups(
      components,
      ({ server }) => server.properties.map(serverProperty),
      ({ name }) => firstSegment(name),
    ),
    clientProperties: propertyTable(components),
    clientEnv: toGroups(
      components,
      ({ client }) => client.env,
      (variable) => variable.name,
    ),
    words: toMap(components, ({ client }) => client.words.map((word) => word.toUpperCase())),
    anyWord: new RegExp(components.flatMap(({ client }) => client.words).join('|') || '(?!)', 'i'),
    schemes: toMap(components, ({ client }) => client.schemes.map((scheme) => scheme.toLowerCase())),
    settings: indexSettings(components),
    seen: { images: new Memo(), variables: new Memo(), properties: new Memo() },
  };
}

function flatRepositoriesOf(components: readonly Component[]): Map<string, string> {
  const names = components.flatMap(({ server }) => server.images.map((image) => image.toLowerCase()));
  const inFolders = names.filter((name) => name.includes('/') && !name.startsWith('library/'));
  return new Map(inFolders.flatMap((name) => ['-', '_'].map((sign) => [name.replaceAll('/', sign), name] as const)));
}

/** `spring` of `spring.data.redis.host`. */
export function firstSegment(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** `a.b` is a prefix; `a.b=false` a name with its value. */
function serverProperty(text: string): ServerProperty {
  const equals = text.indexOf('=');
  return equals < 0
    ? { name: canonicalName(text), value: undefined }
    : { name: canonicalName(text.slice(0, equals)), value: text.slice(equals + 1) };
}

function toMap(
  components: readonly Component[],
  keys: (component: Component) => readonly string[],
): Map<string, string> {
  const map = new Map<string, string>();
  for (const component of components) for (const key of keys(component)) if (!map.has(key)) map.set(key, component.id);
  return map;
}

function toGroups<T>(
  components: readonly Component[],
  items: (component: Component) => readonly T[],
  key: (item: T) => string,
): Map<string, Of<T>[]> {
  const groups = new Map<string, Of<T>[]>();
  for (const component of components)
    for (const item of items(component)) append(groups, key(item), { component: component.id, item });
  return groups;
}

function filesOf(components: readonly Component[]): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const { id, server } of components) for (const file of server.files) append(files, file.toLowerCase(), id);
  return files;
}

function nameTable(components: readonly Component[], names: (component: Component) => readonly string[]): NameTable {
  const exact = new Map<string, string>();
  const patterns: { pattern: RegExp; component: string }[] = [];
  for (const component of components) {
    for (const name of names(component)) {
      if (!name.includes('*')) {
        if (!exact.has(name)) exact.set(name, component.id);
        continue;
      }
      const body = name
        .split('*')
        .map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*');
      patterns.push({ pattern: new RegExp(`^${body}$`), component: component.id });
    }
  }
  return { exact, patterns };
}

/** The component a name belongs to in a table. */
export function inTable(table: NameTable, name: string): string | undefined {
  return table.exact.get(name) ?? table.patterns.find(({ pattern }) => pattern.test(name))?.component;
}

function propertyTable(components: readonly Component[]): PropertyTable<ClientProperty> {
  const exact = new Map<string, Of<ClientProperty>[]>();
  const flat = new Map<string, Of<ClientProperty>[]>();
  const patterns = new PatternIndex<Of<ClientProperty>>();
  for (const { id, client } of components) {
    for (const property of client.properties) {
      const entry = { component: id, item: property };
      if (property.name.includes('*')) {
        patterns.add(property.name, entry);
        continue;
      }
      append(exact, canonicalName(property.name), entry);
      append(flat, flatName(property.name), entry);
    }
  }
  return { exact, flat, patterns };
}

/** Every entry a property name stands for. An exact name wins over patterns of the same component. */
export function propertyEntries<T>(
  table: PropertyTable<T>,
  name: string,
): readonly (Of<T> & { readonly head?: string })[] {
  const canonical = canonicalName(name);
  const found: (Of<T> & { readonly head?: string })[] = [...(table.exact.get(canonical) ?? [])];
  for (const { item, head } of table.patterns.find(canonical)) {
    if (found.some(({ component }) => component === item.component)) continue;
    found.push(head === undefined ? item : { ...item, head });
  }
  return found;
}
