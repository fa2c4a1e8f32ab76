import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownCluster, systemOf } from '../../support/workspace.ts';

function clusters(path: string, text: string): readonly string[] {
  return systemOf({ [path]: text }).clusters.map(shownCluster);
}

function clients(path: string, text: string): readonly string[] {
  return systemOf({ [path]: text }).clients.map(
    ({ component, state, endpoints }) =>
      `${component} ${state} ${endpoints.map(({ host, port }) => `${host}:${port ?? '?'}`).join(',')}`,
  );
}

test('etcd members with one list of each other are one cluster', () => {
  const member = (name: string): string => `  ${name}:
    image: quay.io/coreos/etcd:v3.5.17
    command: etcd --name ${name} --initial-cluster etcd1=http://etcd1:2380,etcd2=http://etcd2:2380,etcd3=http://etcd3:2380
`;
  const text = `services:\n${member('etcd1')}${member('etcd2')}${member('etcd3')}`;
  assert.deepEqual(clusters('docker-compose.yml', text), ['etcd cluster 3 3.5.17: etcd1 etcd2 etcd3']);
});

test('RabbitMQ nodes with one cookie are one cluster, a node without one is alone', () => {
  const node = (name: string): string => `  ${name}:
    image: rabbitmq:4.2-management
    hostname: ${name}
    environment: { RABBITMQ_ERLANG_COOKIE: secret }
`;
  const text = `services:\n${node('rabbit1')}${node('rabbit2')}${node('rabbit3')}`;
  assert.deepEqual(clusters('docker-compose.yml', text), ['rabbitmq cluster 3 4.2: rabbit1 rabbit2 rabbit3']);
  const single = 'services:\n  mq:\n    image: rabbitmq:3.13\n';
  assert.deepEqual(clusters('docker-compose.yml', single), ['rabbitmq standalone 1 3.13: mq']);
});

test('a name server holds no messages', () => {
  const text = `services:
  namesrv:
    image: apache/rocketmq:5.3.1
    command: sh mqnamesrv
  broker:
    image: apache/rocketmq:5.3.1
    environment: { NAMESRV_ADDR: "namesrv:9876" }
    command: sh mqbroker -c /home/rocketmq/broker.conf
  dashboard:
    image: apacherocketmq/rocketmq-dashboard:latest
`;
  assert.deepEqual(clusters('docker-compose.yml', text), ['rocketmq standalone 1 5.3.1: broker + namesrv']);
});

test('brokers that register with the same name servers are one cluster', () => {
  const broker = (name: string): string => `  ${name}:
    image: apache/rocketmq:5.3.1
    environment: { NAMESRV_ADDR: "namesrv:9876" }
    command: sh mqbroker
`;
  const text = `services:\n  namesrv:\n    image: apache/rocketmq:5.3.1\n    command: sh mqnamesrv\n${broker('a')}${broker('b')}`;
  assert.deepEqual(clusters('docker-compose.yml', text), ['rocketmq cluster 2 5.3.1: a b + namesrv']);
});

test('Pulsar brokers with one metadata store are one cluster', () => {
  const broker = (name: string): string => `  ${name}:
    image: apachepulsar/pulsar:4.0.1
    environment: { metadataStoreUrl: "zk:zookeeper:2181", clusterName: a }
    command: bash -c "bin/apply-config-from-env.py conf/broker.conf && exec bin/pulsar broker"
`;
  assert.deepEqual(clusters('docker-compose.yml', `services:\n${broker('broker-1')}${broker('broker-2')}`), [
    'pulsar cluster 2 4.0.1: broker-1 broker-2',
  ]);
});

test('one image, and what is started tells which component runs', () => {
  const text = `services:
  zookeeper:
    image: apachepulsar/pulsar:4.0.1
    command: bash -c "bin/apply-config-from-env.py conf/zookeeper.conf && exec bin/pulsar zookeeper"
  init:
    image: apachepulsar/pulsar:4.0.1
    command: bin/pulsar initialize-cluster-metadata --cluster a
  broker:
    image: apachepulsar/pulsar:4.0.1
    command: bin/pulsar broker
`;
  const found = clusters('docker-compose.yml', text);
  assert.equal(found.filter((each) => each.startsWith('pulsar')).length, 1);
  assert.match(found.find((each) => each.startsWith('pulsar')) ?? '', /: broker$/);
  assert.match(found.find((each) => each.startsWith('zookeeper')) ?? '', /: zookeeper$/);
});

test('a section called broker is one of Pulsar only beside its bookies', () => {
  const pulsar = 'zookeeper:\n  replicaCount: 3\nbookkeeper:\n  replicaCount: 4\nbroker:\n  replicaCount: 3\n';
  assert.ok(clusters('charts/pulsar/values.yaml', pulsar).includes('pulsar cluster 3 ? partial: broker'));
  assert.deepEqual(clusters('charts/shop/values.yaml', 'broker:\n  replicaCount: 3\n'), []);
});

