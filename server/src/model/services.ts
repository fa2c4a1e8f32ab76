import { groupBy } from '../base/group.ts';
import type { Service } from './declaration.ts';
import type { System } from './system.ts';

interface Index {
  readonly byName: ReadonlyMap<string, readonly Service[]>;
  readonly exposedByScope: ReadonlyMap<string, readonly Service[]>;
}

/** A system never changes, so what is derived from it is made once. */
const indexes = new WeakMap<System, Index>();

/** Kubernetes Services of a name, in every namespace. */
export function servicesNamed(system: System, name: string): readonly Service[] {
  return indexOf(system).byName.get(name) ?? [];
}

/** Kubernetes Services of a scope that are reachable from outside the cluster. */
export function exposedServices(system: System, scope: string): readonly Service[] {
  return indexOf(system).exposedByScope.get(scope) ?? [];
}

function indexOf(system: System): Index {
  const known = indexes.get(system);
  if (known !== undefined) return known;
  const services = system.parts.flatMap((part) => part.services);
  const exposed = services.filter(({ type }) => type === 'LoadBalancer' || type === 'NodePort');
  const index = {
    byName: groupBy(services, ({ name }) => name),
    exposedByScope: groupBy(exposed, ({ scope }) => scope),
  };
  indexes.set(system, index);
  return index;
}
