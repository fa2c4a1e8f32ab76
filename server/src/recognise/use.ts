import type { ClientProperty, ClientVariable } from '../knowledge/recognition.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Endpoint, Evidence, Purpose, Topology } from '../model/part.ts';
import { addressName, connectionRoot, modeOfValue } from './address-name.ts';
import type { Named } from './activity.ts';
import { endpointsOf, type EndpointList } from './endpoints.ts';
import { matchesValue } from './field-path.ts';
import { propertyEntries, type Lookup, type PropertyEntry } from './lookup.ts';
import { purposeOfName } from './purpose.ts';
import { canonicalName, flatVariable, nameTokens } from './relaxed-name.ts';
import { speakerOf, urlSchemeOf } from './url-scheme.ts';

/** One value that shows a use of a component, or says more about one. */
export interface Use {
  readonly component: string;
  readonly evidence: Evidence;
  readonly name: string;
  /** Uses of one component with the same root belong to one connection. */
  readonly root: string;
  /** `port` and `mode` complete a connection and show none. */
  readonly holds: 'endpoints' | 'host' | 'port' | 'presence' | 'mode';
  readonly purpose: Purpose | undefined;
  readonly mode: Topology | undefined;
  readonly endpoints: readonly Endpoint[];
  /** An address is there and cannot be known. */
  readonly unresolved: boolean;
  readonly port: number | undefined;
  /** The knowledge base names it; otherwise its words speak for it. */
  readonly known: boolean;
  /** Its value, too, is one that the knowledge base names. */
  readonly chosen: boolean;
  /** Where the component is configured, as a canonical prefix with its dot: settings with open spellings count there. */
  readonly head: string;
  readonly at: Anchor;
}

/** What the values are: names of variables are compared in capitals, properties by relaxed binding. */
export type NameKind = 'property' | 'env' | 'argument';

/** Every use that a list of named values shows. */
export function usesOf(named: readonly Named[], kind: NameKind, lookup: Lookup): Use[] {
  return named.flatMap((item) => usesIn(item, kind, lookup));
}

function usesIn(item: Named, kind: NameKind, lookup: Lookup): Use[] {
  if (item.value === '') return [];
  const known = knownUses(item, kind, lookup);
  if (known.some(({ holds }) => holds !== 'presence')) return known;
  const address = urlUse(item, kind, lookup) ?? importUse(item, kind, lookup) ?? wordUse(item, kind, lookup);
  // What is configured by a name says nothing of where its value leads: Dubbo's registry is a server of its own.
  return address === undefined || known.some(({ component }) => component === address.component)
    ? known
    : [...known, address];
}

function entriesOf(name: string, kind: NameKind, lookup: Lookup): readonly PropertyEntry[] {
  return kind === 'env'
    ? lookup.seen.variables.get(name, (text) => variableEntries(text, lookup))
    : lookup.seen.properties.get(name, (text) => propertyEntries(lookup.clientProperties, text));
}

function variableEntries(name: string, lookup: Lookup): readonly PropertyEntry[] {
  const variables = (lookup.clientEnv.get(name) ?? []).map(({ component, item }) => ({
    component,
    item: { ...item, holds: heldBy(item, name) },
  }));
  if (variables.length > 0) return variables;
  return name.includes('.')
    ? propertyEntries(lookup.clientProperties, name)
    : (lookup.clientProperties.flat.get(flatVariable(name)) ?? []);
}

function heldBy(variable: ClientVariable, name: string): ClientProperty['holds'] {
  return variable.values !== undefined && !variable.values.some((value) => value.includes('://'))
    ? 'presence'
    : /HOST(?:NAME)?$/.test(name)
      ? 'host'
      : 'endpoints';
}

function knownUses(item: Named, kind: NameKind, lookup: Lookup): Use[] {
  const entries = entriesOf(item.name, kind, lookup).filter(({ item: entry }) => admits(entry.values, item.value));
  return entries.flatMap(({ component, item: entry, head }): Use[] => {
    const root = kind === 'property' ? rootByPattern(entry.name, item.name) : undefined;
    const known = {
      known: true,
      chosen: entry.values !== undefined,
      ...(head === undefined ? {} : { head }),
      ...(root === undefined ? {} : { root }),
    };
    if (entry.holds === 'presence')
      return isSwitch(item)
        ? []
        : [
            {
              ...useOf(item, kind, component, { holds: 'presence', purpose: entry.purpose, mode: entry.mode }, lookup),
              ...known,
            },
          ];
    const list = endpointsOf(item);
    const told = {
      holds: entry.holds,
      purpose: entry.purpose ?? (kind === 'property' ? purposeOfName(item.name) : undefined),
      mode: entry.mode,
    };
    if (entry.holds === 'port') return [{ ...useOf(item, kind, component, told, lookup), ...known }];
    // A value that is plainly no address (`true`, a class name) shows nothing, except under a name that can hold nothing else.
    return list.endpoints.length === 0 && list.foreign && kind !== 'property'
      ? []
      : [{ ...useOf(item, kind, component, told, lookup, list), ...known }];
  });
}

/** `spring.redis.*.host` speaks of one connection for each name that stands for the `*` behind the component's own word. */
function rootByPattern(pattern: string, name: string): string | undefined {
  const star = pattern.split('.').lastIndexOf('*');
  return star < 0
    ? undefined
    : nameTokens(
        canonicalName(name)
          .split('.')
          .slice(0, star + 1)
          .join('.'),
      ).join(' ');
}

