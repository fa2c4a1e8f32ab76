import { basename } from '../base/uri.ts';
import type { Workload } from '../model/declaration.ts';
import type { NetworkUse, OwnName } from '../model/network.ts';
import { child, children, isTrue, itemsOf, mapOf, textOf, type Field } from './field.ts';
import { interpolate } from './interpolate.ts';
import { splitAssignment } from './sourced.ts';

/**
 * Networks of services and the names that hold on them.
 * Sources: https://github.com/compose-spec/compose-spec/blob/main/05-services.md (networks, aliases, network_mode, links,
 * external_links, extra_hosts), …/06-networks.md (external, name), …/04-version-and-name.md
 */

/** The networks of a project as the platform knows them. */
export interface ProjectNetworks {
  /** The name in front of those that are given none. */
  readonly project: string;
  /** Names that are said, by key: of external networks, and of those with a `name`. */
  readonly names: ReadonlyMap<string, string>;
}

/** @param scope the folder of the project; a view's name may follow after a question mark */
export function projectNetworks(
  entries: Iterable<Field>,
  { name, scope }: { readonly name: string | undefined; readonly scope: string },
): ProjectNetworks {
  const names = new Map<string, string>();
  for (const entry of entries) {
    const said = platformName(entry);
    if (said !== undefined) names.set(entry.key?.value ?? '', said);
  }
  return { project: name ?? normalized(basename(scope.replace(/\?.*$/, ''))), names };
}

/** The name that is said for a network; undefined where none is, or where a variable hides it. */
function platformName(entry: Field): string | undefined {
  const external = child(entry, 'external');
  // Before version 3.5 the name of an external network stood below `external`.
  const said = child(entry, 'name') ?? child(external, 'name');
  if (said !== undefined) return filled(said);
  return isTrue(external) || mapOf(external) !== undefined ? entry.key?.value : undefined;
}

/** The name of a project, where its file or its variables say one. */
export function projectNameOf(root: Field | undefined): string | undefined {
  const said = root?.source.variables?.('COMPOSE_PROJECT_NAME')?.value ?? filled(child(root, 'name'));
  const name = said === undefined ? '' : normalized(said);
  return name === '' ? undefined : name;
}

/** Lower case without what a name may not hold, as compose makes a project's name from a folder's. */
function normalized(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}

function filled(field: Field | undefined): string | undefined {
  const raw = textOf(field);
  return field === undefined || raw === undefined ? undefined : interpolate(raw, field.source).value;
}

/** Entries of a service by their name. */
type Find = (key: string) => Field | undefined;

/** Names that reach a service on every network it is attached to. */
export function namesOf(service: string, find: Find): readonly string[] {
  return distinct([service, filled(find('container_name')), filled(find('hostname'))]);
}

type Attached = Pick<Workload, 'networks' | 'networkOf' | 'hostNetwork'>;

/**
 * A service that names no network is on the one called `default`. What it shares with another container is filled in by
 * `sharedNetworks`; in the network of the host, names are those of the host, which nobody knows here.
 */
export function attachedTo(names: readonly string[], find: Find, project: ProjectNetworks): Attached {
  const mode = textOf(find('network_mode'));
  const networkOf = /^(?:service|container):(.+)$/.exec(mode ?? '')?.[1];
  if (networkOf !== undefined) return { networkOf, hostNetwork: false };
  if (mode !== undefined) return { hostNetwork: mode === 'host', ...(mode === 'none' && { networks: [] }) };
  const written = children(find('networks'));
  const uses = distinct(written.map((each) => each.key?.value ?? textOf(each))).map((key) => {
    const own = written.filter((each) => each.key?.value === key);
    return networkUse(key, [...names, ...own.flatMap(aliasesOn)], project);
  });
  if (uses.some((use) => isBuiltIn(use, 'host'))) return { hostNetwork: true };
  const networks = uses.length === 0 ? [networkUse('default', names, project)] : uses;
  return { hostNetwork: false, networks: networks.filter((use) => !isBuiltIn(use, 'none')) };
}

/** `host` and `none` are networks of the platform: without isolation, and without any other container. */
function isBuiltIn({ name, isShared }: NetworkUse, which: 'host' | 'none'): boolean {
  return isShared === true && name === which;
}

function networkUse(key: string, hosts: readonly string[], { project, names }: ProjectNetworks): NetworkUse {
  const said = names.get(key);
  return {
    key,
    name: said ?? `${project}_${key}`,
    ...(said !== undefined && { isShared: true }),
    hosts: distinct(hosts),
  };
}

/** Aliases and addresses that hold on one network. */
function aliasesOn(network: Field): readonly string[] {
  const aliases = itemsOf(child(network, 'aliases')).map(filled);
  return distinct([...aliases, filled(child(network, 'ipv4_address')), filled(child(network, 'ipv6_address'))]);
}

function distinct(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== undefined && name !== ''))] as readonly string[];
}

/** Whoever shares the network of another service is met under that one's names, and each is the other's own machine. */
export function sharedNetworks(workloads: readonly Workload[]): Workload[] {
  const owners = new Map<string, Workload>();
  for (const workload of workloads.filter(({ networkOf }) => networkOf !== undefined)) {
    const owner = workloads.find(
      ({ name, hosts }) => name === workload.networkOf || hosts.includes(workload.networkOf ?? ''),
    );
    if (owner !== undefined && owner !== workload) owners.set(workload.name, owner);
  }
  if (owners.size === 0) return [...workloads];
  const owning = new Set([...owners.values()].map(({ name }) => name));
  return workloads.map((workload) => {
    const owner = owners.get(workload.name);
    if (owner === undefined) return owning.has(workload.name) ? { ...workload, networkOf: workload.name } : workload;
    const { networks, name, hostNetwork } = owner;
    return {
      ...workload,
      networkOf: name,
      hostNetwork,
      hosts: distinct([...workload.hosts, name]),
      ...(networks && { networks }),
    };
  });
}

/** What `links`, `external_links` and `extra_hosts` make names mean inside the container alone. */
export function ownNamesOf(find: Find): Pick<Workload, 'ownNames'> {
  const ownNames = [
    ...children(find('links')).flatMap((link) => linked(link, 'service')),
    ...children(find('external_links')).flatMap((link) => linked(link, 'container')),
    ...children(find('extra_hosts')).flatMap(hostEntry),
  ];
  return ownNames.length === 0 ? {} : { ownNames };
}

/** `db:database`, or the name alone. */
function linked(link: Field, stands: 'service' | 'container'): OwnName[] {
  const [target = '', alias = target] = (filled(link) ?? '').split(':');
  return target === '' || alias === '' ? [] : [{ name: alias, stands, for: target }];
}

/** `somehost=162.242.195.82`, `myhostv6:::1`, and the map form. */
function hostEntry(field: Field): OwnName[] {
  if (field.key !== undefined)
    return [{ name: field.key.value, stands: 'address', for: filled(itemsOf(field)[0]) ?? '' }];
  const written = textOf(field) ?? '';
  const { name, raw } = written.includes('=') ? splitAssignment(field) : splitAtColon(written);
  const address = interpolate(raw ?? '', field.source).value ?? '';
  return name === '' ? [] : [{ name, stands: 'address', for: address.replace(/^\[(.*)\]$/, '$1') }];
}

function splitAtColon(written: string): { readonly name: string; readonly raw: string } {
  const at = written.indexOf(':');
  return at < 0 ? { name: '', raw: '' } : { name: written.slice(0, at), raw: written.slice(at + 1) };
}
