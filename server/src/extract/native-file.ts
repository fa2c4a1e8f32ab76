/** How the lines of a component's own file are written. */
type NativeSyntax =
  | 'properties'
  | 'directives'
  | 'statements'
  | 'blocks'
  | 'ini'
  | 'phrases'
  | 'addresses'
  | 'site-xml'
  | 'ehcache-xml'
  | 'terracotta-xml'
  | 'activemq-xml'
  | 'toml'
  | 'items'
  | 'yaml';

export interface NativeFile {
  /** The name the component knows: `redis.conf` also for `redis-master.conf`. */
  readonly name: string;
  readonly syntax: NativeSyntax;
}

/** Families of file names. The first match wins; without `name` the file keeps its own. */
const families: readonly { readonly pattern: RegExp; readonly name?: string; readonly syntax: NativeSyntax }[] = [
  { pattern: /^zoo_?sample[\w.-]*\.cfg$/, syntax: 'properties' },
  { pattern: /^zoo[\w.-]*\.cfg\.dynamic[\w.]*$/, name: 'zoo.cfg.dynamic', syntax: 'properties' },
  { pattern: /^zoo[\w.-]*\.cfg$/, name: 'zoo.cfg', syntax: 'properties' },
  { pattern: /^([\w-]+[._-])?sentinel[\w.-]*\.conf$/, name: 'sentinel.conf', syntax: 'directives' },
  { pattern: /^([\w-]+[._-])?redis[\w.-]*\.conf$/, name: 'redis.conf', syntax: 'directives' },
  { pattern: /^([\w-]+[._-])?valkey[\w.-]*\.conf$/, name: 'valkey.conf', syntax: 'directives' },
  { pattern: /^([\w-]+[._-])?keydb[\w.-]*\.conf$/, name: 'keydb.conf', syntax: 'directives' },
  { pattern: /^([\w-]+[._-])?nginx([._-][\w-]+)?\.conf$/, name: 'nginx.conf', syntax: 'statements' },
  { pattern: /^([\w-]+[._-])?haproxy([._-][\w-]+)?\.(cfg|conf)$/, name: 'haproxy.cfg', syntax: 'directives' },
  { pattern: /^registry([._-][\w.-]+)?\.conf$/, name: 'registry.conf', syntax: 'blocks' },
  { pattern: /^file([._-][\w.-]+)?\.conf$/, name: 'file.conf', syntax: 'blocks' },
  { pattern: /^(service|undo)\.conf$/, syntax: 'blocks' },
  { pattern: /^ceph([._-][\w-]+)?\.conf$/, name: 'ceph.conf', syntax: 'phrases' },
  { pattern: /^cluster\.conf$/, syntax: 'addresses' },
  {
    pattern:
      /^(broker|namesrv|controller|proxy|dledger|standalone|bookkeeper|zookeeper|rabbitmq|functions_worker)([._-][\w.-]+)?\.conf$/,
    syntax: 'properties',
  },
  { pattern: /^([\w-]+[._-])?postgres(ql)?([._-][\w-]+)?\.conf$/, name: 'postgresql.conf', syntax: 'properties' },
  { pattern: /^([\w-]+[._-])?(my|mysqld?|mariadb|galera)\d*([._-][\w-]+)?\.cnf$/, name: 'my.cnf', syntax: 'ini' },
  { pattern: /^(\d+-server|master|slave|source|replica|primary)[\w-]*\.cnf$/, name: 'my.cnf', syntax: 'ini' },
  { pattern: /^(my|mysql)([._-][\w-]+)?\.ini$/, name: 'my.cnf', syntax: 'ini' },
  { pattern: /^server([._-]?\d+)\.properties$/, name: 'server.properties', syntax: 'properties' },
  { pattern: /^([\w-]+[._-])?server\.properties$/, name: 'server.properties', syntax: 'properties' },
  { pattern: /^zookeeper([._-]?\d+|[._-][\w-]+)?\.properties$/, name: 'zookeeper.properties', syntax: 'properties' },
  // Brokers of RocketMQ have letters: `broker-a.properties`.
  { pattern: /^broker[._-]?\d+\.properties$/, name: 'broker.properties', syntax: 'properties' },
  { pattern: /^controller[._-]?\d+\.properties$/, name: 'controller.properties', syntax: 'properties' },
  { pattern: /^(broker|controller|producer|consumer|kraft)([._-][\w-]+)?\.properties$/, syntax: 'properties' },
  { pattern: /^connect-(standalone|distributed|mirror-maker)([._-][\w-]+)?\.properties$/, syntax: 'properties' },
  { pattern: /^(nacos|redisson|rocketmq)([._-][\w-]+)?\.properties$/, syntax: 'properties' },
  { pattern: /^alluxio-site([._-][\w-]+)?\.properties$/, name: 'alluxio-site.properties', syntax: 'properties' },
  { pattern: /^(hdfs|core|hbase|yarn)-site\.xml$/, syntax: 'site-xml' },
  { pattern: /^([\w-]+[._-])?ehcache[\w.-]*\.xml$/, name: 'ehcache.xml', syntax: 'ehcache-xml' },
  { pattern: /^terracotta([._-][\w-]+)?\.properties$/, name: 'terracotta.properties', syntax: 'properties' },
  { pattern: /^([\w-]+[._-])?activemq[\w.-]*\.xml$/, name: 'activemq.xml', syntax: 'activemq-xml' },
  { pattern: /^broker([._-][\w-]+)?\.xml$/, name: 'broker.xml', syntax: 'activemq-xml' },
  { pattern: /^(pd|tikv|tidb)([._-][\w-]+)?\.toml$/, syntax: 'toml' },
  { pattern: /^([\w-]+[._-])?consul([._-][\w-]+)?\.(hcl|json)$/, name: 'consul.hcl', syntax: 'blocks' },
  { pattern: /^tc-config[\w.-]*\.xml$/, name: 'tc-config.xml', syntax: 'terracotta-xml' },
  { pattern: /^spark-defaults\.conf$/, syntax: 'properties' },
  { pattern: /^flink-conf\.ya?ml$/, name: 'flink-conf.yaml', syntax: 'yaml' },
  { pattern: /^etcd([._-][\w-]+)?[._-]conf(ig)?\.ya?ml$/, name: 'etcd.conf.yml', syntax: 'yaml' },
  { pattern: /^([\w-]+[._-])?definitions([._-][\w-]+)?\.json$/, name: 'definitions.json', syntax: 'items' },
  { pattern: /^redisson([._-][\w-]+)?\.(ya?ml|json)$/, name: 'redisson.yaml', syntax: 'yaml' },
  { pattern: /^cassandra([._-][\w-]+)?\.ya?ml$/, name: 'cassandra.yaml', syntax: 'yaml' },
  { pattern: /^elasticsearch([._-][\w-]+)?\.ya?ml$/, name: 'elasticsearch.yml', syntax: 'yaml' },
  { pattern: /^opensearch([._-][\w-]+)?\.ya?ml$/, name: 'opensearch.yml', syntax: 'yaml' },
  { pattern: /^mongod([._-][\w-]+)?\.(ya?ml|conf)$/, name: 'mongod.conf', syntax: 'yaml' },
  { pattern: /^prometheus([._-](?!rule|alert)[\w-]+)?\.ya?ml$/, name: 'prometheus.yml', syntax: 'yaml' },
  { pattern: /^([\w-]+[._-])?envoy([._-][\w-]+)?\.ya?ml$/, name: 'envoy.yaml', syntax: 'yaml' },
  { pattern: /^(alluxio-site|user-config)([._-][\w-]+)?\.(ya?ml|conf)$/, syntax: 'yaml' },
];

