import { groupBy } from '../base/group.ts';
import type { Client } from './part.ts';
import type { System } from './system.ts';

/** Made once for a system, because a review asks for every client. */
const indexes = new WeakMap<System, Index>();

interface Index {
  /** Id of an application → what all applications of its name have in common. */
  readonly keys: ReadonlyMap<string, string>;
  readonly clients: ReadonlyMap<string, readonly Client[]>;
}

/** What the application of a client uses, in whichever of its files: one file is never all of an application. */
export function clientsOfSameApplication(subject: Client, system: System): readonly Client[] {
  const index = indexes.get(system) ?? indexOf(system);
  indexes.set(system, index);
  return index.clients.get(index.keys.get(subject.application) ?? subject.application) ?? [];
}

function indexOf({ clients, applications }: System): Index {
  const keys = new Map(applications.map(({ id, name }) => [id, `name ${name}`] as const));
  const active = clients.filter(({ state }) => state === 'active');
  return { keys, clients: groupBy(active, ({ application }) => keys.get(application) ?? application) };
}