test('a Eureka server is known by its own settings, by its values, or by naming itself', () => {
  const file = 'registry/src/main/resources/application.yml';
  const alone = 'eureka:\n  client:\n    registerWithEureka: false\n    fetchRegistry: false\n';
  assert.match(clusters(file, alone)[0] ?? '', /^eureka standalone 1 /);
  const itself =
    'eureka:\n  client:\n    serviceUrl:\n      defaultZone: http://${eureka.instance.hostname}:${server.port}/eureka/\n';
  assert.equal(clusters(file, itself).length, 1);
  const client = 'eureka:\n  client:\n    serviceUrl:\n      defaultZone: http://eureka:8761/eureka/\n';
  assert.deepEqual(clusters(file, client), []);
  assert.deepEqual(clients(file, client), ['eureka active eureka:8761']);
  assert.deepEqual(clients(file, 'eureka:\n  client:\n    enabled: false\n  instance:\n    hostname: a\n'), [
    'eureka inactive ',
  ]);
});

test('a Eureka server with a name of its own that names others is one of several, also where it registers with none', () => {
  const peer = (own: string, zone: string): string => `
server:
  port: 7001
eureka:
  instance:
    hostname: ${own}
  client:
    register-with-eureka: false
    fetch-registry: false
    service-url:
      defaultZone: ${zone}
`;
  const file = 'registry-1/src/main/resources/application.yml';
  const two = peer('peer-1.example.com', 'http://peer-2.example.com:7002/eureka/');
  assert.match(clusters(file, two)[0] ?? '', /^eureka replicated 2 /);
  const three = peer('peer-1', 'http://peer-2:7002/eureka/,http://peer-3:7003/eureka/');
  assert.match(clusters(file, three)[0] ?? '', /^eureka replicated 3 /);
  // Its own address, and the own machine, are no peers.
  const itself = peer('peer-1', 'http://${eureka.instance.hostname}:${server.port}/eureka/');
  assert.match(clusters(file, itself)[0] ?? '', /^eureka standalone 1 /);
  assert.match(clusters(file, peer('localhost', 'http://localhost:7001/eureka/'))[0] ?? '', /^eureka standalone 1 /);
});

test('a Consul agent without the flags of a server keeps no data', () => {
  const text = `services:
  consul-server:
    image: hashicorp/consul:1.21
    command: agent -server -bootstrap-expect=1 -client=0.0.0.0
  consul-client:
    image: hashicorp/consul:1.21
    command: agent -retry-join=consul-server -client=0.0.0.0
`;
  assert.deepEqual(clusters('docker-compose.yml', text), ['consul standalone 1 1.21: consul-server + consul-client']);
});

test('a configuration server is no client of itself, and nothing of Spring Cloud Commons is one', () => {
  const server =
    'spring:\n  cloud:\n    config:\n      server:\n        git:\n          uri: https://git.example.com/c.git\n';
  assert.match(clusters('config/src/main/resources/application.yml', server)[0] ?? '', /^spring-cloud-config /);
  assert.deepEqual(clients('config/src/main/resources/application.yml', server), []);
  const commons = 'spring:\n  cloud:\n    config:\n      override-none: true\n      allow-override: true\n';
  assert.deepEqual(clients('app/src/main/resources/bootstrap.yml', commons), []);
});

test('both brokers of a failover address are endpoints', () => {
  const text = 'spring.activemq.broker-url=failover:(tcp://mq-1:61616,tcp://mq-2:61616)?randomize=false\n';
  assert.deepEqual(clients('app/src/main/resources/application.properties', text), [
    'activemq active mq-1:61616,mq-2:61616',
  ]);
});

test('what is set in broker.conf tells RocketMQ from Pulsar', () => {
  assert.match(
    clusters('conf/broker.conf', 'brokerName=a\nbrokerId=0\nbrokerRole=ASYNC_MASTER\n')[0] ?? '',
    /^rocketmq /,
  );
  const pulsar = 'clusterName=a\nmanagedLedgerDefaultEnsembleSize=3\nmanagedLedgerDefaultWriteQuorum=3\n';
  assert.match(clusters('conf/broker.conf', pulsar)[0] ?? '', /^pulsar /);
});

test('ZooKeeper of the Pulsar image takes its members as bare names, and front ends of Pulsar are no brokers', () => {
  const zookeeper = (name: string): string => `  ${name}:
    image: apachepulsar/pulsar:4.0.1
    environment: { ZOOKEEPER_SERVERS: "zk-1,zk-2,zk-3" }
    command: bash -c "bin/generate-zookeeper-config.sh conf/zookeeper.conf && exec bin/pulsar zookeeper"
`;
  const pulsar = (name: string, role: string): string => `  ${name}:
    image: apachepulsar/pulsar:4.0.1
    environment: { zookeeperServers: "zk-1:2181,zk-2:2181,zk-3:2181" }
    command: bin/pulsar ${role}
`;
  const text = `services:\n${['zk-1', 'zk-2', 'zk-3'].map(zookeeper).join('')}${pulsar('broker', 'broker')}${pulsar('ws', 'websocket')}${pulsar('sql', 'sql-worker run')}`;
  const found = clusters('docker-compose.yml', text).map((line) => line.replace(/ partial/, ''));
  assert.deepEqual(found.toSorted(), [
    'pulsar standalone 1 4.0.1: broker + ws sql',
    'zookeeper cluster 3 ?: zk-1 zk-2 zk-3',
  ]);
});
