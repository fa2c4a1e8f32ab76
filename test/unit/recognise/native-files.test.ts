import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { last } from '../../../server/src/model/query.ts';
import type { Deployment } from '../../../server/src/model/part.ts';
import { partOf, shownClient } from '../../support/workspace.ts';

/** `kafka file kafka:3:1 node.id=1 …`: what a file deploys, where its first evidence is, and settings of it. */
function deployed(path: string, text: string, ...settings: readonly string[]): string[] {
  return partOf(path, text).deployments.map((each) => {
    const values = settings.map((id) => `${id}=${last(each.settings, `${each.component}:${id}`)?.value ?? '-'}`);
    return [each.component, ...shape(each), ...values].join(' ');
  });
}

function shape({ role, topology, members }: Deployment): string[] {
  const names = members.map(({ host, port }) => `${host}:${port}`).join(',');
  return [...(role === undefined ? [] : [role]), ...(topology ? [topology] : []), ...(names === '' ? [] : [names])];
}

/** The text at a setting's value. */
function written(path: string, text: string, setting: string): string | undefined {
  const fact = partOf(path, text)
    .deployments.map(({ settings }) => last(settings, setting))
    .find((each) => each !== undefined);
  const span = fact?.at[0]?.value;
  return span && text.slice(span.start, span.end);
}

describe('Kafka', () => {
  const text = 'process.roles=broker,controller\nnode.id=1\nmin.insync.replicas = 2\n';
  test('server.properties and its numbered copies', () => {
    for (const path of ['config/kraft/server.properties', 'kafka/server-1.properties', 'kafka-server.properties'])
      assert.deepEqual(deployed(path, text, 'min.insync.replicas'), ['kafka min.insync.replicas=2'], path);
    assert.equal(written('server.properties', text, 'kafka:min.insync.replicas'), '2');
  });
  test('a server.properties of something else', () => {
    assert.deepEqual(deployed('server.properties', 'server-port=25565\nmotd=A Minecraft Server\n'), []);
  });
});

describe('ZooKeeper', () => {
  test('zoo.cfg lists its ensemble', () => {
    const text = 'tickTime=2000\nautopurge.purgeInterval=1\nserver.1=zk1:2888:3888;2181\nserver.2=zk2:2888:3888;2181\n';
    assert.deepEqual(deployed('conf/zoo.cfg', text, 'autopurge.purgeInterval'), [
      'zookeeper zk1:2888,zk2:2888 autopurge.purgeInterval=1',
    ]);
  });
});

describe('Redis', () => {
  test('redis.conf, also under the name of a node', () => {
    const text = '# cache\nmaxmemory-policy allkeys-lru\nsave ""\n';
    for (const path of ['redis.conf', 'conf/redis-6379.conf', 'master.redis.conf'])
      assert.deepEqual(deployed(path, text, 'maxmemory-policy'), ['redis maxmemory-policy=allkeys-lru'], path);
    assert.equal(written('redis.conf', text, 'redis:maxmemory-policy'), 'allkeys-lru');
  });
  test('a file that is named after its port or its role, by what it says', () => {
    const text = 'port 7001\ncluster-enabled yes\ncluster-config-file nodes.conf\nappendonly yes\n';
    for (const path of ['cluster/7001.conf', 'conf/master.conf', 'node-1.conf'])
      assert.deepEqual(deployed(path, text, 'appendonly'), ['redis cluster appendonly=yes'], path);
    assert.deepEqual(
      deployed('conf/s1.conf', 'sentinel monitor m 10.0.0.1 6379 2\nsentinel down-after-milliseconds m 5000\n'),
      ['redis sentinel sentinel 10.0.0.1:6379'],
    );
  });
  test('files of other programs, though they share a word', () => {
    assert.deepEqual(deployed('conf/app.conf', 'requirepass = maybe\nport 80\n'), []);
    assert.deepEqual(deployed('supervisord.conf', '[program:redis]\ncommand=redis-server --appendonly yes\n'), []);
    assert.deepEqual(deployed('setup.cfg', '[metadata]\nname = shop\nclientPort = 1\n'), []);
  });
  test('sentinel.conf is a Sentinel', () => {
    const text = 'port 26379\nsentinel monitor mymaster 10.0.0.1 6379 2\n';
    assert.match(deployed('sentinel.conf', text)[0] ?? '', /^redis sentinel\b/);
  });
});

