import type { Sourced } from '../model/declaration.ts';
import type { Endpoint } from '../model/part.ts';
import { envOf, nativeOf, optionOf, type Config } from './config.ts';
import { computeMembership } from './compute-membership.ts';
import { databaseMembership } from './database-membership.ts';
import { endpointKey, endpointsOf, isLoopback } from './endpoints.ts';
import { noMembership as none, type Membership } from './membership-shape.ts';
import { subAnchor } from '../model/sub-anchor.ts';

/** Reads the membership the way each component writes it. Components without an own way say nothing. */
export function membershipOf(component: string, config: Config): Membership {
  return (readers[component] ?? databaseMembership[component] ?? computeMembership[component])?.(config) ?? none;
}

const readers: Readonly<Record<string, (config: Config) => Membership>> = {
  zookeeper: readZookeeper,
  kafka: readKafka,
  redis: readRedis,
  nacos: readNacos,
  seata: readSeata,
  eureka: readEureka,
  etcd: readEtcd,
  consul: readConsul,
  rocketmq: readRocketmq,
  rabbitmq: readRabbitmq,
  pulsar: readPulsar,
  camunda: readCamunda,
  alluxio: readAlluxio,
  ehcache: readTerracotta,
};

/** The servers of a stripe, of which one is active: `<server host="tc-1"/>`, `stripe.1.node.1.hostname=tc-1`. */
function readTerracotta(config: Config): Membership {
  const servers = config.native.filter(({ name }) => /^(?:server\.host|stripe\.\d+\.node\.\d+\.hostname)$/i.test(name));
  const members = servers.flatMap((server) => endpointsOf(server).endpoints);
  return members.length < 2 ? none : { ...none, members, topology: 'replicated' };
}

/**
 * `ZOO_SERVERS` of the official and Bitnami images, `ZOOKEEPER_SERVERS` of Confluent, `server.N=` lines of `zoo.cfg`. Who observes
 * says so itself and is marked in the lists of all.
 * Source: https://zookeeper.apache.org/doc/current/zookeeperObservers.html
 */
function readZookeeper(config: Config): Membership {
  const list = envOf(config, 'ZOO_SERVERS', 'ZOOKEEPER_SERVERS', 'ZK_ENSEMBLE');
  const lines = config.native.filter(({ name }) => /^server\.\d+$/i.test(name));
  const members = [...(list === undefined ? [] : quorumPeers(list)), ...lines.flatMap(quorumPeers)];
  return { ...none, members, role: isObserver(config, list) ? 'observer' : undefined };
}

function isObserver(config: Config, list: Sourced | undefined): boolean {
  const type = envOf(config, 'ZOO_PEER_TYPE') ?? nativeOf(config, 'peerType');
  if (type?.value !== undefined) return type.value.trim().toLowerCase() === 'observer';
  const id = envOf(config, 'ZOO_MY_ID', 'ZOO_SERVER_ID', 'ZOOKEEPER_SERVER_ID')?.value;
  const servers = list?.value?.split(/[\s,]+/) ?? [];
  return id !== undefined && servers.some((server) => server.startsWith(`server.${id}=`) && /:observer\b/.test(server));
}

/**
 * `server.1=zoo1:2888:3888;2181 zoo2:2888:3888`: what follows a semicolon and is only a number is the client port. Names alone are
 * how Pulsar's image takes them.
 */
function quorumPeers(source: Sourced): readonly Endpoint[] {
  if (/^[a-z][\w.-]*(?:,[a-z][\w.-]*)+$/i.test(source.value ?? '')) return endpointsOf(source).endpoints;
  return peersIn(source, /(?:^|[\s,;])(?:server\.\d+=)?(\[[^\]]+\]|\$\{[^}]*\}|[\w.-]+):(\d+)(?::\d+)+(:observer\b)?/g);
}

/**
 * Every match of a pattern whose groups are host, port and what marks an observer. A host that is a variable counts and is nobody's
 * name.
 */
