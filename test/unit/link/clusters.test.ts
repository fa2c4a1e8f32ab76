import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownCluster, systemOf } from '../../support/workspace.ts';

function clusters(files: Readonly<Record<string, string>>): readonly string[] {
  return systemOf(files).clusters.map(shownCluster);
}

function compose(...lines: readonly string[]): readonly string[] {
  return clusters({ 'docker-compose.yml': ['services:', ...lines.map((line) => `  ${line}`), ''].join('\n') });
}

const zookeeper = (name: string, servers: string): readonly string[] => [
  `${name}:`,
  '  image: zookeeper:3.9',
  '  environment:',
  `    ZOO_SERVERS: ${servers}`,
];

test('three ZooKeeper services that list each other are one ensemble', () => {
  const servers = 'server.1=zk1:2888:3888;2181 server.2=zk2:2888:3888;2181 server.3=zk3:2888:3888;2181';
  assert.deepEqual(compose(...zookeeper('zk1', servers), ...zookeeper('zk2', servers), ...zookeeper('zk3', servers)), [
    'zookeeper cluster 3 3.9: zk1 zk2 zk3',
  ]);
});

test('each server of an ensemble may name itself 0.0.0.0', () => {
  const one = 'server.1=0.0.0.0:2888:3888;2181 server.2=zk2:2888:3888;2181';
  const two = 'server.1=zk1:2888:3888;2181 server.2=0.0.0.0:2888:3888;2181';
  assert.deepEqual(compose(...zookeeper('zk1', one), ...zookeeper('zk2', two)), ['zookeeper cluster 2 3.9: zk1 zk2']);
});

test('one service that lists three members is one of three', () => {
  const servers = 'server.1=zk1:2888:3888;2181 server.2=zk2:2888:3888;2181 server.3=zk3:2888:3888;2181';
  assert.deepEqual(compose(...zookeeper('zk1', servers)), ['zookeeper cluster 3 3.9: zk1']);
});

test('services without anything in common stay apart', () => {
  assert.deepEqual(compose('registry-a:', '  image: zookeeper:3.9', 'registry-b:', '  image: zookeeper:3.9'), [
    'zookeeper standalone 1 3.9: registry-a',
    'zookeeper standalone 1 3.9: registry-b',
  ]);
  assert.deepEqual(compose('cart:', '  image: redis:7', 'session:', '  image: redis:7'), [
    'redis standalone 1 7: cart',
    'redis standalone 1 7: session',
  ]);
});

const broker = (name: string, ...environment: readonly string[]): readonly string[] => [
  `${name}:`,
  '  image: apache/kafka:3.9.0',
  '  environment:',
  ...environment.map((each) => `    ${each}`),
];

test('brokers with the same voters are one cluster', () => {
  const voters = 'KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka-1:9093,2@kafka-2:9093,3@kafka-3:9093';
  const roles = 'KAFKA_PROCESS_ROLES: broker,controller';
  assert.deepEqual(
    compose(
      ...broker('kafka-1', voters, roles),
      ...broker('kafka-2', voters, roles),
      ...broker('kafka-3', voters, roles),
    ),
    ['kafka cluster 3 3.9.0: kafka-1 kafka-2 kafka-3'],
  );
});

test('controllers that store nothing are no nodes', () => {
  const voters = 'KAFKA_CONTROLLER_QUORUM_VOTERS: 1@controller:9093';
  assert.deepEqual(
    compose(
      ...broker('controller', voters, 'KAFKA_PROCESS_ROLES: controller'),
      ...broker('broker-1', voters, 'KAFKA_PROCESS_ROLES: broker'),
      ...broker('broker-2', voters, 'KAFKA_PROCESS_ROLES: broker'),
    ),
    ['kafka cluster 2 3.9.0: broker-1 broker-2 + controller'],
  );
});