test('Redisson’s file is a client, with its mode and nodes', () => {
  const text = 'clusterServersConfig:\n  nodeAddresses:\n    - "redis://r1:6379"\n    - "redis://r2:6379"\n';
  assert.deepEqual(partOf('src/main/resources/redisson.yaml', text).clients.map(shownClient), [
    'redisson lock cluster: r1:6379 r2:6379',
    'redis cluster: r1:6379 r2:6379',
  ]);
});

describe('Nacos', () => {
  test('its application.properties', () => {
    const text = 'server.port=8848\nspring.sql.init.platform=mysql\ndb.num=1\nnacos.core.auth.enabled=true\n';
    assert.deepEqual(deployed('nacos/conf/application.properties', text, 'nacos.core.auth.enabled'), [
      'nacos nacos.core.auth.enabled=true',
    ]);
  });
  test('an application that uses Nacos is none', () => {
    assert.deepEqual(
      deployed('src/main/resources/application.properties', 'spring.cloud.nacos.discovery.server-addr=nacos:8848\n'),
      [],
    );
  });
  test('cluster.conf lists the members', () => {
    const text = '# members\n10.0.0.1:8848\n10.0.0.2:8848\nnacos-3:8848\n';
    assert.deepEqual(deployed('conf/cluster.conf', text), ['nacos 10.0.0.1:8848,10.0.0.2:8848,nacos-3:8848']);
  });
  test('a cluster.conf of something else', () => {
    assert.deepEqual(deployed('cluster.conf', 'ClusterName=linux\nNodeName=n[1-4] CPUs=4\n'), []);
    assert.deepEqual(deployed('cluster.conf', 'node-1\nnode-2\n'), []);
  });
});

describe('Seata', () => {
  test('file.conf of the server', () => {
    const text = 'store {\n  mode = "db"\n  db {\n    url = "jdbc:mysql://mysql:3306/seata"\n  }\n}\n';
    assert.deepEqual(deployed('seata/file.conf', text, 'store.mode'), ['seata store.mode=db']);
    assert.equal(written('seata/file.conf', text, 'seata:store.mode'), 'db');
  });
  test('registry.conf names the registry', () => {
    const text = 'registry {\n  type = "nacos"\n  nacos {\n    serverAddr = "nacos:8848"\n  }\n}\n';
    assert.deepEqual(partOf('registry.conf', text).clients.map(shownClient), ['nacos registry: nacos:8848']);
  });
  test('application.yml of the server', () => {
    const text =
      'server:\n  port: 7091\nseata:\n  store:\n    mode: raft\n  server:\n    raft:\n      server-addr: a:9091,b:9091,c:9091\n';
    assert.deepEqual(deployed('seata-server/application.yml', text, 'store.mode'), [
      'seata cluster a:9091,b:9091,c:9091 store.mode=raft',
    ]);
  });
});

describe('RocketMQ and Pulsar share the name broker.conf', () => {
  const rocketmq =
    'brokerClusterName=shop\nbrokerName=broker-a\nbrokerId=0\nbrokerRole=ASYNC_MASTER\nflushDiskType=ASYNC_FLUSH\n';
  const pulsar = 'metadataStoreUrl=zk:zk1:2181,zk2:2181\nclusterName=shop\nmanagedLedgerDefaultAckQuorum=2\n';
  test('its keys tell whose it is', () => {
    assert.deepEqual(deployed('conf/broker.conf', rocketmq, 'brokerRole'), ['rocketmq brokerRole=ASYNC_MASTER']);
    assert.deepEqual(deployed('conf/broker.conf', pulsar, 'managedLedgerDefaultAckQuorum'), [
      'pulsar managedLedgerDefaultAckQuorum=2',
    ]);
  });
  test('Pulsar’s metadata store is ZooKeeper, by its addresses', () => {
    const clients = partOf('conf/broker.conf', pulsar).clients.filter(({ component }) => component === 'zookeeper');
    assert.deepEqual(clients.map(shownClient), ['zookeeper coordination: zk1:2181 zk2:2181']);
  });
  test('bookkeeper.conf is where Pulsar stores, standalone.conf is all in one', () => {
    const bookie = 'bookiePort=3181\nzkServers=zk1:2181\njournalDirectories=/journal\nledgerDirectories=/ledgers\n';
    assert.deepEqual(deployed('conf/bookkeeper.conf', bookie), ['pulsar bookie']);
    assert.deepEqual(
      deployed('conf/standalone.conf', 'managedLedgerDefaultEnsembleSize=1\n', 'managedLedgerDefaultEnsembleSize'),
      ['pulsar managedLedgerDefaultEnsembleSize=1'],
    );
  });
});

