import type { Setting } from '../knowledge/types.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Overridden, Property, Resource, Sourced, Variable } from '../model/declaration.ts';
import type { Fact } from '../model/fact.ts';
import type { Mention, Settings } from '../model/part.ts';
import type { Option } from './command-line.ts';
import type { Config } from './config.ts';
import type { Lookup } from './lookup.ts';
import { flatVariable } from './relaxed-name.ts';
import { settingsOfProperty } from './setting-index.ts';

/** Settings found for one deployment or client, in the order in which they win: the last fact of a setting is in force. */
export interface Found {
  readonly settings: Settings;
  readonly mentions: readonly Omit<Mention, 'owner'>[];
}

/** One place that spells settings. */
export interface Spelt {
  readonly settings: readonly Setting[];
  readonly value: Sourced;
  readonly spelling: string;
  /** The key, where it is not the same anchor's. */
  readonly key?: Anchor;
  /** See `SpelledSettings`. */
  readonly head?: string;
}

/** Keeps what belongs to a component and a side. */
export function collect(spelt: readonly Spelt[], component: string, side: Setting['side']): Found {
  const settings = new Map<string, Fact[]>();
  const mentions: Omit<Mention, 'owner'>[] = [];
  for (const { settings: spelled, value, spelling, key } of spelt) {
    for (const setting of spelled) {
      if (setting.component !== component || setting.side !== side) continue;
      const facts = statements(value, spelling);
      const known = settings.get(setting.id);
      // Two tables may know one spelling; the statement is one.
      if (known?.at(-1)?.at[0] === value.at) continue;
      if (known === undefined) settings.set(setting.id, facts);
      else known.push(...facts);
      mentions.push({ setting: setting.id, at: value.at });
      // The name of an argument stands apart from its value.
      if (key !== undefined) mentions.push({ setting: setting.id, at: key, states: value.at });
      // A line that is not in force is hovered, too, and most of all.
      for (let weaker = value.overrides; weaker !== undefined; weaker = weaker.overrides)
        mentions.push({ setting: setting.id, at: weaker.at });
    }
  }
  return { settings, mentions };
}

/** A statement and all it stands over, weakest first. */
function statements(value: Overridden, spelling: string): Fact[] {
  const fact: Fact = {
    value: value.value,
    from: 'declared',
    at: [value.at],
    spelling: value.name ?? spelling,
    ...(value.via && { via: value.via }),
    ...(value.overrides && { standsOver: true as const }),
  };
  return value.overrides === undefined ? [fact] : [...statements(value.overrides, spelling), fact];
}

/** Settings of a server's configuration: its file, then its variables, then its arguments. */
export function serverSpellings(config: Config, component: string, lookup: Lookup): Spelt[] {
  return [
    ...nativeSpellings(config.native, component, lookup),
    ...envSpellings(config.env, lookup),
    ...optionSpellings(config.options, component, lookup),
  ];
}

/** Keys of a component's own configuration file. */
export function nativeSpellings(properties: readonly Property[], component: string, lookup: Lookup): Spelt[] {
  const table = lookup.settings.native.get(component);
  return spell(properties, ({ name }) => table?.get(withoutIndex(name).toLowerCase()));
}

/** Own variables of images, and Spring properties as variables (`SPRING_KAFKA_PRODUCER_ACKS`, `spring.kafka.producer.acks`). */
export function envSpellings(env: readonly Variable[], lookup: Lookup): Spelt[] {
  return spell(env, ({ name }) => lookup.settings.env.get(name) ?? lookup.settings.springFlat.get(flatVariable(name)));
}

export function propertySpellings(properties: readonly Property[], lookup: Lookup): Spelt[] {
  const found = properties.flatMap((property): Spelt[] => {
    const known = settingsOfProperty(lookup.settings, property.name);
    return known === undefined
      ? []
      : [
          {
            settings: known.settings,
            value: property,
            spelling: property.name,
            ...(known.head === undefined ? {} : { head: known.head }),
          },
        ];
  });
  // Names of one depth keep the order of their files.
  return found.length < 2 ? found : found.toSorted((a, b) => depthOf(a.spelling) - depthOf(b.spelling));
}