function admits(values: readonly string[] | undefined, value: string | undefined): boolean {
  return values === undefined || (value !== undefined && values.some((wanted) => matchesValue(value, wanted)));
}

/** `….enabled` says whether there is a use; it is not one. */
function isSwitch({ name, value }: Named): boolean {
  return /(?:^|\.)enabled?$/.test(canonicalName(name)) && value !== 'true';
}

/** `redis://…`, `jdbc:mysql://…` under any name. */
function urlUse(item: Named, kind: NameKind, lookup: Lookup): Use | undefined {
  const text = item.value ?? item.pattern;
  const scheme = text === undefined ? undefined : urlSchemeOf(text.replace(/^["'[\s]+/, ''))?.scheme;
  const component = scheme === undefined ? undefined : speakerOf(scheme, lookup.schemes);
  if (component === undefined) return undefined;
  const purpose = kind === 'property' ? purposeOfName(item.name) : undefined;
  return {
    ...useOf(item, kind, component, { holds: 'endpoints', purpose, mode: undefined }, lookup, endpointsOf(item)),
    evidence: 'url',
  };
}

/** `spring.config.import: optional:nacos:orders.yml`. */
function importUse(item: Named, kind: NameKind, lookup: Lookup): Use | undefined {
  if (canonicalName(item.name) !== 'spring.config.import' || item.value === undefined) return undefined;
  const scheme = /^(?:optional:)?([a-z][a-z0-9-]*):/i.exec(item.value)?.[1]?.toLowerCase();
  const component = scheme === undefined ? undefined : lookup.schemes.get(scheme);
  return component === undefined
    ? undefined
    : useOf(item, kind, component, { holds: 'presence', purpose: 'config', mode: undefined }, lookup);
}

function wordUse(item: Named, kind: NameKind, lookup: Lookup): Use | undefined {
  const told = addressName(item.name, lookup);
  if (told === undefined) return undefined;
  const { component, holds } = told;
  const purpose = kind === 'property' ? purposeOfName(item.name) : undefined;
  if (holds === 'mode') {
    const mode = modeOfValue(item.value);
    return mode === undefined ? undefined : useOf(item, kind, component, { holds, purpose: undefined, mode }, lookup);
  }
  if (holds === 'port') return useOf(item, kind, component, { holds, purpose, mode: undefined }, lookup);
  const list = endpointsOf(item);
  const believable =
    item.value === undefined ||
    (list.endpoints.length > 0 && !list.foreign && speaks(list, component, lookup) && !isBareWord(item, list, holds));
  return believable
    ? useOf(item, kind, component, { holds, purpose, mode: modeOfName(item.name, lookup) }, lookup, list)
    : undefined;
}

/** `transport.server: NIO`: a word alone under a name that could hold something else is no address. */
function isBareWord({ name }: Named, { endpoints, scheme }: EndpointList, holds: Use['holds']): boolean {
  const alone = endpoints.every(({ host, port }) => port === undefined && !host.includes('.'));
  return (
    alone &&
    scheme === undefined &&
    holds !== 'host' &&
    /server$/i.test(name) &&
    endpoints.some(({ host }) => /^[A-Z]/.test(host))
  );
}

/** An HTTP address is one of a component only at its own port: `KAFKA_REST_URL=http://rest:8082` is none of Kafka. */
function speaks(list: EndpointList, component: string, lookup: Lookup): boolean {
  if (list.scheme === undefined) return true;
  if (!/^https?$/.test(list.scheme)) return (speakerOf(list.scheme, lookup.schemes) ?? component) === component;
  const port = lookup.components.get(component)?.clientPort;
  return list.endpoints.every((endpoint) => endpoint.port === port);
}

/** The mode that words after the component's state: `redis.sentinel.hosts`, and not `cluster.zookeeper.url`. */
function modeOfName(name: string, lookup: Lookup): Topology | undefined {
  const all = nameTokens(name);
  const tokens = all.slice(all.findLastIndex((token) => lookup.words.has(token)) + 1);
  if (tokens.some((token) => token === 'SENTINEL' || token === 'SENTINELS')) return 'sentinel';
  return tokens.includes('CLUSTER')
    ? 'cluster'
    : tokens.includes('STANDALONE') || tokens.includes('SINGLE')
      ? 'standalone'
      : undefined;
}

function useOf(
  item: Named,
  kind: NameKind,
  component: string,
  told: Pick<Use, 'holds' | 'purpose' | 'mode'>,
  lookup: Lookup,
  list?: EndpointList,
): Use {
  return {
    component,
    evidence: kind,
    name: item.name,
    root: connectionRoot(item.name, component, lookup),
    ...told,
    // An optional reference that may be empty does not choose a mode.
    mode: item.value === undefined && (list?.endpoints.length ?? 0) === 0 ? undefined : told.mode,
    endpoints: list?.endpoints ?? [],
    unresolved: list !== undefined && (list.unresolved || item.value === undefined),
    port:
      told.holds === 'port' && item.value !== undefined && /^\d{1,5}$/.test(item.value)
        ? Number(item.value)
        : undefined,
    known: false,
    chosen: false,
    head: headOf(item.name),
    at: { ...item.at, part: 'pair' },
  };
}

/** The canonical name up to its last dot. */
export function headOf(name: string): string {
  const canonical = canonicalName(name);
  return canonical.slice(0, canonical.lastIndexOf('.') + 1);
}