describe('RabbitMQ', () => {
  test('rabbitmq.conf', () => {
    const text = 'default_queue_type = quorum\ncluster_partition_handling = pause_minority\n';
    assert.deepEqual(deployed('rabbitmq/rabbitmq.conf', text, 'default_queue_type'), [
      'rabbitmq default_queue_type=quorum',
    ]);
    assert.equal(written('rabbitmq.conf', text, 'rabbitmq:cluster_partition_handling'), 'pause_minority');
  });
  const definitions = JSON.stringify(
    {
      rabbit_version: '3.12.1',
      vhosts: [{ name: '/' }],
      queues: [{ vhost: '/', name: 'orders', durable: true, arguments: { 'x-queue-type': 'quorum' } }],
      exchanges: [{ vhost: '/', name: 'orders', type: 'topic', durable: true }],
      policies: [{ vhost: '/', name: 'ha', pattern: '.*', definition: { 'ha-mode': 'exactly', 'ha-params': 2 } }],
    },
    undefined,
    2,
  );
  test('exported definitions: types of queues and policies, where they stand', () => {
    for (const path of ['rabbitmq/definitions.json', 'rabbitmq_definitions.json'])
      assert.deepEqual(
        deployed(path, definitions, 'queue-type', 'ha-mode'),
        ['rabbitmq queue-type=quorum ha-mode=exactly'],
        path,
      );
    assert.equal(written('definitions.json', definitions, 'rabbitmq:ha-mode'), '"exactly"');
  });
  test('definitions of an API or a schema are passed over', () => {
    const schema = '{ "definitions": { "Order": { "type": "object", "properties": { "queues": {} } } } }';
    const part = partOf('api/definitions.json', schema);
    assert.deepEqual([part.deployments, part.problems], [[], []]);
  });
});

describe('etcd', () => {
  const text = 'name: n1\ninitial-cluster: n1=http://a:2380,n2=http://b:2380,n3=http://c:2380\nunsafe-no-fsync: true\n';
  test('its configuration file', () => {
    assert.deepEqual(deployed('etcd/etcd.conf.yml', text, 'unsafe-no-fsync'), [
      'etcd a:2380,b:2380,c:2380 unsafe-no-fsync=true',
    ]);
    assert.equal(written('etcd.conf.yml', text, 'etcd:unsafe-no-fsync'), 'true');
  });
});

describe('Flink', () => {
  const nested =
    'jobmanager:\n  rpc:\n    address: jobmanager\nhigh-availability:\n  type: zookeeper\nexecution:\n  checkpointing:\n    interval: 60s\n';
  test('config.yaml of 1.19 and later, nested or flat', () => {
    const flat =
      'jobmanager.rpc.address: jobmanager\nhigh-availability.type: zookeeper\nexecution.checkpointing.interval: 60s\n';
    for (const text of [nested, flat])
      assert.deepEqual(
        deployed('flink/conf/config.yaml', text, 'high-availability.type', 'execution.checkpointing.interval'),
        ['flink high-availability.type=zookeeper execution.checkpointing.interval=60s'],
      );
    assert.equal(written('conf/config.yaml', nested, 'flink:high-availability.type'), 'zookeeper');
  });
  test('flink-conf.yaml', () => {
    assert.deepEqual(
      deployed('conf/flink-conf.yaml', 'high-availability.type: kubernetes\n', 'high-availability.type'),
      ['flink high-availability.type=kubernetes'],
    );
  });
  test('a config.yaml of something else', () => {
    assert.deepEqual(deployed('config.yaml', 'state: enabled\nlog:\n  level: debug\n'), []);
    assert.deepEqual(deployed('config.yaml', 'rest:\n  address: 0.0.0.0\nenv:\n  java: 17\n'), []);
  });
});

describe('etcd’s file under the names that people give it', () => {
  const text = 'name: n1\ndata-dir: /data\nunsafe-no-fsync: true\n';
  test('its keys decide', () => {
    for (const path of ['etcd.conf.yml', 'etcd/etcd-config.yaml', 'conf/etcd.config.yml', 'etcd-1.conf.yml'])
      assert.deepEqual(deployed(path, text, 'unsafe-no-fsync'), ['etcd unsafe-no-fsync=true'], path);
    assert.deepEqual(deployed('etcd-config.yaml', 'replicas: 3\nchart: etcd\n'), []);
  });
});

