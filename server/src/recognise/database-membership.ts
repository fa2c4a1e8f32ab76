import type { Sourced } from '../model/declaration.ts';
import type { Endpoint } from '../model/part.ts';
import { envOf, nativeOf, optionOf, type Config } from './config.ts';
import { endpointsOf } from './endpoints.ts';
import { noMembership, type Membership } from './membership-shape.ts';
import { subAnchor } from '../model/sub-anchor.ts';

/** How databases and stores write whom they belong to, by component. */
export const databaseMembership: Readonly<Record<string, (config: Config) => Membership>> = {
  mysql: readMysql,
  postgresql: readPostgresql,
  mongodb: readMongodb,
  elasticsearch: readElasticsearch,
  cassandra: readCassandra,
  cockroachdb: readCockroachdb,
  tidb: readTidb,
  minio: readMinio,
};

/** Galera addresses, group replication seeds, and the replication variables of the Bitnami images. */
function readMysql(config: Config): Membership {
  const galera =
    envOf(config, 'MARIADB_GALERA_CLUSTER_ADDRESS', 'WSREP_CLUSTER_ADDRESS', 'CLUSTER_JOIN') ??
    native(config, 'wsrep_cluster_address');
  const group = native(config, 'group_replication_group_seeds');
  const listed = endpoints(galera ?? group);
  if (galera !== undefined || group !== undefined || native(config, 'group_replication_group_name') !== undefined)
    return { ...noMembership, topology: 'cluster', members: listed, identity: keyOf('group', groupName(config)) };
  const primary = endpoints(
    envOf(config, 'MYSQL_MASTER_HOST', 'MARIADB_MASTER_HOST', 'MYSQL_SOURCE_HOST', 'MARIADB_MASTER_HOSTNAME'),
  );
  return replicaOf(primary, envOf(config, 'MYSQL_REPLICATION_MODE', 'MARIADB_REPLICATION_MODE'));
}

function groupName(config: Config): string | undefined {
  return (
    native(config, 'group_replication_group_name') ?? envOf(config, 'MARIADB_GALERA_CLUSTER_NAME', 'CLUSTER_NAME')
  )?.value;
}

