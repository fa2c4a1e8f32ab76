import type { Sourced } from '../model/declaration.ts';
import type { Endpoint, Topology } from '../model/part.ts';
import { envOf, nativeOf, optionOf, type Config } from './config.ts';
import { endpointKey, endpointsOf } from './endpoints.ts';
import { subAnchor } from './sub-anchor.ts';

/** What a server's own configuration says of the cluster it is part of. */
export interface Membership {
  /** Peers it names, itself among them where the component lists all members. */
  readonly members: readonly Endpoint[];
  /** Keys that all deployments of the same cluster share. */
  readonly identity: readonly string[];
  readonly role: string | undefined;
  readonly topology: Topology | undefined;
}

const none: Membership = { members: [], identity: [], role: undefined, topology: undefined };

/** Reads the membership the way each component writes it. Components without an own way say nothing. */
export function membershipOf(component: string, config: Config): Membership {
  return readers[component]?.(config) ?? none;
}

const readers: Readonly<Record<string, (config: Config) => Membership>> = {
  zookeeper: readZookeeper,
  kafka: readKafka,
  redis: readRedis,
  nacos: readNacos,
  seata: readSeata,
};

/** `ZOO_SERVERS` of the official and Bitnami images, `ZOOKEEPER_SERVERS` of Confluent, `server.N=` lines of `zoo.cfg`. */
function readZookeeper(config: Config): Membership {
  const list = envOf(config, 'ZOO_SERVERS', 'ZOOKEEPER_SERVERS', 'ZK_ENSEMBLE');
  const lines = config.native.filter(({ name }) => /^server\.\d+$/i.test(name));
  const members = [...(list === undefined ? [] : quorumPeers(list)), ...lines.flatMap(quorumPeers)];
  return { ...none, members };
}

/** `server.1=zoo1:2888:3888;2181 zoo2:2888:3888`: what follows a semicolon and is only a number is the client port. */
function quorumPeers(source: Sourced): Endpoint[] {
  const text = source.value ?? source.pattern ?? '';
  const peers: Endpoint[] = [];
  for (const match of text.matchAll(/(?:^|[\s,;])(?:server\.\d+=)?(\[[^\]]+\]|\$\{[^}]*\}|[\w.-]+):(\d+)(?::\d+)+/g)) {
    const [whole, host = '', port = ''] = match;
    const start = match.index + whole.indexOf(host);
    const at = source.value === undefined ? source.at : subAnchor(source, start, host.length + port.length + 1);
    peers.push({ host: host.includes('${') ? '0.0.0.0' : host, port: Number(port), at });
  }
  return peers;
}

/** KRaft voters or bootstrap controllers, the cluster id, or the ZooKeeper path all brokers share. */
function readKafka(config: Config): Membership {
  const voters =
    envOf(config, 'KAFKA_CONTROLLER_QUORUM_VOTERS', 'KAFKA_CFG_CONTROLLER_QUORUM_VOTERS') ??
    nativeOf(config, 'controller.quorum.voters') ??
    optionOf(config, '--controller.quorum.voters');
  const controllers =
    envOf(config, 'KAFKA_CONTROLLER_QUORUM_BOOTSTRAP_SERVERS', 'KAFKA_CFG_CONTROLLER_QUORUM_BOOTSTRAP_SERVERS') ??
    nativeOf(config, 'controller.quorum.bootstrap.servers');
  const zookeeper =
    envOf(config, 'KAFKA_ZOOKEEPER_CONNECT', 'KAFKA_CFG_ZOOKEEPER_CONNECT', 'ZOOKEEPER_CONNECT') ??
    nativeOf(config, 'zookeeper.connect') ??
    optionOf(config, '--zookeeper.connect');
  const id = envOf(config, 'CLUSTER_ID', 'KAFKA_KRAFT_CLUSTER_ID', 'KAFKA_CLUSTER_ID');
  const quorum = voters ?? controllers;
  const members = quorum === undefined ? [] : endpointsOf(quorum).endpoints;
  const identity =
    members.length > 0
      ? [`voters:${members.map(endpointKey).sort().join(',')}`]
      : id?.value !== undefined
        ? [`id:${id.value}`]
        : zookeeper?.value !== undefined
          ? [`zookeeper:${zookeeper.value.split(',').sort().join(',')}`]
          : [];
  return { ...none, members, identity, role: kafkaRole(config) };
}

function kafkaRole(config: Config): string | undefined {
  const roles = envOf(config, 'KAFKA_PROCESS_ROLES', 'KAFKA_CFG_PROCESS_ROLES', 'NODE_ROLE') ?? nativeOf(config, 'process.roles') ?? optionOf(config, '--process.roles');
  return roles?.value?.trim().toLowerCase() === 'controller' ? 'controller' : undefined;
}