/** What a YAML file is that is recognised as Redisson's by its content. */
export const redissonFile: NativeFile = { name: 'redisson.yaml', syntax: 'yaml' };

/** Whether a file is a component's own by its base name; whose it really is, the knowledge base decides. */
export function nativeFileOf(baseName: string): NativeFile | undefined {
  const lower = baseName.toLowerCase();
  if (/log4j|jaas/.test(lower)) return undefined;
  const family = families.find((each) => each.pattern.test(lower));
  return family && { name: family.name ?? baseName, syntax: family.syntax };
}

/** Whether a name says that a file is a component's own, or that of a server which is configured as a Spring application is. */
export function isNameOfOwnFile(baseName: string): boolean {
  return nativeFileOf(baseName) !== undefined || /^application\.(?:ya?ml|properties)$/.test(baseName);
}

/** Keys of which a file that tells nothing by its name must hold two to be a component's own. */
const telling: readonly { readonly extension: RegExp; readonly keys: RegExp; readonly file: NativeFile }[] = [
  {
    extension: /\.conf$/,
    keys: /^[ \t]*(sentinel[ \t]+(?:monitor|down-after-milliseconds|failover-timeout|auth-pass|resolve-hostnames))[ \t]/gm,
    file: { name: 'sentinel.conf', syntax: 'directives' },
  },
  {
    extension: /\.conf$/,
    keys: /^[ \t]*(appendonly|appendfsync|maxmemory-policy|requirepass|masterauth|replicaof|slaveof|cluster-enabled|cluster-config-file|cluster-node-timeout|replica-announce-ip|tcp-backlog|dbfilename)[ \t]/gm,
    file: { name: 'redis.conf', syntax: 'directives' },
  },
  {
    extension: /\.(?:conf|properties)$/,
    keys: /^[ \t]*(brokerClusterName|brokerName|brokerRole|flushDiskType|namesrvAddr|deleteWhen|fileReservedTime)[ \t]*=/gm,
    file: { name: 'broker.conf', syntax: 'properties' },
  },
  {
    extension: /\.cfg$/,
    keys: /^[ \t]*(tickTime|initLimit|syncLimit|clientPort|autopurge\.\w+|server\.\d+)[ \t]*=/gm,
    file: { name: 'zoo.cfg', syntax: 'properties' },
  },
  {
    extension: /\.properties$/,
    keys: /^[ \t]*(failover-priority|offheap-resources|stripe\.\d+\.(?:stripe-name|node\.\d+\.(?:name|hostname|port)))[ \t]*=/gm,
    file: { name: 'terracotta.properties', syntax: 'properties' },
  },
  {
    // Flink since 1.19, beside the older `flink-conf.yaml`.
    extension: /^config\.ya?ml$/,
    keys: /^(jobmanager|taskmanager|parallelism|high-availability|execution|state|restart-strategy)(?:\.[\w.-]+)?[ \t]*:/gm,
    file: { name: 'flink-conf.yaml', syntax: 'yaml' },
  },
];

/** Whether a file of any other name is a component's own by what it says: `6379.conf`, `master.conf` in a ConfigMap. */
export function nativeFileIn(baseName: string, text: string): NativeFile | undefined {
  const byName = nativeFileOf(baseName);
  if (byName !== undefined) return byName;
  const lower = baseName.toLowerCase();
  const candidates = telling.filter(({ extension }) => extension.test(lower));
  return candidates.find(({ keys }) => new Set(Array.from(text.matchAll(keys), ([, key]) => key)).size >= 2)?.file;
}
