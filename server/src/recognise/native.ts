import { folderOf } from '../base/uri.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Property, PropertySet } from '../model/declaration.ts';
import { inferred, unknown, type Fact } from '../model/fact.ts';
import type { Deployment, Evidence, State } from '../model/part.ts';
import { configOfProperties } from './config.ts';
import { matchesValue } from './field-path.ts';
import { firstSegment, inTable } from './lookup.ts';
import type { Lookup, ServerProperty } from './lookup.ts';
import { membershipOf } from './membership.ts';
import type { Membership } from './membership-shape.ts';
import { canonicalName } from './relaxed-name.ts';
import type { Context } from './context.ts';
import { isLoopback } from './endpoints.ts';
import type { RecognisedServer } from './server.ts';
import { collect, propertySpellings, serverSpellings } from './settings.ts';
import { fileKey, objectKey } from './taken.ts';

/** A server that properties show, with the first place that does. */
export interface ShownServer {
  readonly component: string;
  readonly at: Anchor;
  readonly evidence: Evidence;
}

/** A server that a set of properties configures: its own file, its Spring file, or the env file of its container. */
export function serverOfProperties(
  set: PropertySet,
  context: Context,
  id: string,
  component: string,
  at: Anchor,
  evidence: Evidence,
): RecognisedServer {
  const { lookup } = context;
  const env = set.dialect === 'env' ? set.properties : [];
  const config = configOfProperties(set.dialect === 'env' ? [] : set.properties, env);
  const spelt = [
    ...(set.dialect === 'spring' ? propertySpellings(set.properties, lookup) : []),
    ...serverSpellings(config, component, lookup),
  ];
  const { settings, mentions } = collect(spelt, component, 'server');
  const membership = membershipOf(component, config);
  const deployment: Deployment = {
    kind: 'deployment',
    id,
    component,
    variant: undefined,
    name: set.configMap?.name ?? set.application ?? set.fileName,
    at,
    declaredAt: set.at,
    evidence,
    uri: context.uri,
    image: undefined,
    version: unknown(),
    instances: instancesOf(component, set, membership),
    role: membership.role,
    topology: membership.topology,
    members: membership.members,
    settings,
    hosts: [],
    scope: set.configMap?.scope ?? folderOf(context.uri),
    ports: [],
    mounts: [],
    claims: [],
    controller: 'file',
    env,
    labels: {},
    state: stateOf(set, component, lookup),
    environment: set.environment ?? context.environment,
    partial: set.dialect === 'env',
    storage: undefined,
    identity: membership.identity,
    ...(membership.isSetUpUnseen && { isSetUpUnseen: true as const }),
    gives: givenBy(set, context.uri),
  };
  return { deployment, mentions: mentions.map((mention) => ({ ...mention, owner: id })) };
}

/** See `Deployment.gives`. */
function givenBy({ configMap }: PropertySet, uri: string): string {
  if (configMap === undefined) return fileKey(uri, baseOf(uri));
  const object = objectKey(configMap.scope, configMap.name, configMap.isSecret === true);
  return configMap.key === '' ? object : `${object}#${configMap.key}`;
}

/** The components whose server a property set configures, with the first place that shows it. */
export function serversIn(set: PropertySet, lookup: Lookup): ShownServer[] {
  if (set.dialect === 'native') return nativeServers(set, lookup);
  if (set.dialect === 'env') return envServers(set, lookup);
  const spoken = /^(?:application|bootstrap)\b/.test(set.fileName) ? undefined : spokenIn(set, lookup);
  if (spoken !== undefined) return [spoken];
  const found = new Map<string, ShownServer>();
  const isOff = switchesOf(set, lookup);
  // What is on speaks for a component before what a switch turns off.
  for (const off of [false, true]) {
    for (const property of set.properties) {
      const name = canonicalName(property.name);
      for (const { component, item } of lookup.serverProperties.get(firstSegment(name)) ?? []) {
        if (found.has(component) || !shows(property, name, item) || isOff(component, name) !== off) continue;
        found.set(component, { component, at: { ...property.at, part: 'pair' }, evidence: 'native-file' });
      }
    }
  }
  return [...found.values()];
}

/** Tells of a property that shows a component whether a switch of the component, one that governs a prefix, turns it off. */
function switchesOf(set: PropertySet, lookup: Lookup): (component: string, name: string) => boolean {
  const values = new Map(set.properties.map(({ name, value }) => [canonicalName(name), value?.toLowerCase()]));
  return (component, name) =>
    (lookup.components.get(component)?.switches ?? []).some(({ property, off, prefix }) => {
      const value = prefix === undefined ? undefined : values.get(canonicalName(property));
      return value !== undefined && off.includes(value) && name.startsWith(`${canonicalName(prefix ?? '')}.`);
    });
}

/** A server is off where each property that shows it is. */
function stateOf(set: PropertySet, component: string, lookup: Lookup): State {
  if (set.dialect !== 'spring') return 'active';
  const isOff = switchesOf(set, lookup);
  const states = set.properties.flatMap((property) => {
    const name = canonicalName(property.name);
    const own = (lookup.serverProperties.get(firstSegment(name)) ?? []).filter((each) => each.component === component);
    return own.some(({ item }) => shows(property, name, item)) ? [isOff(component, name)] : [];
  });
  return states.length > 0 && states.every((off) => off) ? 'inactive' : 'active';
}

