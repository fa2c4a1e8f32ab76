import { SetMap } from '../base/set-map.ts';
import type { Service } from '../model/declaration.ts';
import { namespaceOf, viewOf } from './place.ts';
import type { Deployment, Part } from '../model/part.ts';

/** Deployments by the names and ports under which others reach them. */
export interface HostIndex {
  /** Deployments that answer to a host name inside a scope. */
  inScope(scope: string, host: string): readonly Deployment[];
  /** Deployments that answer to a host name in any scope. */
  anywhere(host: string): readonly Deployment[];
  /** Deployments that publish a port on the machine that runs them. */
  publishing(port: number): readonly Deployment[];
  /** Files whose Services take a host name for something that is not deployed here; in any scope where none is given. */
  outside(host: string, scope?: string): readonly string[];
}

const localAddresses = new Set(['', '0.0.0.0', '127.0.0.1', 'localhost', '::', '::1']);

/** Indexes service names, container names, aliases, Kubernetes Services and pods behind them, and published ports. */
export function indexHosts(parts: readonly Part[], deployments: readonly Deployment[]): HostIndex {
  const scoped = new SetMap<string, Deployment>();
  const global = new SetMap<string, Deployment>();
  const ports = new SetMap<number, Deployment>();
  const enter = (scope: string, host: string, deployment: Deployment): void => {
    const name = host.toLowerCase();
    scoped.add(`${scope} ${name}`, deployment);
    global.add(name, deployment);
  };
  for (const deployment of deployments) {
    for (const host of namesOf(deployment)) enter(deployment.scope, host, deployment);
    for (const port of publishedBy(deployment)) ports.add(port, deployment);
  }
  const services = parts.flatMap((part) => part.services);
  for (const { service, host, deployment } of servedBy(services, deployments)) enter(service.scope, host, deployment);
  const aliases = aliased(services, global);
  for (const { service, host, deployment } of aliases) enter(service.scope, host, deployment);
  const outside = leadingOutside(parts, new Set(aliases.map(({ service }) => service)));
  return {
    inScope: (scope, host) => scoped.get(`${scope} ${plain(host)}`),
    anywhere: (host) => global.get(plain(host)),
    publishing: (port) => ports.get(port),
    outside: (host, scope) => outside.get(scope === undefined ? plain(host) : `${scope} ${plain(host)}`),
  };
}

/** What a deployment is called without a Service: compose names, an operator's Services, pods of a StatefulSet. */
function namesOf({ hosts, scope, controller, name, instances }: Deployment): string[] {
  if (controller === 'compose' || !scope.startsWith('namespace:')) return [...hosts];
  const namespace = namespaceOf(scope);
  const services = controller === 'resource' ? hosts.flatMap((host) => qualified(host, namespace)) : [];
  if (controller !== 'StatefulSet') return services;
  const headless = hosts.flatMap((host) => qualified(host, namespace));
  return headless.flatMap((host) => podNames(name, instances.value ?? 1).map((pod) => `${pod}.${host}`));
}

function podNames(workload: string, count: number): string[] {
  return Array.from({ length: Math.min(Math.max(count, 1), 64) }, (_, index) => `${workload}-${index}`);
}

function serviceNames(service: Service, deployment: Deployment): string[] {
  const names = qualified(service.name, namespaceOf(service.scope));
  if (deployment.controller !== 'StatefulSet') return names;
  return [
    ...names,
    ...names.flatMap((name) =>
      podNames(deployment.name, deployment.instances.value ?? 1).map((pod) => `${pod}.${name}`),
    ),
  ];
}

/** `svc`, `svc.ns`, `svc.ns.svc`, `svc.ns.svc.cluster.local`. */
function qualified(name: string, namespace: string): string[] {
  const space = namespace === '' ? 'default' : namespace;
  return [name, `${name}.${space}`, `${name}.${space}.svc`, `${name}.${space}.svc.cluster.local`];
}

/** A trailing dot ends an absolute name. */
function plain(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

function indexLabels(deployments: readonly Deployment[]): SetMap<string, Deployment> {
  const index = new SetMap<string, Deployment>();
  for (const deployment of deployments) {
    for (const [key, value] of Object.entries(deployment.labels))
      index.add(`${deployment.scope} ${key}=${value}`, deployment);
  }
  return index;
}

function behind({ selector, scope }: Service, byLabel: SetMap<string, Deployment>): Deployment[] {
  const pairs = Object.entries(selector);
  const [first] = pairs;
  if (first === undefined) return [];
  const candidates = byLabel.get(`${scope} ${first[0]}=${first[1]}`);
  return candidates.filter(({ labels }) => pairs.every(([key, value]) => labels[key] === value));
}

/** A name of a Service, for what answers to it. */
interface Served {
  readonly service: Service;
  readonly host: string;
  readonly deployment: Deployment;
}

function servedBy(services: readonly Service[], deployments: readonly Deployment[]): readonly Served[] {
  const byLabel = indexLabels(deployments);
  return services.flatMap((service) =>
    behind(service, byLabel).flatMap((deployment) =>
      serviceNames(service, deployment).map((host) => ({ service, host, deployment })),
    ),
  );
}

/**
 * Services that only stand for another name. The name is taken as it is: no search list is tried for it.
 * Source: https://kubernetes.io/docs/concepts/services-networking/service/#externalname
 */
function aliased(services: readonly Service[], named: SetMap<string, Deployment>): readonly Served[] {
  return services.flatMap((service) => {
    const { externalName = '' } = service;
    const found = externalName.includes('.') ? named.get(plain(externalName)) : [];
    const inCluster = found.filter(({ scope }) => scope.startsWith('namespace:'));
    const hosts = qualified(service.name, namespaceOf(service.scope));
    return meant(service, inCluster).flatMap((deployment) => hosts.map((host) => ({ service, host, deployment })));
  });
}

/** Names of Services without a selector: by scope and name, and the name alone where it says its namespace. */
function leadingOutside(parts: readonly Part[], known: ReadonlySet<Service>): SetMap<string, string> {
  const found = new SetMap<string, string>();
  for (const { uri, services } of parts)
    for (const service of services) {
      if (service.withoutSelector !== true || known.has(service)) continue;
      for (const host of qualified(service.name, namespaceOf(service.scope))) {
        found.add(`${service.scope} ${host.toLowerCase()}`, uri);
        if (host.includes('.')) found.add(host.toLowerCase(), uri);
      }
    }
  return found;
}

/** Ports on the machine that runs it. */
function publishedBy({ controller, ports }: Deployment): readonly number[] {
  if (controller !== 'compose') return [];
  return ports.flatMap(({ published, address }) =>
    published !== undefined && localAddresses.has(address ?? '') ? [published] : [],
  );
}

/** What an `ExternalName` leads to: what its own view has of that name, where it has any. */
function meant({ scope }: Service, named: readonly Deployment[]): readonly Deployment[] {
  const own = named.filter((deployment) => viewOf(deployment.scope) === viewOf(scope));
  return own.length > 0 ? own : named;
}