test('brokers on one ZooKeeper path are one cluster, on two paths two', () => {
  const on = (path: string): string => `KAFKA_ZOOKEEPER_CONNECT: zk:2181${path}`;
  const old = (name: string, path: string): readonly string[] => [
    `${name}:`,
    '  image: wurstmeister/kafka:2.13-2.8.1',
    '  environment:',
    `    ${on(path)}`,
  ];
  assert.deepEqual(compose(...old('kafka1', ''), ...old('kafka2', '')), ['kafka cluster 2 2.8.1: kafka1 kafka2']);
  assert.deepEqual(compose(...old('kafka1', '/a'), ...old('kafka2', '/b')), [
    'kafka standalone 1 2.8.1: kafka1',
    'kafka standalone 1 2.8.1: kafka2',
  ]);
});

test('voters on the own machine join nothing', () => {
  const voters = 'KAFKA_CONTROLLER_QUORUM_VOTERS: 1@localhost:9093';
  assert.deepEqual(compose(...broker('orders-log', voters), ...broker('audit-log', voters)), [
    'kafka standalone 1 3.9.0: orders-log',
    'kafka standalone 1 3.9.0: audit-log',
  ]);
});

test('a primary with replicas, and with sentinels', () => {
  const primary = ['primary:', '  image: redis:7.2'];
  const replica = ['replica:', '  image: redis:7.2', '  command: redis-server --replicaof primary 6379'];
  assert.deepEqual(compose(...primary, ...replica), ['redis replicated 2 7.2: primary replica']);
  const sentinel = [
    'sentinel:',
    '  image: bitnami/redis-sentinel:7.2',
    '  environment:',
    '    REDIS_MASTER_HOST: primary',
    '  deploy:',
    '    replicas: 3',
  ];
  assert.deepEqual(compose(...primary, ...replica, ...sentinel), ['redis sentinel 2 7.2: primary replica + sentinel']);
});

test('nodes of a Redis Cluster, joined by a job', () => {
  const node = (name: string): readonly string[] => [
    `${name}:`,
    '  image: redis:7.2',
    '  command: redis-server --cluster-enabled yes',
  ];
  const join = [
    'join:',
    '  image: redis:7.2',
    '  command: redis-cli --cluster create n1:6379 n2:6379 n3:6379 --cluster-yes',
  ];
  assert.deepEqual(compose(...node('n1'), ...node('n2'), ...node('n3'), ...join), ['redis cluster 3 7.2: n1 n2 n3']);
  assert.deepEqual(compose('all:', '  image: grokzen/redis-cluster:7.0.10'), ['redis cluster ? 7.0.10: all']);
  const configured = (port: number): string[] => [
    `r${port}:`,
    '  image: redis:7.2',
    '  command: redis-server /etc/redis.conf',
    `  volumes: ["./${port}.conf:/etc/redis.conf"]`,
    `  ports: ["${port}:${port}", "${port + 10_000}:${port + 10_000}"]`,
  ];
  assert.deepEqual(compose(...configured(7001), ...configured(7002), ...configured(7003)), [
    'redis cluster 3 7.2 partial: r7001 r7002 r7003',
  ]);
});

test('Nacos by its list of servers, also where these are addresses', () => {
  const nacos = (name: string): readonly string[] => [
    `${name}:`,
    '  image: nacos/nacos-server:v2.3.0',
    '  environment:',
    '    MODE: cluster',
    '    NACOS_SERVERS: 172.16.0.2:8848 172.16.0.3:8848 172.16.0.4:8848',
  ];
  assert.deepEqual(compose(...nacos('nacos1'), ...nacos('nacos2'), ...nacos('nacos3')), [
    'nacos cluster 3 2.3.0: nacos1 nacos2 nacos3',
  ]);
  assert.deepEqual(compose('nacos:', '  image: nacos/nacos-server:v2.3.0', '  environment:', '    MODE: standalone'), [
    'nacos standalone 1 2.3.0: nacos',
  ]);
});

function workload(kind: string, name: string, image: string, replicas: number): string {
  return [
    'apiVersion: apps/v1',
    `kind: ${kind}`,
    'metadata:',
    `  name: ${name}`,
    'spec:',
    `  replicas: ${replicas}`,
    `  serviceName: ${name}-headless`,
    '  template:',
    '    metadata:',
    `      labels: { app: ${name} }`,
    '    spec:',
    '      containers:',
    `        - name: ${name}`,
    `          image: ${image}`,
    '',
  ].join('\n');
}