/** Replication by argument, file or image variable; Sentinel; Redis Cluster. */
function readRedis(config: Config): Membership {
  const sentinel = config.command.programs.some((name) => /^(?:redis|valkey)-sentinel$/.test(name)) || optionOf(config, '--sentinel') !== undefined || envOf(config, 'SENTINEL')?.value === 'true';
  const monitor = monitorOf(config);
  const mode = envOf(config, 'REDIS_REPLICATION_MODE', 'VALKEY_REPLICATION_MODE', 'KEYDB_REPLICATION_MODE')?.value?.toLowerCase();
  const primary =
    optionOf(config, '--replicaof', '--slaveof') ??
    nativeOf(config, 'replicaof', 'slaveof') ??
    envOf(config, 'REDIS_MASTER_HOST', 'VALKEY_PRIMARY_HOST', 'VALKEY_MASTER_HOST', 'KEYDB_MASTER_HOST');
  const clustered = isOn(optionOf(config, '--cluster-enabled') ?? nativeOf(config, 'cluster-enabled'));
  const nodes = envOf(config, 'REDIS_NODES', 'VALKEY_NODES');
  if (sentinel || monitor !== undefined) return { ...none, role: 'sentinel', topology: 'sentinel', members: monitor === undefined ? hostPort(primary) : [monitor] };
  if (clustered || nodes !== undefined) return { ...none, topology: 'cluster', members: nodes === undefined ? [] : endpointsOf(nodes).endpoints };
  const replica = primary !== undefined && mode !== 'master' && mode !== 'primary';
  const following = replica || mode === 'slave' || mode === 'replica';
  return { ...none, role: following ? 'replica' : undefined, members: replica ? hostPort(primary) : [] };
}

/** `sentinel monitor mymaster redis-master 6379 2`, in a file or as an argument. */
function monitorOf(config: Config): Endpoint | undefined {
  const line = config.native.find(({ name, value }) => /^sentinel(?: monitor)?$/i.test(name) && /^(?:monitor\s+)?\S+\s+\S+\s+\d+/.test(value ?? ''));
  const words = config.command.words;
  const index = words.findIndex(({ value }) => value === 'monitor');
  const argument = index >= 0 ? words[index + 2] : undefined;
  if (argument?.value !== undefined) return { host: argument.value, port: portOf(words[index + 3]?.value), at: argument.at };
  const pieces = line?.value?.trim().replace(/^monitor\s+/i, '').split(/\s+/);
  const host = pieces?.[1];
  return line === undefined || host === undefined ? undefined : { host, port: portOf(pieces?.[2]), at: line.at };
}

/** `host port` as Redis writes it, or `host:port`, or a host alone. */
function hostPort(source: Sourced | undefined): Endpoint[] {
  const [host, port] = (source?.value ?? '').trim().split(/[\s:]+/);
  if (source === undefined || host === undefined || host === '' || host.toLowerCase() === 'no') return [];
  return [{ host, port: portOf(port), at: source.at }];
}

function portOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

function isOn(source: Sourced | undefined): boolean {
  return source?.value !== undefined && /^(?:yes|true|1|on)$/i.test(source.value.trim());
}

/** `MODE` and `NACOS_SERVERS` of the image, `cluster.conf` lines, `nacos.member.list`. */
function readNacos(config: Config): Membership {
  const mode = envOf(config, 'MODE')?.value?.toLowerCase() ?? (optionOf(config, '-Dnacos.standalone')?.value === 'true' ? 'standalone' : undefined);
  const list = envOf(config, 'NACOS_SERVERS') ?? nativeOf(config, 'nacos.member.list');
  const lines = config.native.filter(({ name }) => /^\[?\d*\]?$/.test(name) || /^[\w.-]+(?::\d+)?$/.test(name) && name.includes(':'));
  const members = list === undefined ? lines.flatMap((line) => endpointsOf({ ...line, value: line.value === undefined || line.value === '' ? line.name : line.value }).endpoints) : endpointsOf(list).endpoints;
  const role = envOf(config, 'NACOS_DEPLOYMENT_TYPE')?.value?.toLowerCase() === 'console' ? 'console' : undefined;
  return { ...none, role, members: mode === 'standalone' ? [] : members, topology: mode === 'standalone' ? 'standalone' : undefined };
}

/** Raft groups name their servers; servers over one database say nothing of each other. */
function readSeata(config: Config): Membership {
  const list = envOf(config, 'SEATA_SERVER_RAFT_SERVER_ADDR', 'SEATA_RAFT_SERVER_ADDR') ?? nativeOf(config, 'seata.server.raft.server-addr', 'seata.server.raft.serveraddr');
  return list === undefined ? none : { ...none, members: endpointsOf(list).endpoints, topology: 'cluster' };
}