function peersIn(source: Sourced, pattern: RegExp): Endpoint[] {
  const text = source.value ?? source.pattern ?? '';
  const peers: Endpoint[] = [];
  for (const match of text.matchAll(pattern)) {
    const [whole, host = '', port = '', observer] = match;
    const start = match.index + whole.indexOf(host);
    const at = source.value === undefined ? source.at : subAnchor(source, start, host.length + port.length + 1);
    const name = host.includes('${') ? '0.0.0.0' : host;
    peers.push({ host: name, port: Number(port), at, ...(observer !== undefined && { isObserver: true }) });
  }
  return peers;
}

/** KRaft voters or bootstrap controllers, the cluster id, or the ZooKeeper path all brokers share. */
function readKafka(config: Config): Membership {
  const quorum =
    kafkaKey(config, 'controller.quorum.voters') ?? kafkaKey(config, 'controller.quorum.bootstrap.servers');
  const members = quorum === undefined ? [] : endpointsOf(quorum).endpoints;
  const roles = envOf(config, 'NODE_ROLE') ?? kafkaKey(config, 'process.roles');
  const role = roles?.value?.trim().toLowerCase() === 'controller' ? 'controller' : undefined;
  return { ...none, members, identity: kafkaIdentity(config, members), role };
}

function kafkaIdentity(config: Config, members: readonly Endpoint[]): string[] {
  if (members.length > 0) return [`voters:${members.map(endpointKey).sort().join(',')}`];
  const id = envOf(config, 'CLUSTER_ID', 'KAFKA_KRAFT_CLUSTER_ID', 'KAFKA_CLUSTER_ID')?.value;
  if (id !== undefined) return [`id:${id}`];
  const zookeeper = (envOf(config, 'ZOOKEEPER_CONNECT') ?? kafkaKey(config, 'zookeeper.connect'))?.value;
  return zookeeper === undefined ? [] : [`zookeeper:${zookeeper.split(',').sort().join(',')}`];
}

/** A broker's key as the images, its file and its arguments write it. */
function kafkaKey(config: Config, key: string): Sourced | undefined {
  const variable = key.replaceAll('.', '_').toUpperCase();
  return (
    envOf(config, `KAFKA_${variable}`, `KAFKA_CFG_${variable}`) ?? nativeOf(config, key) ?? optionOf(config, `--${key}`)
  );
}

/** Replication by argument, file or image variable; Sentinel; Redis Cluster. */
function readRedis(config: Config): Membership {
  const monitor = monitorOf(config);
  if (monitor !== undefined || isSentinel(config)) {
    const members = monitor === undefined ? hostPort(primaryOf(config)) : [monitor];
    return { ...none, role: 'sentinel', topology: 'sentinel', members };
  }
  const nodes = envOf(config, 'REDIS_NODES', 'VALKEY_NODES');
  if (nodes !== undefined) return { ...none, topology: 'cluster', members: endpointsOf(nodes).endpoints };
  if (isOn(optionOf(config, '--cluster-enabled') ?? nativeOf(config, 'cluster-enabled')))
    return { ...none, topology: 'cluster' };
  return readReplication(config);
}

function isSentinel(config: Config): boolean {
  const started = config.command.programs.some((name) => /^(?:redis|valkey)-sentinel$/.test(name));
  return started || optionOf(config, '--sentinel') !== undefined || envOf(config, 'SENTINEL')?.value === 'true';
}

function primaryOf(config: Config): Sourced | undefined {
  return (
    optionOf(config, '--replicaof', '--slaveof') ??
    nativeOf(config, 'replicaof', 'slaveof') ??
    envOf(config, 'REDIS_MASTER_HOST', 'VALKEY_PRIMARY_HOST', 'VALKEY_MASTER_HOST', 'KEYDB_MASTER_HOST')
  );
}

const replicationModes = ['REDIS_REPLICATION_MODE', 'VALKEY_REPLICATION_MODE', 'KEYDB_REPLICATION_MODE'];

function readReplication(config: Config): Membership {
  const mode = envOf(config, ...replicationModes)?.value?.toLowerCase();
  if (mode === 'master' || mode === 'primary') return none;
  const primary = hostPort(primaryOf(config));
  const follows = primary.length > 0 || mode === 'slave' || mode === 'replica';
  return { ...none, role: follows ? 'replica' : undefined, members: primary };
}

