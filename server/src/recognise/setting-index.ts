import type { Component, Setting } from '../knowledge/types.ts';
import { canonicalName, flatName, namePattern } from './relaxed-name.ts';

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
  readonly springPatterns: readonly { readonly pattern: RegExp; readonly setting: Setting }[];
  /** By argument as written, with its dashes. */
  readonly argument: ReadonlyMap<string, readonly Setting[]>;
  /** By `group/Kind`, then by dotted path. */
  readonly resource: ReadonlyMap<string, ReadonlyMap<string, readonly Setting[]>>;
}

export function indexSettings(components: readonly Component[]): SettingIndex {
  const native = new Map<string, Map<string, Setting[]>>();
  const env = new Map<string, Setting[]>();
  const spring = new Map<string, Setting[]>();
  const springFlat = new Map<string, Setting[]>();
  const springPatterns: { pattern: RegExp; setting: Setting }[] = [];
  const argument = new Map<string, Setting[]>();
  const resource = new Map<string, Map<string, Setting[]>>();
  for (const component of components) {
    const ownNative = new Map<string, Setting[]>();
    native.set(component.id, ownNative);
    for (const setting of component.settings) {
      const { spellings } = setting;
      for (const name of [...(spellings.native ?? []), ...(spellings.values ?? [])]) add(ownNative, name.toLowerCase(), setting);
      for (const name of envNames(component, setting)) add(env, name, setting);
      for (const name of spellings.argument ?? []) add(argument, name, setting);
      for (const name of spellings.spring ?? []) {
        const pattern = namePattern(name);
        if (pattern === undefined) {
          add(spring, canonicalName(name), setting);
          add(springFlat, flatName(name), setting);
        } else springPatterns.push({ pattern, setting });
      }
      for (const place of spellings.resource ?? []) {
        const [kind = '', path = ''] = place.split(/\s+/, 2);
        const paths = resource.get(kind) ?? new Map<string, Setting[]>();
        resource.set(kind, paths);
        add(paths, path, setting);
      }
    }
  }
  return { native, env, spring, springFlat, springPatterns, argument, resource };
}

/** Own variables first; a convention spells server settings only, for that is what images translate. */
function envNames(component: Component, setting: Setting): string[] {
  const names = [...(setting.spellings.env ?? [])];
  if (setting.side !== 'server') return names;
  for (const { prefix } of component.conventions.env ?? []) {
    for (const native of setting.spellings.native ?? []) names.push(prefix + native.replace(/[.-]/g, '_').toUpperCase());
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
  for (const { pattern, setting } of index.springPatterns) {
    const match = pattern.exec(canonical);
    if (match !== null) return { settings: [setting], head: pattern.source.startsWith('^(.+') ? (match[1] ?? '') : undefined };
  }
  return undefined;
}
