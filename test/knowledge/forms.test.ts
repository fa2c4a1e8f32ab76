import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { knowledge } from '../../server/src/knowledge/catalog.ts';
import { partOf } from '../support/workspace.ts';

/** A form that does not exist, and why. */
interface Absent {
  readonly absent: string;
}

/** How a component is met in each form: an image, or a variable of an application; a property; a file of its own. */
interface Forms {
  /** `image: …` of a container that runs it, or `NAME=value` of one that uses it. */
  readonly container: string | Absent;
  readonly spring: string | Absent;
  /** Path and text. */
  readonly native: readonly [string, string] | Absent;
}

const noFile: Absent = { absent: 'It has no file of its own: variables and arguments configure it.' };
const springIsItsFile: Absent = { absent: 'It is configured in the files of the Spring application.' };
/** Every component the knowledge base is to know, in every form that exists. */
const forms: Readonly<Record<string, Forms>> = {
  nacos: {
    container: 'image: nacos/nacos-server:v2.4.3',
    spring: 'spring.cloud.nacos.discovery.server-addr=nacos:8848',
    native: ['nacos/conf/cluster.conf', '10.0.0.1:8848\n10.0.0.2:8848\n'],
  },
  eureka: {
    container: 'image: springcloud/eureka:1.4',
    spring: 'eureka.client.service-url.default-zone=http://eureka:8761/eureka/',
    native: springIsItsFile,
  },
  consul: {
    container: 'image: hashicorp/consul:1.20',
    spring: 'spring.cloud.consul.host=consul',
    native: ['consul/consul.hcl', 'server = true\nbootstrap_expect = 3\n'],
  },
  etcd: {
    container: 'image: quay.io/coreos/etcd:v3.6.0',
    spring: 'etcd.endpoints=http://etcd-1:2379,http://etcd-2:2379',
    native: ['etcd/etcd.conf.yml', 'name: n1\nunsafe-no-fsync: false\ninitial-cluster: n1=http://n1:2380\n'],
  },
  zookeeper: {
    container: 'image: zookeeper:3.9.3',
    spring: 'spring.cloud.zookeeper.connect-string=zk-1:2181,zk-2:2181',
    native: ['conf/zoo.cfg', 'tickTime=2000\nserver.1=zk-1:2888:3888\n'],
  },
  curator: {
    container: { absent: 'A library: the container is one of an application that uses ZooKeeper.' },
    spring: 'curator.connect-string=zk-1:2181',
    native: springIsItsFile,
  },
  apollo: {
    container: 'image: apolloconfig/apollo-configservice:2.3.0',
    spring: 'apollo.meta=http://apollo-configservice:8080',
    native: springIsItsFile,
  },
  'spring-cloud-config': {
    container: 'image: hyness/spring-cloud-config-server:4.1.0',
    spring: 'spring.cloud.config.uri=http://config:8888',
    native: springIsItsFile,
  },
  kafka: {
    container: 'image: apache/kafka:4.1.0',
    spring: 'spring.kafka.bootstrap-servers=kafka-1:9092',
    native: ['config/server.properties', 'process.roles=broker,controller\nnode.id=1\nmin.insync.replicas=2\n'],
  },
  rocketmq: {
    container: 'image: apache/rocketmq:5.3.0',
    spring: 'rocketmq.name-server=namesrv:9876',
    native: ['conf/broker.conf', 'brokerClusterName=shop\nbrokerName=broker-a\nbrokerRole=SYNC_MASTER\n'],
  },
  rabbitmq: {
    container: 'image: rabbitmq:4.1',
    spring: 'spring.rabbitmq.host=rabbitmq',
    native: ['rabbitmq/rabbitmq.conf', 'default_queue_type = quorum\n'],
  },
  pulsar: {
    container: 'image: apachepulsar/pulsar:4.0.0',
    spring: 'spring.pulsar.client.service-url=pulsar://pulsar:6650',
    native: ['conf/broker.conf', 'metadataStoreUrl=zk:zk-1:2181\nmanagedLedgerDefaultAckQuorum=2\n'],
  },
  activemq: {
    container: 'image: apache/activemq-classic:6.1.0',
    spring: 'spring.activemq.broker-url=tcp://activemq:61616',
    native: ['conf/activemq.xml', '<beans><broker brokerName="orders" persistent="true"/></beans>\n'],
  },
  redis: {
    container: 'image: redis:8.2',
    spring: 'spring.data.redis.host=redis',
    native: ['redis/redis.conf', 'appendonly yes\n'],
  },
  redisson: {
    container: { absent: 'A library: the container is one of an application that uses Redis.' },
    spring: 'spring.redis.redisson.file=classpath:redisson.yaml',
    native: ['src/main/resources/redisson.yaml', 'singleServerConfig:\n  address: redis://redis:6379\n'],
  },
  memcached: {
    container: 'image: memcached:1.6',
    spring: 'memcached.servers=memcached-1:11211',
    native: noFile,
  },
  ehcache: {
    container: 'image: terracotta/terracotta-server-oss:5.8.5',
    spring: 'spring.cache.type=ehcache',
    native: [
      'src/main/resources/ehcache.xml',
      '<ehcache>\n  <cache name="orders" timeToLiveSeconds="600"/>\n</ehcache>\n',
    ],
  },
  seata: {
    container: 'image: seataio/seata-server:2.0.0',
    spring: 'seata.service.grouplist.default=seata:8091',
    native: ['seata/conf/file.conf', 'store {\n  mode = "db"\n}\n'],
  },
  camunda: {
    container: 'image: camunda/zeebe:8.6.0',
    spring: 'zeebe.client.broker.gateway-address=zeebe:26500',
    native: ['config/application.yaml', 'zeebe:\n  broker:\n    cluster:\n      replicationFactor: 3\n'],
  },
  hdfs: {
    container: 'image: bde2020/hadoop-namenode:2.0.0-hadoop3.2.1-java8',
    spring: 'fs.defaultFS=hdfs://namenode:8020',
    native: [
      'conf/hdfs-site.xml',
      '<configuration><property><name>dfs.replication</name><value>3</value></property></configuration>\n',
    ],
  },
  hbase: {
    container: 'image: harisekhon/hbase:2.1',
    spring: 'spring.data.hbase.quorum=zk-1:2181',
    native: [
      'conf/hbase-site.xml',
      '<configuration><property><name>hbase.cluster.distributed</name><value>true</value></property></configuration>\n',
    ],
  },
  minio: {
    container: 'image: minio/minio:RELEASE.2025-01-20T14-49-07Z',
    spring: 'minio.endpoint=http://minio:9000',
    native: noFile,
  },
  ceph: {
    container: 'image: quay.io/ceph/daemon:v7.0.3',
    spring: { absent: 'Applications reach it over S3 or a volume, under names of these.' },
    native: ['ceph/ceph.conf', '[global]\nosd pool default size = 3\nmon host = 10.0.0.1\nosd journal size = 1024\n'],
  },
  alluxio: {
    container: 'image: alluxio/alluxio:2.9.4',
    spring: 'alluxio.master.hostname=alluxio-master',
    native: [
      'conf/alluxio-site.properties',
      'alluxio.master.hostname=alluxio-master\nalluxio.user.file.writetype.default=CACHE_THROUGH\n',
    ],
  },
  mysql: {
    container: 'image: mysql:8.4',
    spring: 'spring.datasource.url=jdbc:mysql://mysql:3306/orders',
    native: ['mysql/my.cnf', '[mysqld]\nsync_binlog=1\n'],
  },
  postgresql: {
    container: 'image: postgres:17',
    spring: 'spring.datasource.url=jdbc:postgresql://postgres:5432/orders',
    native: ['postgres/postgresql.conf', 'fsync = on\n'],
  },
  tidb: {
    container: 'image: pingcap/tikv:v8.5.0',
    spring: { absent: 'Applications speak to it by the drivers, and the URLs, of MySQL.' },
    native: ['conf/pd.toml', '[replication]\nmax-replicas = 3\n'],
  },
  oceanbase: {
    container: 'image: oceanbase/oceanbase-ce:4.3.5',
    spring: 'spring.datasource.url=jdbc:oceanbase://oceanbase:2881/orders',
    native: noFile,
  },
  cockroachdb: {
    container: 'image: cockroachdb/cockroach:v25.1.0',
    spring: 'spring.datasource.url=jdbc:cockroachdb://cockroach:26257/orders',
    native: noFile,
  },
  mongodb: {
    container: 'image: mongo:8.0',
    spring: 'spring.data.mongodb.uri=mongodb://mongo:27017/orders',
    native: ['mongo/mongod.conf', 'replication:\n  replSetName: rs0\n'],
  },
  cassandra: {
    container: 'image: cassandra:5.0',
    spring: 'spring.cassandra.contact-points=cassandra-1',
    native: [
      'conf/cassandra.yaml',
      'cluster_name: orders\ncommitlog_sync: periodic\nendpoint_snitch: GossipingPropertyFileSnitch\n',
    ],
  },
  elasticsearch: {
    container: 'image: docker.elastic.co/elasticsearch/elasticsearch:9.0.0',
    spring: 'spring.elasticsearch.uris=http://elasticsearch:9200',
    native: [
      'config/elasticsearch.yml',
      'cluster.name: orders\ndiscovery.seed_hosts: [es-1, es-2]\nxpack.security.enabled: true\n',
    ],
  },
  dubbo: {
    container: { absent: 'A framework: the container is one of an application that is built with it.' },
    spring: 'dubbo.registry.address=nacos://nacos:8848',
    native: { absent: 'Its `dubbo.properties` holds the same properties.' },
  },
  'spring-cloud-gateway': {
    container: { absent: 'A framework: everybody builds an image of their own.' },
    spring: 'spring.cloud.gateway.routes[0].id=orders',
    native: springIsItsFile,
  },
  zuul: {
    container: { absent: 'A framework: everybody builds an image of their own.' },
    spring: 'zuul.routes.orders.path=/orders/**',
    native: springIsItsFile,
  },
  openfeign: {
    container: { absent: 'A library.' },
    spring: 'feign.client.config.default.connectTimeout=2000',
    native: springIsItsFile,
  },
  sentinel: {
    container: { absent: 'Its dashboard shows and sets rules; what limits and breaks is a library.' },
    spring: 'spring.cloud.sentinel.transport.dashboard=sentinel:8858',
    native: springIsItsFile,
  },
  hystrix: {
    container: { absent: 'A library.' },
    spring: 'hystrix.command.default.execution.timeout.enabled=true',
    native: springIsItsFile,
  },
  resilience4j: {
    container: { absent: 'A library.' },
    spring: 'resilience4j.circuitbreaker.instances.orders.sliding-window-size=10',
    native: springIsItsFile,
  },
  yarn: {
    container: 'image: bde2020/hadoop-resourcemanager:2.0.0-hadoop3.2.1-java8',
    spring: 'spring.hadoop.resource-manager-host=resourcemanager',
    native: [
      'conf/yarn-site.xml',
      '<configuration><property><name>yarn.resourcemanager.recovery.enabled</name><value>true</value></property></configuration>\n',
    ],
  },
  spark: {
    container: 'SPARK_MASTER_URL=spark://spark-master:7077',
    spring: 'spark.master=spark://spark-master:7077',
    native: ['conf/spark-defaults.conf', 'spark.deploy.recoveryMode ZOOKEEPER\nspark.eventLog.enabled true\n'],
  },
  flink: {
    container: 'image: flink:2.1.0',
    spring: { absent: 'Jobs are submitted to it; no application is connected to it by a property.' },
    native: [
      'flink/conf/config.yaml',
      'jobmanager:\n  rpc:\n    address: jobmanager\nhigh-availability:\n  type: zookeeper\n',
    ],
  },
  prometheus: {
    container: 'image: prom/prometheus:v3.1.0',
    spring: { absent: 'It asks the application; the application does not know it.' },
    native: [
      'prometheus/prometheus.yml',
      'global:\n  scrape_interval: 15s\nscrape_configs:\n  - job_name: orders\n    static_configs:\n      - targets: [orders:8080]\n',
    ],
  },
  skywalking: {
    container: 'image: apache/skywalking-oap-server:10.1.0',
    spring: 'skywalking.collector.backend-service=oap:11800',
    native: [
      'oap/config/application.yml',
      'core:\n  selector: ${SW_CORE:default}\n  default:\n    recordDataTTL: ${SW_CORE_RECORD_DATA_TTL:3}\nstorage:\n  selector: ${SW_STORAGE:h2}\n',
    ],
  },
  zipkin: {
    container: 'image: openzipkin/zipkin:3.4',
    spring: 'management.zipkin.tracing.endpoint=http://zipkin:9411/api/v2/spans',
    native: noFile,
  },
  jaeger: {
    container: 'image: jaegertracing/all-in-one:1.64.0',
    spring: 'opentracing.jaeger.http-sender.url=http://jaeger:14268/api/traces',
    native: { absent: 'Version 1 has none; that of version 2 is the file of an OpenTelemetry Collector.' },
  },
  nginx: {
    container: 'image: nginx:1.27',
    spring: { absent: 'It stands before the application.' },
    native: [
      'nginx/nginx.conf',
      'http {\n  upstream orders {\n    server orders-1:8080;\n  }\n  server {\n    proxy_next_upstream error timeout;\n  }\n}\n',
    ],
  },
  haproxy: {
    container: 'image: haproxy:3.1',
    spring: { absent: 'It stands before the application.' },
    native: [
      'haproxy/haproxy.cfg',
      'backend orders\n  balance roundrobin\n  option httpchk GET /health\n  server a orders-1:8080 check\n',
    ],
  },
  envoy: {
    container: 'image: envoyproxy/envoy:v1.33.0',
    spring: { absent: 'It stands before the application.' },
    native: ['envoy/envoy.yaml', 'admin:\n  address:\n    socket_address: { address: 127.0.0.1, port_value: 9901 }\n'],
  },
};