test('replicas of a StatefulSet can be a quorum, of a Deployment they cannot', () => {
  assert.deepEqual(clusters({ 'zk.yaml': workload('StatefulSet', 'zk', 'zookeeper:3.9', 3) }), [
    'zookeeper cluster 3 3.9: zk',
  ]);
  assert.deepEqual(clusters({ 'zk.yaml': workload('Deployment', 'zk', 'zookeeper:3.9', 3) }), [
    'zookeeper unknown 3 3.9: zk',
  ]);
  assert.deepEqual(clusters({ 'redis.yaml': workload('Deployment', 'redis', 'redis:7', 2) }), [
    'redis unknown 2 7: redis',
  ]);
});

const strimzi = [
  'apiVersion: kafka.strimzi.io/v1beta2',
  'kind: Kafka',
  'metadata:',
  '  name: main',
  'spec:',
  '  kafka:',
  '    version: 3.9.0',
  '',
].join('\n');
const pool = [
  'apiVersion: kafka.strimzi.io/v1beta2',
  'kind: KafkaNodePool',
  'metadata:',
  '  name: brokers',
  '  labels:',
  '    strimzi.io/cluster: main',
  'spec:',
  '  replicas: 3',
  '  roles: [broker, controller]',
  '',
].join('\n');

test('a Strimzi cluster has its brokers in pools', () => {
  assert.deepEqual(clusters({ 'kafka.yaml': `${pool}---\n${strimzi}` }), ['kafka cluster 3 3.9.0: brokers main']);
  assert.deepEqual(clusters({ 'k8s/kafka.yaml': strimzi, 'k8s/pool.yaml': pool }), [
    'kafka cluster 3 3.9.0: main brokers',
  ]);
});

test('the same manifests as alternatives in one folder are not added up', () => {
  const both = {
    'examples/ephemeral.yaml': `${pool}---\n${strimzi}`,
    'examples/persistent.yaml': `${pool}---\n${strimzi}`,
  };
  assert.deepEqual(clusters(both), ['kafka cluster 3 3.9.0: brokers main', 'kafka cluster 3 3.9.0: brokers main']);
});

test('an env file gives its settings to the service that takes it', () => {
  const files = {
    'docker-compose.yml': 'services:\n  kafka:\n    image: bitnami/kafka:3.7\n    env_file: [kafka.env]\n',
    'kafka.env': 'KAFKA_CFG_NODE_ID=0\nKAFKA_CFG_PROCESS_ROLES=controller,broker\nKAFKA_CFG_MIN_INSYNC_REPLICAS=2\n',
  };
  const { clusters: found } = systemOf(files);
  assert.deepEqual(found.map(shownCluster), ['kafka standalone 1 3.7: kafka kafka.env']);
  assert.equal(found[0]?.deployments[0]?.settings.get('kafka:min.insync.replicas')?.at(-1)?.value, '2');
});

test('a service that takes a file nobody has shown is seen in part', () => {
  assert.deepEqual(
    compose(
      'cache:',
      '  image: redis:7',
      '  command: redis-server /etc/redis.conf',
      '  volumes:',
      '    - ./redis.conf:/etc/redis.conf',
    ),
    ['redis standalone 1 7 partial: cache'],
  );
});

test('a ConfigMap configures the pod that mounts it', () => {
  const files = {
    'redis.yaml': [
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata:',
      '  name: cache-config',
      'data:',
      '  redis.conf: |',
      '    appendonly yes',
      '---',
      'apiVersion: apps/v1',
      'kind: StatefulSet',
      'metadata:',
      '  name: cache',
      'spec:',
      '  template:',
      '    spec:',
      '      containers:',
      '        - name: cache',
      '          image: redis:7',
      '          volumeMounts:',
      '            - { name: config, mountPath: /etc/redis }',
      '      volumes:',
      '        - name: config',
      '          configMap: { name: cache-config }',
      '',
    ].join('\n'),
  };
  const [cluster, ...others] = systemOf(files).clusters;
  assert.ok(cluster !== undefined && others.length === 0);
  assert.equal(shownCluster(cluster), 'redis standalone 1 7: cache cache-config');
  assert.equal(cluster.deployments[0]?.settings.get('redis:appendonly')?.at(-1)?.value, 'yes');
});

