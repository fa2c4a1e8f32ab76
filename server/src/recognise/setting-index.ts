import type { Component, Setting } from '../knowledge/types.ts';
import { PatternIndex } from './pattern-index.ts';
import { canonicalName, flatName } from './relaxed-name.ts';

/** The settings of every component by each way to spell them. */
export interface SettingIndex {
  /** By component, then by the key of its own configuration file in lower case. */
  readonly native: ReadonlyMap<string, ReadonlyMap<string, readonly Setting[]>>;
  /** By environment variable, own spellings and those the component's convention gives. */
  readonly env: ReadonlyMap<string, readonly Setting[]>;
  /** By canonical property name. */
  readonly spring: ReadonlyMap<string, readonly Setting[]>;
  /** By property name without separators, for its environment variable. */
  readonly springFlat: ReadonlyMap<string, readonly Setting[]>;
  readonly springPatterns: PatternIndex<Setting>;
  /** By argument as written, with its dashes. */
  readonly argument: ReadonlyMap<string, readonly Setting[]>;
  /** By `group/Kind`, then by dotted path. */
  readonly resource: ReadonlyMap<string, ReadonlyMap<string, readonly Setting[]>>;
  /** By component, then by path below its section in the values of a chart. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, readonly Setting[]>>;
  /** By component, then by the option of its connection URLs in lower case. Components without any are left out. */
  readonly url: ReadonlyMap<string, ReadonlyMap<string, readonly Setting[]>>;
}

export function indexSettings(components: readonly Component[]): SettingIndex {
  const index = {
    native: new Map<string, Map<string, Setting[]>>(),
    env: new Map<string, Setting[]>(),
    spring: new Map<string, Setting[]>(),
    springFlat: new Map<string, Setting[]>(),
    springPatterns: new PatternIndex<Setting>(),
    argument: new Map<string, Setting[]>(),
    resource: new Map<string, Map<string, Setting[]>>(),
    values: new Map<string, Map<string, Setting[]>>(),
    url: new Map<string, Map<string, Setting[]>>(),
  };
  for (const component of components) {
    const native = new Map<string, Setting[]>();
    const values = new Map<string, Setting[]>();
    index.native.set(component.id, native);
    index.values.set(component.id, values);
    for (const setting of component.settings) {
      for (const name of setting.spellings.native ?? []) add(native, name.toLowerCase(), setting);
      for (const path of setting.spellings.values ?? []) add(values, path, setting);
      for (const name of envNames(component, setting)) add(index.env, name, setting);
      for (const name of setting.spellings.argument ?? []) add(index.argument, name, setting);
      addSpring(setting, index);
      addResources(setting, index.resource);
      addOptions(setting, index.url);
    }
  }
  return index;
}

function addSpring(
  setting: Setting,
  index: {
    readonly spring: Map<string, Setting[]>;
    readonly springFlat: Map<string, Setting[]>;
    readonly springPatterns: PatternIndex<Setting>;
  },
): void {
  for (const name of setting.spellings.spring ?? []) {
    if (name.includes('*')) {
      index.springPatterns.add(name, setting);
      continue;
    }
    add(index.spring, canonicalName(name), setting);
    add(index.springFlat, flatName(name), setting);
  }
}

/** `group/Kind path`. */
function addResources(setting: Setting, resources: Map<string, Map<string, Setting[]>>): void {
  for (const place of setting.spellings.resource ?? []) {
    const [kind = '', path = ''] = place.split(/\s+/, 2);
    const paths = resources.get(kind) ?? new Map<string, Setting[]>();
    resources.set(kind, paths);
    add(paths, path, setting);
  }
}

function addOptions(setting: Setting, options: Map<string, Map<string, Setting[]>>): void {
  const { component, spellings } = setting;
  if (spellings.url === undefined) return;
  const own = options.get(component) ?? new Map<string, Setting[]>();
  options.set(component, own);
  for (const name of spellings.url) add(own, name.toLowerCase(), setting);
}

/** Own variables first; a convention spells server settings only, for that is what images translate. */
function envNames(component: Component, setting: Setting): string[] {
  const names = [...(setting.spellings.env ?? [])];
  if (setting.side !== 'server') return names;
  for (const { prefix } of component.conventions.env ?? []) {
    for (const native of setting.spellings.native ?? [])
      names.push(prefix + native.replace(/[.-]/g, '_').toUpperCase());
  }
  return [...new Set(names)];
}

function add(map: Map<string, Setting[]>, key: string, setting: Setting): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [setting]);
  else if (!list.includes(setting)) list.push(setting);
}

/** Settings a property name spells. */
export interface SpelledSettings {
  readonly settings: readonly Setting[];
  /** What a leading `**.` of the spelling stands for (`app.redisson.`): the setting counts where its component is configured there. */
  readonly head: string | undefined;
}

export function settingsOfProperty(index: SettingIndex, name: string): SpelledSettings | undefined {
  const canonical = canonicalName(name);
  const exact = index.spring.get(canonical);
  if (exact !== undefined) return { settings: exact, head: undefined };
  const [match] = index.springPatterns.find(canonical);
  return match === undefined ? undefined : { settings: [match.item], head: match.head };
}