/**
 * What is said for a part stands over what is said for all, and a map of raw properties over the named ones beside it:
 * `spring.kafka.properties.acks`, `spring.kafka.producer.acks`, `spring.kafka.producer.properties.acks`.
 * Source: https://docs.spring.io/spring-boot/reference/messaging/kafka.html#messaging.kafka.additional-properties
 */
function depthOf(name: string): number {
  const raw = /^(.*?)\.properties(?:\.|\[)/.exec(name);
  const named = raw?.[1] ?? name.slice(0, Math.max(0, name.lastIndexOf('.')));
  return 2 * named.split('.').length + (raw === null ? 0 : 1);
}

function spell<T extends Sourced & { readonly name: string }>(
  list: readonly T[],
  find: (item: T) => readonly Setting[] | undefined,
): Spelt[] {
  return list.flatMap((item) => {
    const settings = find(item);
    return settings === undefined || settings.length === 0 ? [] : [{ settings, value: item, spelling: item.name }];
  });
}

/** Arguments by their own spelling; `--key` also by the native key, as `redis-server` and `kafka-server-start --override` take them. */
function optionSpellings(options: readonly Option[], component: string, lookup: Lookup): Spelt[] {
  const native = lookup.settings.native.get(component);
  return options.flatMap(({ name, value, key }) => {
    const spelt = lookup.settings.argument.get(name);
    const settings =
      // One letter means something else to every program.
      (/^-[A-Za-z]$/.test(name) ? spelt?.filter((setting) => setting.component === component) : spelt) ??
      (name.startsWith('--') ? native?.get(name.slice(2).toLowerCase()) : undefined);
    return settings === undefined || settings.length === 0 ? [] : [{ settings, value, spelling: name, key }];
  });
}

/** Arguments by their own spelling, whichever component's they are: a client's container is no component's own. */
export function argumentSpellings(options: readonly Option[], lookup: Lookup): Spelt[] {
  return options.flatMap(({ name, value, key }) => {
    const settings = lookup.settings.argument.get(name);
    return settings === undefined ? [] : [{ settings, value, spelling: name, key }];
  });
}

/** Arguments that spell Spring properties: `--spring.kafka.producer.acks=1`, `-Dspring.kafka.producer.acks=1`. */
export function propertyOptions(options: readonly Option[], lookup: Lookup): Spelt[] {
  return options.flatMap(({ name, value, key }) => {
    const found = settingsOfProperty(lookup.settings, name.replace(/^-D|^--/, ''));
    return found === undefined || found.head !== undefined
      ? []
      : [{ settings: found.settings, value, spelling: name, key }];
  });
}

/** Fields of a custom resource: by their path, and below `config` by native key. */
export function resourceSpellings(
  resource: Resource,
  component: string,
  config: string | undefined,
  lookup: Lookup,
): Spelt[] {
  const paths = lookup.settings.resource.get(`${resource.group}/${resource.type}`);
  const native = lookup.settings.native.get(component);
  return resource.fields.flatMap((field) => {
    const below =
      config !== undefined && field.name.startsWith(`${config}.`) ? field.name.slice(config.length + 1) : undefined;
    const settings =
      paths?.get(field.name) ??
      paths?.get(anyItem(field.name)) ??
      (below === undefined ? undefined : native?.get(below.toLowerCase()));
    return settings === undefined ? [] : [{ settings, value: field, spelling: below ?? field.name }];
  });
}

/** Fields of a component's section in the values of a chart. An empty one leaves the chart's own choice, a generated password for instance. */
export function valuesSpellings(fields: readonly Property[], component: string, lookup: Lookup): Spelt[] {
  const table = lookup.settings.values.get(component);
  return spell(fields, ({ name, value }) =>
    value === '' ? undefined : (table?.get(name) ?? table?.get(anyItem(name))),
  );
}

/** `spec.dataPools[0].replicated.size` → `spec.dataPools[*].replicated.size`. */
function anyItem(path: string): string {
  return path.includes('[') ? path.replace(/\[\d+\]/g, '[*]') : path;
}

function withoutIndex(name: string): string {
  return name.replace(/\[\d+\]$/, '');
}