/** `sentinel monitor mymaster redis-master 6379 2`, in a file or as an argument. */
function monitorOf(config: Config): Endpoint | undefined {
  const line = config.native.find(
    ({ name, value }) => /^sentinel(?: monitor)?$/i.test(name) && /^(?:monitor\s+)?\S+\s+\S+\s+\d+/.test(value ?? ''),
  );
  const words = config.command.words;
  const index = words.findIndex(({ value }) => value === 'monitor');
  const argument = index >= 0 ? words[index + 2] : undefined;
  if (argument?.value !== undefined)
    return { host: argument.value, port: portOf(words[index + 3]?.value), at: argument.at };
  const pieces = line?.value
    ?.trim()
    .replace(/^monitor\s+/i, '')
    .split(/\s+/);
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

/** `MODE` and `NACOS_SERVERS` of the image, `nacos.member.list`, `cluster.conf` lines. */
function readNacos(config: Config): Membership {
  const role = envOf(config, 'NACOS_DEPLOYMENT_TYPE')?.value?.toLowerCase() === 'console' ? 'console' : undefined;
  if (isStandaloneNacos(config)) return { ...none, role, topology: 'standalone' };
  const list = envOf(config, 'NACOS_SERVERS') ?? nativeOf(config, 'nacos.member.list');
  return { ...none, role, members: list === undefined ? clusterLines(config) : endpointsOf(list).endpoints };
}

function isStandaloneNacos(config: Config): boolean {
  const mode = envOf(config, 'MODE')?.value?.toLowerCase();
  const flag = optionOf(config, '-Dnacos.standalone') ?? nativeOf(config, 'nacos.standalone');
  return mode === 'standalone' || (mode === undefined && flag?.value === 'true');
}

/** Lines of `cluster.conf`, which are addresses alone: a reader of keys takes them for keys, or numbers them. */
function clusterLines(config: Config): Endpoint[] {
  const lines = config.native.filter(({ name }) => /^\[?\d*\]?$/.test(name) || /^[\w.-]+:\d+$/.test(name));
  return lines.flatMap((line) => endpointsOf({ ...line, value: line.value === '' ? line.name : line.value }).endpoints);
}

/**
 * Raft groups name their servers; servers over one database say nothing of each other. A centre that they read may say what
 * is written nowhere here.
 */
function readSeata(config: Config): Membership {
  const source = envOf(config, 'SEATA_CONFIG_TYPE') ?? nativeOf(config, 'seata.config.type', 'config.type');
  const isSetUpUnseen = source !== undefined && source.value?.toLowerCase() !== 'file';
  const membership = { ...none, ...(isSetUpUnseen && { isSetUpUnseen: true as const }) };
  const list =
    envOf(config, 'SEATA_SERVER_RAFT_SERVER_ADDR', 'SEATA_RAFT_SERVER_ADDR') ??
    nativeOf(config, 'seata.server.raft.server-addr', 'seata.server.raft.serveraddr');
  return list === undefined ? membership : { ...membership, members: endpointsOf(list).endpoints, topology: 'cluster' };
}

/** `--initial-cluster` and `ETCD_INITIAL_CLUSTER`: `etcd1=http://etcd1:2380,etcd2=http://etcd2:2380`. */
function readEtcd(config: Config): Membership {
  const list =
    optionOf(config, '--initial-cluster') ??
    envOf(config, 'ETCD_INITIAL_CLUSTER') ??
    nativeOf(config, 'initial-cluster');
  const members = list === undefined ? [] : peersIn(list, /=https?:\/\/(\[[^\]]+\]|\$\{[^}]*\}|[\w.-]+):(\d+)/g);
  return { ...none, members };
}

/** Servers find each other by `-retry-join`; an agent without `-server` keeps no data; `-dev` keeps it in memory, alone. */
function readConsul(config: Config): Membership {
  const { words } = config.command;
  const text = words.map(({ value, pattern }) => value ?? pattern ?? '');
  const flag = (pattern: RegExp): boolean => text.some((word) => pattern.test(word));
  if (flag(/^--?dev$/)) return { ...none, topology: 'standalone' };
  const members = words.flatMap((word, index) => {
    const joined = /^--?(?:retry-join|join)(=.+)?$/.exec(text[index] ?? '');
    const source = joined === null ? undefined : joined[1] === undefined ? words[index + 1] : word;
    return source === undefined ? [] : joinedHost(source);
  });
  const listed = config.native.filter(({ name }) => /^(?:retry_join|start_join)$/.test(name)).flatMap(listedHosts);
  return { ...none, members: [...members, ...listed], role: isConsulClient(config, text) ? 'client-agent' : undefined };
}

