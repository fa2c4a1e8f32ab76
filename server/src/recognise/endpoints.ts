import type { Anchor } from '../model/anchor.ts';
import type { Sourced } from '../model/declaration.ts';
import type { Endpoint } from '../model/part.ts';
import { subAnchor } from '../model/sub-anchor.ts';
import { urlSchemeOf } from './url-scheme.ts';

/** What a value says about the addresses it holds. */
export interface EndpointList {
  readonly endpoints: readonly Endpoint[];
  /** Scheme of the first address that has one: `redis`, `nacos`. */
  readonly scheme: string | undefined;
  /** True where at least one address could not be known: the list may be longer than it looks. */
  readonly unresolved: boolean;
  /** True where something in the value is no address at all. */
  readonly foreign: boolean;
}

const nothing: EndpointList = { endpoints: [], scheme: undefined, unresolved: false, foreign: false };
const hostPattern = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const notHosts = new Set(['true', 'false', 'yes', 'no', 'null', 'none', 'n', 'off', 'on', 'na', 'nil', 'default']);

/**
 * Reads a list of addresses: `h1:9092,h2:9092`, `redis://:pw@h:6379/0`, `nacos://h:8848?username=…`,
 * `jdbc:mysql://h:3306/orders`, `zookeeper://h1:2181?backup=h2:2181`, `h1:2181,h2:2181/chroot`, `1@kafka-1:9093`, JSON lists. A place is exact where the
 * value stands in the file as it is.
 */
export function endpointsOf(source: Sourced): EndpointList {
  const written = source.value ?? source.pattern;
  if (written === undefined) return { ...nothing, unresolved: true };
  // A template's expression is a variable of the same length.
  const text = written.replace(/\{\{[^{}]*\}\}/g, (expression) => `\${${'_'.repeat(expression.length - 3)}}`);
  const endpoints: Endpoint[] = [];
  let scheme: string | undefined;
  let unresolved = false;
  let foreign = false;
  for (const item of splitAddresses(text)) {
    const address = readAddress(item.text);
    scheme ??= address.scheme;
    if (address.host === undefined) {
      if (address.unknown) unresolved = true;
      else foreign = true;
      continue;
    }
    endpoints.push({
      host: address.host,
      port: address.port,
      at: placeOf(source, text, item.start, item.text, address.authority),
    });
  }
  return { endpoints, scheme, unresolved, foreign };
}

interface Item {
  readonly text: string;
  readonly start: number;
}

function splitAddresses(text: string): Item[] {
  const items: Item[] = [];
  const plain = withoutQueries(text.replace(/[?&]backup=/gi, (match) => ','.padEnd(match.length, ' ')))
    // ActiveMQ: `failover:(tcp://a:61616,tcp://b:61616)?randomize=false`, with or without slashes and nesting.
    .replace(/^(?:(?:failover|discovery|fanout|static|masterslave|ha):(?:\/\/)?)+\(/i, (match) =>
      ' '.repeat(match.length),
    )
    // Pulsar: `zk:zoo1:2181,zoo2:2181`.
    .replace(/^zk:(?=[\w.-]+:\d)/i, (match) => ' '.repeat(match.length))
    .replace(/\)+(?:\?.*)?$/s, (match) => ' '.repeat(match.length))
    .replace(/[[\]"']/g, ' ');
  const bracketed = /\[[0-9a-fA-F:]+\]/.test(text) ? text : plain;
  for (const match of bracketed.matchAll(/(?:\$\{[^}]*\}|[^\s,;])+/g))
    items.push({ text: match[0], start: match.index });
  return items;
}

/** What follows the `?` of a URL is no address, whatever commas it holds; the length stays. */
function withoutQueries(text: string): string {
  if (!/^\s*[A-Za-z][\w+.:-]*:\/\//.test(text)) return text;
  return text.replace(/(?<!\{[^}]*)\?\S*?(?=,[A-Za-z][\w+.:-]*:\/\/|\s|$)/g, (query) => ' '.repeat(query.length));
}

interface Address {
  readonly scheme?: string;
  readonly host?: string;
  readonly port?: number;
  readonly authority: string;
  readonly unknown: boolean;
}

/** One address. `unknown`: it is one, and a variable hides the host. */
function readAddress(text: string): Address {
  const url = urlSchemeOf(text);
  const scheme = url?.scheme;
  const authority = authorityOf(text.slice(url?.end ?? 0));
  const base = scheme === undefined ? { authority } : { authority, scheme };
  const { host, port } = splitAuthority(authority);
  if (host.includes('${')) return { ...base, unknown: true };
  if (!isHost(host)) return { ...base, unknown: false };
  return { ...base, host, unknown: false, ...(port === undefined ? {} : { port }) };
}

/** Without query, user and path, and without Go's `tcp(…)`; a path alone leaves nothing. */
function authorityOf(text: string): string {
  const bare = text.replace(/[?#].*$/s, '');
  const host = bare.slice(bare.lastIndexOf('@') + 1).replace(/\/.*$/s, '');
  return /^tcp\((.*?)\)?$/.exec(host)?.[1] ?? host;
}

function splitAuthority(authority: string): { readonly host: string; readonly port: number | undefined } {
  const split = /^(\[[0-9a-fA-F:]+\]|\$\{[^}]*\}|[^:]*)(?::(.*))?$/s.exec(authority);
  // A dot behind a name of several parts only says that it is whole.
  const host = split?.[1]?.replace(/^\[|\]$/g, '').replace(/^([\w-]+(?:\.[\w-]+)+)\.$/, '$1') ?? '';
  const port = /^\d{1,5}/.exec(split?.[2] ?? '')?.[0];
  return { host, port: port === undefined ? undefined : Number(port) };
}

/** A text that can be a host name or an address: not a number, not a word of truth. */
function isHost(text: string): boolean {
  if (text.includes(':')) return /^[0-9a-fA-F:]+$/.test(text);
  return text.length <= 253 && hostPattern.test(text) && !/^\d+$/.test(text) && !notHosts.has(text.toLowerCase());
}

function placeOf(source: Sourced, text: string, start: number, item: string, authority: string): Anchor {
  if (source.value === undefined) return source.at;
  const inner = item.lastIndexOf(authority);
  const whole = item.trim() === text.trim() && authority === item;
  return whole ? source.at : subAnchor(source, start + Math.max(0, inner), authority.length);
}

/** `host:port` in lower case, as a key; the port is left out where it is unknown. */
export function endpointKey(endpoint: Pick<Endpoint, 'host' | 'port'>): string {
  return `${endpoint.host.toLowerCase()}:${endpoint.port ?? ''}`;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
