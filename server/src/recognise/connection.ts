import { groupBy } from '../base/group.ts';
import type { Anchor } from '../model/anchor.ts';
import type { Endpoint, Evidence, Purpose, State, Topology } from '../model/part.ts';
import { endpointKey } from './endpoints.ts';
import type { Use } from './use.ts';

/** One connection of an application to a component, put together from the values that speak of it. */
export interface Connection {
  readonly component: string;
  readonly purpose: Purpose | undefined;
  readonly endpoints: readonly Endpoint[];
  readonly mode: Topology;
  readonly state: State;
  readonly at: Anchor;
  readonly evidence: Evidence;
}

/**
 * Groups uses to connections. Uses that are off count only where no use of that component is on. Values that hold no
 * address (`spring.session.store-type: redis`) give their purpose to the connection that holds one.
 */
export function connectionsOf(uses: readonly Use[], isOff: (use: Use) => boolean): Connection[] {
  const connections: Connection[] = [];
  for (const own of groupBy(uses, ({ component }) => component).values()) {
    const on = own.filter((use) => !isOff(use));
    const active = connect(on);
    connections.push(
      ...(active.length > 0 ? active : connect(own).map((each) => ({ ...each, state: 'inactive' as const }))),
    );
  }
  return connections;
}

function connect(uses: readonly Use[]): Connection[] {
  const chosen = byChosenMode(uses);
  const addressed: Connection[] = [];
  for (const group of groupBy(chosen, ({ root, purpose, holds }) =>
    holds === 'presence' ? '' : `${purpose ?? ''}|${root}`,
  ).values()) {
    const one = addressedBy(group, chosen);
    if (one !== undefined) addressed.push(one);
  }
  return withoutTwins(
    withPresence(
      addressed,
      chosen.filter(({ holds }) => holds === 'presence'),
    ),
  );
}

/** `redis.connection.type: standalone` leaves the cluster and sentinel addresses beside it unused. */
function byChosenMode(uses: readonly Use[]): Use[] {
  return uses.filter((use) => {
    const choice = uses.find(({ holds, root }) => holds === 'mode' && root === use.root)?.mode;
    return choice === undefined || use.mode === undefined || use.mode === choice || use.holds === 'mode';
  });
}

function addressedBy(group: readonly Use[], all: readonly Use[]): Connection | undefined {
  const used = withoutSingleHost(group);
  const first = used.find(({ holds }) => holds === 'host' || holds === 'endpoints');
  // A port alone still configures a connection where its name is known, with the host by default.
  const anchor =
    first ?? group.find(({ holds, known, evidence }) => holds === 'port' && known && evidence === 'property');
  if (anchor === undefined) return undefined;
  const port =
    group.find((use) => use.port !== undefined)?.port ??
    all.find((use) => use.port !== undefined && use.root === anchor.root)?.port;
  const endpoints = distinct(
    used.flatMap((use) =>
      use.endpoints.map((endpoint) =>
        use.holds === 'host' && endpoint.port === undefined && port !== undefined ? { ...endpoint, port } : endpoint,
      ),
    ),
  );
  return {
    component: anchor.component,
    purpose: anchor.purpose,
    endpoints,
    mode: modeOf(group, all, anchor.root),
    state: 'active',
    at: anchor.at,
    evidence: anchor.evidence,
  };
}

/** Beside the nodes of a cluster or the Sentinels, `spring.data.redis.host` is not used. */
function withoutSingleHost(group: readonly Use[]): readonly Use[] {
  const isList = ({ holds, mode, endpoints }: Use): boolean =>
    holds === 'endpoints' && (mode === 'cluster' || mode === 'sentinel') && endpoints.length > 0;
  return group.some(isList) ? group.filter(({ holds }) => holds !== 'host') : group;
}

function modeOf(group: readonly Use[], all: readonly Use[], root: string): Topology {
  const told =
    group.find(({ mode, endpoints }) => mode !== undefined && endpoints.length > 0) ??
    group.find(({ mode }) => mode !== undefined);
  const beside = all.find(
    ({ mode, root: other, holds }) =>
      mode !== undefined && other === root && (holds === 'mode' || holds === 'presence'),
  );
  return told?.mode ?? beside?.mode ?? 'unknown';
}

function withPresence(addressed: readonly Connection[], presence: readonly Use[]): Connection[] {
  const made: Connection[] = [];
  const inherited = new Set<Connection>();
  for (const [purpose, uses] of groupBy(presence, (use) => use.purpose)) {
    if (addressed.some((each) => each.purpose === purpose) || (purpose === undefined && addressed.length > 0)) continue;
    const [first] = uses;
    if (first === undefined) continue;
    const general = addressed.filter((each) => each.purpose === undefined);
    for (const each of general) inherited.add(each);
    if (general.length > 0) made.push(...general.map((each) => ({ ...each, purpose })));
    else made.push(presenceOnly(first, uses));
  }
  const purposeful = made.filter((each) => each.purpose !== undefined);
  const bare = made.filter((each) => each.purpose === undefined && purposeful.length === 0);
  return [...addressed.filter((each) => !inherited.has(each)), ...purposeful, ...bare];
}

function presenceOnly(first: Use, uses: readonly Use[]): Connection {
  const mode = uses.find((use) => use.mode !== undefined)?.mode ?? 'unknown';
  return {
    component: first.component,
    purpose: first.purpose,
    endpoints: [],
    mode,
    state: 'active',
    at: first.at,
    evidence: first.evidence,
  };
}

/** The same addresses said twice are one connection: a helper property beside the one that uses it. */
function withoutTwins(connections: readonly Connection[]): Connection[] {
  return connections.filter((each, index) => {
    const twin = connections.findIndex(
      (other, at) => at !== index && covers(other, each) && (!covers(each, other) || at < index),
    );
    return twin < 0;
  });
}

function covers(outer: Connection, inner: Connection): boolean {
  if (inner.purpose !== undefined && inner.purpose !== outer.purpose) return false;
  if (inner.mode !== 'unknown' && inner.mode !== outer.mode) return false;
  if (inner.endpoints.length === 0) return outer.endpoints.length === 0 || outer.purpose === inner.purpose;
  return inner.endpoints.every((endpoint) =>
    outer.endpoints.some(
      (other) =>
        other.host.toLowerCase() === endpoint.host.toLowerCase() &&
        (endpoint.port === undefined || other.port === endpoint.port),
    ),
  );
}

function distinct(endpoints: readonly Endpoint[]): Endpoint[] {
  return [...new Map(endpoints.toReversed().map((endpoint) => [endpointKey(endpoint), endpoint])).values()].reverse();
}