describe('Consul', () => {
  const hcl =
    'server = true\nbootstrap_expect = 3\nretry_join = ["consul-1", "consul-2"]\nacl { default_policy = "allow" }\n';
  test('its file in HCL or JSON', () => {
    const json =
      '{\n  "server": true,\n  "bootstrap_expect": 3,\n  "retry_join": ["consul-1", "consul-2"],\n  "acl": { "default_policy": "allow" }\n}\n';
    for (const [path, text] of [
      ['consul/consul.hcl', hcl],
      ['config/consul-server.json', json],
    ] as const)
      assert.deepEqual(deployed(path, text, 'bootstrap_expect', 'acl.default_policy'), [
        'consul consul-1:undefined,consul-2:undefined bootstrap_expect=3 acl.default_policy=allow',
      ]);
    assert.equal(written('consul.hcl', hcl, 'consul:acl.default_policy'), 'allow');
  });
  test('the variable of its image', () => {
    const text = `services:
  consul:
    image: hashicorp/consul:1.20
    environment:
      - CONSUL_LOCAL_CONFIG={"server":true,"bootstrap_expect":3,"acl":{"default_policy":"allow"}}
`;
    assert.deepEqual(deployed('compose.yaml', text, 'bootstrap_expect', 'acl.default_policy'), [
      'consul bootstrap_expect=3 acl.default_policy=allow',
    ]);
  });
  test('a file that names nothing of a server', () => {
    assert.deepEqual(deployed('consul-template.json', '{\n  "template": "a"\n}\n'), []);
  });
});

describe('ActiveMQ', () => {
  test('activemq.xml of Classic', () => {
    const text = `<beans xmlns="http://www.springframework.org/schema/beans">
  <broker xmlns="http://activemq.apache.org/schema/core" brokerName="orders" persistent="false">
    <persistenceAdapter>
      <kahaDB directory="data" enableJournalDiskSyncs="false"/>
    </persistenceAdapter>
  </broker>
</beans>
`;
    assert.deepEqual(deployed('conf/activemq.xml', text, 'persistent', 'enableJournalDiskSyncs'), [
      'activemq persistent=false enableJournalDiskSyncs=false',
    ]);
    assert.equal(written('activemq.xml', text, 'activemq:enableJournalDiskSyncs'), 'false');
  });
  test('broker.xml of Artemis', () => {
    const text = `<configuration xmlns="urn:activemq">
  <core xmlns="urn:activemq:core">
    <persistence-enabled>true</persistence-enabled>
    <journal-sync-non-transactional>false</journal-sync-non-transactional>
  </core>
</configuration>
`;
    assert.deepEqual(deployed('etc/broker.xml', text, 'persistent', 'journal-sync-non-transactional'), [
      'activemq persistent=true journal-sync-non-transactional=false',
    ]);
  });
  test('brokers of other products', () => {
    assert.deepEqual(deployed('broker.xml', '<broker><name>orders</name></broker>\n'), []);
    assert.deepEqual(deployed('broker.xml', '<configuration><core><threads>4</threads></core></configuration>\n'), []);
  });
});

test('TiDB’s files in TOML', () => {
  const text = '# pd\n[replication]\nmax-replicas = 1\nlocation-labels = ["zone", "host"]\n';
  assert.deepEqual(deployed('conf/pd.toml', text, 'replication.max-replicas'), ['tidb replication.max-replicas=1']);
  assert.equal(written('pd.toml', text, 'tidb:replication.max-replicas'), '1');
  assert.deepEqual(deployed('pyproject.toml', '[replication]\nmax-replicas = 1\n'), []);
});

test('a file with sections is no redis.conf: collectors and supervisors name theirs after what they watch', () => {
  const servers = (text: string): number => partOf('conf.d/redis.conf', text).deployments.length;
  assert.equal(servers('port 6379\nappendonly yes\n'), 1);
  assert.equal(servers('[[inputs.redis]]\n  host = "cache.example.com"\n  port = 6379\n'), 0);
  assert.equal(servers('[program:redis]\ncommand=redis-server\nport 6379\n'), 0);
});

test('numbered files of members are those of their component', () => {
  const zookeeper = 'tickTime=2000\ndataDir=/data\nserver.1=zk-0.zk:2888:3888\nserver.2=zk-1.zk:2888:3888\n';
  assert.deepEqual(deployed('config/zookeeper-1.properties', zookeeper), ['zookeeper zk-0.zk:2888,zk-1.zk:2888']);
  const kafka = 'node.id=2\nlog.dirs=/var/kafka\nnum.partitions=3\n';
  assert.deepEqual(deployed('config/broker-2.properties', kafka, 'log.dirs'), ['kafka log.dirs=/var/kafka']);
  const rocketmq = 'brokerName=broker-a\nbrokerRole=ASYNC_MASTER\nflushDiskType=ASYNC_FLUSH\n';
  assert.match(deployed('conf/broker-a.properties', rocketmq).join(), /^rocketmq/);
});
