import type { Topology } from '../model/part.ts';
import type { Lookup } from './lookup.ts';
import { nameTokens } from './relaxed-name.ts';

/** A name that speaks of a component and of what its value is: `ORDERS_KAFKA_BROKERS`, `app.redis.host`, `redisAddr`. */
export interface AddressName {
  readonly component: string;
  readonly holds: 'endpoints' | 'host' | 'port' | 'mode';
}

const addresses = new Set(
  'HOST HOSTS HOSTNAME HOSTNAMES ADDR ADDRS ADDRESS ADDRESSES URL URLS URI URIS DSN SERVER SERVERS BROKER BROKERS BOOTSTRAP ENDPOINT ENDPOINTS CONNECT CONNECTION NODES QUORUM SENTINELS'.split(
    ' ',
  ),
);
const pairs = new Set([
  'HOST NAME',
  'BROKER LIST',
  'BROKERS LIST',
  'CONNECT STRING',
  'CONNECTION STRING',
  'CONNECTION URL',
  'SERVER LIST',
  'SERVER LISTS',
  'HOST PORT',
  'HOST LIST',
  'NODE LIST',
]);

/** Words after the component that make it another thing: its tools, its names of data, addresses it listens on. */
const otherThings = new Set(
  'UI EXPORTER TOPIC TOPICS GROUP PREFIX SUFFIX KEY KEYS LISTEN LISTENER LISTENERS ADVERTISED ADVERTISE PEER BIND REST SCHEMA MANAGER CONSOLE METRICS METRIC JMX PATH DIR DATABASE CHANNEL INDEX IMAGE OPERATOR COMMANDER INSIGHT PROXY HTTP WEB DASHBOARD SSL TLS SASL HEALTH HEALTHCHECK PROBE TRANSPORT CONSUL EUREKA ETCD ETCD3 APOLLO SOFA CUSTOM MYSQL POSTGRES POSTGRESQL JDBC DATASOURCE'.split(
    ' ',
  ),
);

/** Categories of components that may be called a database themselves: `MYSQL_DB_HOST`, `REDIS_DB_HOST`. */
const holdsData: ReadonlySet<string> = new Set(['database', 'cache', 'search', 'storage']);

/** What a name says by its words. The component's word stands before the word for an address. */
export function addressName(name: string, lookup: Lookup): AddressName | undefined {
  if (!lookup.anyWord.test(name)) return undefined;
  const tokens = nameTokens(name);
  const index = lastWord(tokens, lookup);
  const component = lookup.words.get(tokens[index] ?? '');
  const rest = tokens.slice(index + 1);
  if (component === undefined || rest.some((token) => otherThings.has(token))) return undefined;
  // `nacos.storage.db.host`: the database that it stores in.
  if (rest.includes('DB') && !holdsData.has(lookup.components.get(component)?.category ?? '')) return undefined;
  // `KAFKA_CONNECT…` is Kafka Connect, which speaks HTTP.
  if (component === 'kafka' && rest[0] === 'CONNECT') return undefined;
  const holds = heldBy(rest);
  return holds === undefined ? undefined : { component, holds };
}

function heldBy(rest: readonly string[]): AddressName['holds'] | undefined {
  const last = rest.at(-1) ?? '';
  if (pairs.has(rest.slice(-2).join(' '))) return 'endpoints';
  if (last === 'PORT') return 'port';
  if (last === 'TYPE' || last === 'MODE') return 'mode';
  return addresses.has(last) ? (last.startsWith('HOST') ? 'host' : 'endpoints') : undefined;
}

function lastWord(tokens: readonly string[], lookup: Lookup): number {
  return tokens.findLastIndex((token) => lookup.words.has(token));
}

/**
 * What names of one connection have in common: everything up to the component's word (`ORDERS REDIS`), or up to the last
 * segment where the component is not named.
 */
export function connectionRoot(name: string, component: string, lookup: Lookup): string {
  const tokens = nameTokens(name);
  const index = tokens.findLastIndex(
    (token) => lookup.words.get(token) === component || token === component.toUpperCase(),
  );
  return tokens.slice(0, index < 0 ? -1 : index + 1).join(' ');
}

const modes: Readonly<Record<string, Topology>> = {
  standalone: 'standalone',
  single: 'standalone',
  'single-node': 'standalone',
  sentinel: 'sentinel',
  cluster: 'cluster',
  'master-slave': 'replicated',
  masterslave: 'replicated',
  replicated: 'replicated',
};

/** The topology a mode's value names. */
export function modeOfValue(value: string | undefined): Topology | undefined {
  return value === undefined ? undefined : modes[value.trim().toLowerCase()];
}