function shows({ value, raw }: Property, name: string, item: ServerProperty): boolean {
  if (item.value === undefined) return name === item.name || name.startsWith(`${item.name}.`);
  const { value: wanted } = item;
  return name === item.name && [value ?? '', raw].some((text) => matchesValue(text, wanted));
}

function nativeServers(set: PropertySet, lookup: Lookup): ShownServer[] {
  const file = set.fileName.toLowerCase();
  const candidates = lookup.files.get(file) ?? [];
  // A file of these kinds may be called after a component for any reason; its keys decide.
  const named = !/\.(?:ya?ml|hcl|toml)$/.test(file);
  const told = candidates.filter(
    (component) =>
      ((named && speaksFor(file, component)) || hasNative(set, component, lookup) || isMemberList(file, set)) &&
      isServers(file, set),
  );
  const first = set.properties[0];
  return told.slice(0, 1).map((component) => ({
    component,
    at: first === undefined ? set.at : { ...first.at, part: 'pair' },
    evidence: 'native-file',
  }));
}

/** A file of addresses alone, one a line, of which at least one has a port: `cluster.conf` of Nacos. */
function isMemberList(file: string, { properties }: PropertySet): boolean {
  const address = /^(?:[\w.-]+|\[[0-9a-f:]+\]|\$\{[^}]+\})(?::\d{2,5})?(?:\?[\w=&]+)?$/i;
  const values = properties.map(({ value, raw }) => value ?? raw);
  return (
    file === 'cluster.conf' &&
    values.length > 0 &&
    values.every((value) => address.test(value)) &&
    values.some((value) => /:\d/.test(value))
  );
}

/** Files that clients read as well, with the keys that only daemons need. */
const sharedFiles: Readonly<Record<string, RegExp>> = {
  'ceph.conf': /^(?:osd|mon(?!_host$)|mds|rgw|bluestore|filestore|cluster_network|public_network)/i,
};

function isServers(file: string, set: PropertySet): boolean {
  const own = sharedFiles[file];
  return own === undefined || set.properties.some(({ name }) => own.test(name));
}

/** `redis.conf` and `zoo.cfg` are nobody else's; `server.properties` is anybody's. */
function speaksFor(file: string, component: string): boolean {
  return (
    file.includes(component) ||
    file.startsWith(component.slice(0, 3)) ||
    !/^(?:server|broker|controller|application|cluster|config|file|registry|kraft)\b/.test(file)
  );
}

function hasNative(set: PropertySet, component: string, lookup: Lookup): boolean {
  const table = lookup.settings.native.get(component);
  return (
    set.properties.some(({ name }) => table?.has(name.toLowerCase()) === true) ||
    lookup.components.get(component)?.settings.length === 0
  );
}

/** A file under any name that sets several keys of one server's own file, and more of them than of its clients: that server's file. */
function spokenIn(set: PropertySet, lookup: Lookup): ShownServer | undefined {
  const first = set.properties[0];
  for (const [component, table] of lookup.settings.native) {
    let servers = 0;
    let clients = 0;
    for (const { name } of set.properties) {
      const settings = table.get(name.toLowerCase()) ?? [];
      if (settings.some(({ side }) => side === 'client')) clients++;
      else if (settings.length > 0 && name.includes('.')) servers++;
    }
    if (servers >= 4 && servers > clients && first !== undefined)
      return { component, at: { ...first.at, part: 'pair' }, evidence: 'native-file' };
  }
  return undefined;
}

function envServers(set: PropertySet, lookup: Lookup): ShownServer[] {
  const found = new Map<string, { at: Anchor; names: Set<string> }>();
  for (const property of set.properties) {
    const component = inTable(lookup.serverEnv, property.name);
    if (component === undefined) continue;
    const entry = found.get(component) ?? { at: { ...property.at, part: 'pair' as const }, names: new Set<string>() };
    found.set(component, entry);
    entry.names.add(property.name);
  }
  // One such variable among many of other things is a compose file's `.env`; two or more configure a server.
  return [...found]
    .filter(([, { names }]) => names.size >= 2)
    .map(([component, { at }]) => ({ component, at, evidence: 'env' as const }));
}

/** Members a file lists are all there are, where the component lists them all; one quorum file without peers is one node. */
function instancesOf(component: string, set: PropertySet, membership: Membership): Fact<number> {
  const { members } = membership;
  const listsAll =
    component === 'zookeeper' ||
    component === 'nacos' ||
    (component === 'kafka' && combinedRoles(set) && members.length > 0);
  if (listsAll && members.length > 0)
    return inferred(
      members.length,
      members.map(({ at }) => at),
    );
  return isAlone(component, set, membership) ? inferred(1, [set.at]) : unknown();
}

/** A ring whose only seed is itself, or a quorum file without peers. */
function isAlone(component: string, set: PropertySet, { members }: Membership): boolean {
  if (component === 'cassandra') return members.length > 0 && members.every(({ host }) => isLoopback(host));
  const own = set.dialect === 'native' && set.configMap === undefined && !/sample/.test(set.fileName);
  return component === 'zookeeper' && own;
}

function combinedRoles(set: PropertySet): boolean {
  const roles =
    set.properties.find(({ name }) => /^(?:process\.roles|KAFKA_(?:CFG_)?PROCESS_ROLES)$/.test(name))?.value ?? '';
  return roles.includes('broker') && roles.includes('controller');
}

function baseOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