/** The components that a file shows, as servers or as what is used. */
function shownIn(path: string, text: string): ReadonlySet<string> {
  const { deployments, clients } = partOf(path, text);
  return new Set([...deployments, ...clients].map(({ component }) => component));
}

function split(shown: string): { readonly image: string; readonly env: readonly string[] } {
  const image = /^image: (.*)$/.exec(shown)?.[1];
  return image === undefined ? { image: 'shop/orders:1.4', env: shown.split('=') } : { image, env: [] };
}

function compose(shown: string): string {
  const { image, env } = split(shown);
  const [name = '', value = ''] = env;
  return `services:\n  subject:\n    image: ${image}\n${name === '' ? '' : `    environment:\n      ${name}: ${value}\n`}`;
}

function kubernetes(shown: string): string {
  const { image, env } = split(shown);
  const [name = '', value = ''] = env;
  const variable = name === '' ? '' : `          env:\n            - name: ${name}\n              value: ${value}\n`;
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: subject\nspec:\n  template:\n    spec:\n      containers:\n        - name: subject\n          image: ${image}\n${variable}`;
}

for (const [component, { container, spring, native }] of Object.entries(forms)) {
  describe(component, () => {
    if (typeof container === 'string') {
      test('in compose', () => assert.ok(shownIn('compose.yaml', compose(container)).has(component)));
      test('in Kubernetes', () => assert.ok(shownIn('k8s/subject.yaml', kubernetes(container)).has(component)));
    }
    if (typeof spring === 'string')
      test('in Spring', () => {
        const shown = shownIn('src/main/resources/application.properties', `${spring}\n`);
        assert.ok(shown.has(component), [...shown].join(' '));
      });
    if (!('absent' in native)) test('in its own file', () => assert.ok(shownIn(...native).has(component)));
  });
}

test('what goes by another name is one of them', () => {
  const others = {
    'valkey/valkey:8.1': 'redis',
    'opensearchproject/opensearch:2.19.0': 'elasticsearch',
    'mariadb:11.4': 'mysql',
    'percona/percona-xtradb-cluster:8.0': 'mysql',
    'apache/activemq-artemis:2.39.0': 'activemq',
  };
  for (const [image, component] of Object.entries(others))
    assert.deepEqual([...shownIn('compose.yaml', compose(`image: ${image}`))], [component], image);
});

test('no component is missing', () => {
  const ids = knowledge().components.map(({ id }) => id);
  assert.deepEqual(Object.keys(forms).toSorted(), ids.toSorted());
});