test('an override file adds to its service and starts nothing', () => {
  const files = {
    'docker-compose.yml':
      'services:\n  kafka:\n    image: bitnami/kafka:3.7\n    environment:\n      KAFKA_CFG_NODE_ID: 0\n',
    'docker-compose.override.yml': 'services:\n  kafka:\n    environment:\n      KAFKA_CFG_MIN_INSYNC_REPLICAS: 1\n',
  };
  assert.deepEqual(clusters(files), ['kafka standalone 1 3.7: kafka']);
});

test('ids name component and file, and count within one', () => {
  const two = systemOf({
    'deploy/compose.yml': 'services:\n  cart:\n    image: redis:7\n  session:\n    image: redis:7\n',
  });
  assert.deepEqual(
    two.clusters.map(({ id }) => id),
    ['redis@deploy/compose.yml', 'redis@deploy/compose.yml#2'],
  );
});

test('sentinels that name nobody watch the only Redis of their namespace and folder', () => {
  const set = (name: string, command: string): string =>
    [
      'apiVersion: apps/v1',
      'kind: StatefulSet',
      'metadata:',
      `  name: ${name}`,
      '  namespace: shop',
      'spec:',
      '  replicas: 3',
      '  template:',
      '    spec:',
      '      containers:',
      '        - name: main',
      '          image: redis:7.2',
      `          command: ${command}`,
      '',
    ].join('\n');
  const redis = set('redis', '[sh, /conf/startup.sh]');
  const sentinel = set('watch', '[redis-sentinel, /data/sentinel.conf]');
  assert.deepEqual(clusters({ 'k8s/redis.yaml': redis, 'k8s/sentinel.yaml': sentinel }), [
    'redis sentinel 3 7.2: redis + watch',
  ]);
  const second = set('sessions', '[redis-server]');
  assert.equal(
    clusters({ 'k8s/redis.yaml': redis, 'k8s/second.yaml': second, 'k8s/sentinel.yaml': sentinel }).length,
    3,
  );
});

test('nodes of a Redis Cluster in a workload each are one cluster; a workload of several is one of its own', () => {
  const node = (name: string, replicas: number): string =>
    [
      'apiVersion: apps/v1',
      'kind: StatefulSet',
      'metadata:',
      `  name: ${name}`,
      'spec:',
      `  replicas: ${replicas}`,
      '  template:',
      '    spec:',
      '      containers:',
      '        - name: redis',
      '          image: redis:8.2',
      "          args: [redis-server, --cluster-enabled, 'yes']",
      '',
    ].join('\n');
  const file = (...nodes: readonly string[]): readonly string[] =>
    systemOf({ 'redis.yaml': nodes.join('---\n') }).clusters.map(shownCluster);
  assert.deepEqual(file(node('cart-0', 1), node('cart-1', 1), node('cart-2', 1)), [
    'redis cluster 3 8.2: cart-0 cart-1 cart-2',
  ]);
  const folder = (...names: readonly string[]): readonly string[] =>
    systemOf(Object.fromEntries(names.map((name, index) => [`k8s/${index}.yaml`, node(name, 1)]))).clusters.map(
      shownCluster,
    );
  assert.deepEqual(folder('cart-0', 'cart-1', 'cart-2'), ['redis cluster 3 8.2: cart-0 cart-1 cart-2']);
  assert.equal(folder('cart', 'cart').length, 2, 'one of them or the other');
  assert.deepEqual(file(node('cart', 6), node('sessions', 6)), [
    'redis cluster 6 8.2: cart',
    'redis cluster 6 8.2: sessions',
  ]);
});
