import { Derived } from '../base/derived.ts';
import type { Client } from '../model/part.ts';

/** An application that takes configuration from a server elsewhere is seen in part only. */
export function withRemoteConfig(clients: readonly Client[]): readonly Client[] {
  const remote = new Set(
    clients
      .filter(({ purpose, state }) => purpose === 'config' && state === 'active')
      .map(({ application }) => application),
  );
  return clients.map((client) =>
    remote.has(client.application) && !client.partial
      ? known.of(client, [], () => ({ ...client, partial: true }))
      : client,
  );
}

const known = new Derived<Client, Client>();