/** A standby begins with a base backup, or says so to its image. */
function readPostgresql(config: Config): Membership {
  const partners = envOf(config, 'REPMGR_PARTNER_NODES');
  if (partners !== undefined) return { ...noMembership, topology: 'replicated', members: endpoints(partners) };
  const primary = endpoints(
    envOf(config, 'POSTGRESQL_MASTER_HOST', 'POSTGRES_MASTER_HOST', 'POSTGRES_PRIMARY_HOST', 'REPLICATE_FROM'),
  );
  const base = config.command.words.some(({ value, pattern }) =>
    /^(?:.*[\s/("])?pg_basebackup\b/s.test(value ?? pattern ?? ''),
  );
  const read = replicaOf(primary, envOf(config, 'POSTGRESQL_REPLICATION_MODE'));
  return base ? { ...read, role: 'replica' } : read;
}

function replicaOf(primary: readonly Endpoint[], mode: Sourced | undefined): Membership {
  const follows = primary.length > 0 || /^(?:slave|replica)$/i.test(mode?.value ?? '');
  return { ...noMembership, role: follows ? 'replica' : undefined, members: primary };
}

/** Members of one replica set have its name; routers and configuration servers hold none of the data. */
function readMongodb(config: Config): Membership {
  const role = mongoRole(config);
  const set = (
    optionOf(config, '--replSet', '--replset') ??
    envOf(config, 'MONGODB_REPLICA_SET_NAME', 'MONGO_REPLICA_SET_NAME', 'MONGO_INITDB_REPLICA_SET') ??
    nativeOf(config, 'replication.replsetname', 'replset')
  )?.value;
  const primary = endpoints(envOf(config, 'MONGODB_INITIAL_PRIMARY_HOST', 'MONGODB_PRIMARY_HOST'));
  const sharded =
    role === 'controller' ||
    role === 'proxy' ||
    optionOf(config, '--shardsvr') !== undefined ||
    shardRole(config) !== '';
  return {
    ...noMembership,
    role,
    members: primary,
    topology: sharded ? 'cluster' : undefined,
    identity: sharded ? ['sharded'] : keyOf('replica-set', set),
  };
}

function mongoRole(config: Config): string | undefined {
  const mode = envOf(config, 'MONGODB_REPLICA_SET_MODE', 'MONGODB_SHARDING_MODE')?.value?.toLowerCase();
  if (mode === 'arbiter') return 'arbiter';
  if (mode === 'mongos' || config.command.programs.includes('mongos')) return 'proxy';
  return mode === 'configsvr' || optionOf(config, '--configsvr') !== undefined || shardRole(config) === 'configsvr'
    ? 'controller'
    : undefined;
}

function shardRole(config: Config): string {
  return (
    nativeOf(config, 'sharding.clusterrole')?.value ??
    (envOf(config, 'MONGODB_SHARDING_MODE') === undefined ? '' : 'shardsvr')
  ).toLowerCase();
}

function readElasticsearch(config: Config): Membership {
  if (elastic(config, 'discovery.type')?.value === 'single-node') return { ...noMembership, topology: 'standalone' };
  const listed = [
    elastic(config, 'discovery.seed_hosts'),
    elastic(config, 'discovery.zen.ping.unicast.hosts'),
    elastic(config, 'cluster.initial_master_nodes'),
    elastic(config, 'cluster.initial_cluster_manager_nodes'),
    envOf(config, 'ELASTICSEARCH_CLUSTER_HOSTS', 'OPENSEARCH_CLUSTER_HOSTS'),
  ];
  const name =
    elastic(config, 'cluster.name') ?? envOf(config, 'ELASTICSEARCH_CLUSTER_NAME', 'OPENSEARCH_CLUSTER_NAME');
  return { ...noMembership, members: listed.flatMap(endpoints), identity: keyOf('cluster', name?.value) };
}

/** A key as its file, the image's variables of the same name and `-E` have it. */
function elastic(config: Config, key: string): Sourced | undefined {
  return envOf(config, key) ?? nativeOf(config, key) ?? optionOf(config, `--${key}`, `-E${key}`);
}

function readCassandra(config: Config): Membership {
  const seeds =
    envOf(config, 'CASSANDRA_SEEDS') ??
    config.native.find(({ name }) => /(?:^|\.)seeds$/.test(name)) ??
    optionOf(config, '--seeds');
  const name = envOf(config, 'CASSANDRA_CLUSTER_NAME') ?? nativeOf(config, 'cluster_name');
  const others = endpoints(seeds);
  return { ...noMembership, members: others, identity: keyOf('cluster', name?.value) };
}

function readCockroachdb(config: Config): Membership {
  if (config.command.words.some(({ value }) => value === 'start-single-node'))
    return { ...noMembership, topology: 'standalone' };
  return { ...noMembership, members: endpoints(optionOf(config, '--join')) };
}

/** PD places the data, TiKV keeps it, TiDB in front of it keeps none. */
function readTidb(config: Config): Membership {
  const pd = optionOf(config, '--initial-cluster');
  const store = optionOf(config, '--pd', '--pd-endpoints', '--path') ?? envOf(config, 'PD_ADDR');
  const named = pd === undefined ? store : { ...pd, value: pd.value?.replace(/[\w-]+=/g, '') };
  const inFront = optionOf(config, '--store')?.value === 'tikv';
  return { ...noMembership, role: inFront ? 'proxy' : undefined, members: endpoints(named) };
}

/** `server http://minio{1...4}/data{1...2}`: the braces stand for numbers. */
function readMinio(config: Config): Membership {
  const words = config.command.words.filter(({ value, pattern }) => /^https?:\/\//.test(value ?? pattern ?? ''));
  const volumes = envOf(config, 'MINIO_VOLUMES', 'MINIO_DISTRIBUTED_NODES');
  const members = [...words, ...(volumes === undefined ? [] : [volumes])].flatMap(expanded);
  return members.length > 1 ? { ...noMembership, topology: 'cluster', members } : noMembership;
}

const farthest = 64;

function expanded(word: Sourced): Endpoint[] {
  const text = word.value ?? word.pattern ?? '';
  return text.split(/[\s,]+/).flatMap((address) => {
    const host = /^(?:https?:\/\/)?([^/:]+)/.exec(address)?.[1] ?? '';
    if (!/^(?:https?:\/\/|[\w.-]*\{)/.test(address) && !/^[\w-]+\.[\w.-]+$|^minio/.test(host)) return [];
    const range = /^(.*?)\{(\d+)\.\.\.(\d+)\}(.*)$/.exec(host);
    if (range === null) return /^[\w.-]+$/.test(host) ? [{ host, port: undefined, at: word.at }] : [];
    const [, head = '', first = '', last = '', tail = ''] = range;
    const count = Math.min(Number(last) - Number(first) + 1, farthest);
    return Array.from({ length: Math.max(count, 0) }, (_, index) => ({
      host: `${head}${Number(first) + index}${tail}`,
      port: undefined,
      at: subAnchor(word, 0, text.length),
    }));
  });
}

/** An option of the server's file or its command line, with the prefix that makes it optional. */
function native(config: Config, key: string): Sourced | undefined {
  const dashed = key.replaceAll('_', '-');
  return (
    nativeOf(config, key, `loose_${key}`, `loose-${key}`, dashed, `loose-${dashed}`) ??
    optionOf(config, `--${key}`, `--${dashed}`, `--loose-${key}`, `--loose-${dashed}`)
  );
}

function endpoints(source: Sourced | undefined): Endpoint[] {
  return source === undefined ? [] : [...endpointsOf(source).endpoints];
}

function keyOf(kind: string, name: string | undefined): string[] {
  return name === undefined || name === '' ? [] : [`${kind}:${name}`];
}