function isConsulClient(config: Config, words: readonly string[]): boolean {
  if (words.some((word) => /^--?(?:server|bootstrap|bootstrap-expect)(?:=|$)/.test(word))) return false;
  const local = envOf(config, 'CONSUL_LOCAL_CONFIG')?.value ?? '';
  const said = nativeOf(config, 'server')?.value ?? /"?server"?\s*[:=]\s*(true|false)/.exec(local)?.[1];
  const saysNothing = local === '' && config.native.length === 0;
  return said === 'false' || (said === undefined && saysNothing && words.includes('agent'));
}

/** `["consul-1", "consul-2"]`; `provider=aws …` finds members in another way and names none. */
function listedHosts(source: Sourced): readonly Endpoint[] {
  return source.value?.includes('provider=') === true ? [] : endpointsOf(source).endpoints;
}

function joinedHost(source: Sourced): Endpoint[] {
  const text = source.value ?? source.pattern ?? '';
  const host = text.slice(text.indexOf('=') + 1).replace(/^["']|["']$/g, '');
  return /^[\w.-]+$/.test(host) ? [{ host, port: undefined, at: source.at }] : [];
}

const rocketmqRoles: Readonly<Record<string, string>> = {
  mqnamesrv: 'name-server',
  mqproxy: 'proxy',
  mqcontroller: 'controller',
};

/** One image runs name servers, brokers, proxies and controllers; what is started tells. Brokers of one cluster register with the same name servers. */
function readRocketmq(config: Config): Membership {
  const name = config.command.programs.find((program) => /^mq\w+$/.test(program)) ?? '';
  const started = rocketmqRoles[name];
  const slave = nativeOf(config, 'brokerrole')?.value?.toUpperCase() === 'SLAVE';
  const { words } = config.command;
  const flag = words.findIndex(({ value }) => value === '-n');
  const list =
    envOf(config, 'NAMESRV_ADDR') ?? nativeOf(config, 'namesrvaddr') ?? (flag < 0 ? undefined : words[flag + 1]);
  const members = list === undefined ? [] : endpointsOf(list).endpoints;
  return { ...none, members, role: started ?? (slave ? 'replica' : undefined) };
}

/** Nodes with one Erlang cookie are meant to be one cluster; `cluster_formation` names the others. */
function readRabbitmq(config: Config): Membership {
  const nodes = config.native.filter(({ name }) => /^cluster_formation\.classic_config\.nodes\.\w+$/i.test(name));
  const members = nodes.flatMap(
    (node) => endpointsOf({ ...node, value: (node.value ?? '').replace(/^[\w-]+@/, '') }).endpoints,
  );
  const joined = envOf(config, 'RABBITMQ_CLUSTER_NODE_NAME', 'CLUSTER_WITH', 'CLUSTERED_WITH', 'JOIN_CLUSTER_HOST');
  const named =
    joined?.value === undefined ? [] : joinedHost({ ...joined, value: joined.value.replace(/^[\w-]+@/, '') });
  const cookie = envOf(config, 'RABBITMQ_ERLANG_COOKIE', 'RABBITMQ_SECURE_PASSWORD')?.value;
  return { ...none, members: [...members, ...named], identity: cookie === undefined ? [] : [`cookie:${cookie}`] };
}

const pulsarRoles: Readonly<Record<string, string>> = {
  bookie: 'bookie',
  proxy: 'proxy',
  'functions-worker': 'proxy',
  websocket: 'proxy',
  'sql-worker': 'proxy',
};

/** `pulsar bookie` stores, `pulsar broker` serves; `pulsar standalone` is everything in one process. Brokers share a metadata store. */
function readPulsar(config: Config): Membership {
  const words = config.command.words.map(({ value, pattern }) => value ?? pattern ?? '');
  const at = words.findIndex((word) => /(?:^|\/)pulsar(?:-daemon)?$/.test(word));
  const started = at < 0 ? undefined : words.slice(at + 1).find((word) => /^[a-z-]+$/.test(word) && word !== 'start');
  if (started === 'standalone') return { ...none, topology: 'standalone' };
  const store =
    envOf(config, 'metadataStoreUrl', 'zookeeperServers', 'zkServers') ??
    nativeOf(config, 'metadatastoreurl', 'zookeeperservers', 'zkservers', 'metadataserviceuri');
  const identity =
    store?.value === undefined ? [] : [`metadata:${store.value.replace(/^(?:zk:|zk\+\w+:\/\/)|\/ledgers$/g, '')}`];
  const stores = nativeOf(config, 'bookieport', 'journaldirectory', 'journaldirectories', 'ledgerdirectories');
  const role = stores === undefined ? pulsarRoles[started ?? ''] : 'bookie';
  return { ...none, identity, role };
}

/**
 * Peers are the servers of `defaultZone`; one that registers with nobody is alone, unless it names others than itself, to which
 * it copies all the same.
 */
function readEureka(config: Config): Membership {
  const alone = config.native.some(
    ({ name, value }) => /^eureka\.client\.register-?with-?eureka$/i.test(name) && value === 'false',
  );
  const zone = config.native.find(({ name }) => /^eureka\.client\.service-?url\.default-?zone$/i.test(name));
  const members = zone === undefined ? [] : endpointsOf(zone).endpoints;
  const peers = members.filter(({ host }) => !isLoopback(host));
  const own = ownEureka(config);
  if (own !== undefined && peers.length > 0 && peers.every(({ host }) => host !== own.host))
    return { ...none, members: [own, ...peers], topology: 'replicated' };
  return alone && peers.length < 2 ? { ...none, topology: 'standalone' } : { ...none, members: peers };
}

/** The name and the port a server goes by among its peers. */
function ownEureka(config: Config): Endpoint | undefined {
  const name = nativeOf(config, 'eureka.instance.hostname');
  const [own] = name === undefined ? [] : endpointsOf(name).endpoints;
  if (own === undefined || isLoopback(own.host)) return undefined;
  const port = Number(nativeOf(config, 'server.port')?.value);
  return Number.isInteger(port) && port > 0 ? { ...own, port } : own;
}

/** Brokers and gateways of Zeebe name whom to ask first; a standalone gateway keeps no data. */
function readCamunda(config: Config): Membership {
  const role = envOf(config, 'ZEEBE_STANDALONE_GATEWAY')?.value?.toLowerCase() === 'true' ? 'proxy' : undefined;
  const list =
    envOf(
      config,
      'ZEEBE_BROKER_CLUSTER_INITIALCONTACTPOINTS',
      'CAMUNDA_CLUSTER_INITIALCONTACTPOINTS',
      'ZEEBE_GATEWAY_CLUSTER_INITIALCONTACTPOINTS',
      'ZEEBE_GATEWAY_CLUSTER_CONTACTPOINT',
    ) ?? nativeOf(config, 'zeebe.broker.cluster.initialContactPoints', 'camunda.cluster.initial-contact-points');
  return { ...none, role, members: list === undefined ? [] : endpointsOf(list).endpoints };
}

const alluxioRoles: Readonly<Record<string, string>> = {
  master: 'controller',
  'master-only': 'controller',
  'job-master': 'job-service',
  'job-worker': 'job-service',
  proxy: 'proxy',
  fuse: 'proxy',
};

/** Workers hold data; masters are named by host, as a list, or as the members of the journal. */
function readAlluxio(config: Config): Membership {
  const role = alluxioRoles[config.command.words[0]?.value ?? ''];
  const named = (key: string): Sourced | undefined =>
    optionOf(config, `-Dalluxio.${key}`) ?? nativeOf(config, `alluxio.${key}`);
  const list =
    named('master.embedded.journal.addresses') ??
    named('master.rpc.addresses') ??
    named('master.hostname') ??
    envOf(config, 'ALLUXIO_MASTER_HOSTNAME');
  return { ...none, role, members: list === undefined ? [] : endpointsOf(list).endpoints };
}
