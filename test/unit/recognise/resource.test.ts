import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partOf, shownClient, shownCluster, systemOf } from '../../support/workspace.ts';

const kafka = [
  'apiVersion: kafka.strimzi.io/v1beta2',
  'kind: Kafka',
  'metadata:',
  '  name: main',
  'spec:',
  '  kafka:',
  '    version: 3.5.0',
  '    replicas: 3',
  '    config:',
  '      min.insync.replicas: 2',
  '    storage:',
  '      type: ephemeral',
  '  zookeeper:',
  '    replicas: 1',
  '',
].join('\n');

test('one resource can declare two components, each where it speaks of it', () => {
  const { clusters } = systemOf({ 'kafka.yaml': kafka });
  assert.deepEqual(clusters.map(shownCluster), ['kafka cluster 3 3.5.0: main', 'zookeeper standalone 1 ?: main']);
  const line = (offset: number | undefined): number => kafka.slice(0, offset).split('\n').length;
  assert.equal(line(clusters[1]?.at.key?.start), 14);
});

test('settings, version and storage are read by the paths of the kind', () => {
  const [deployment] = partOf('kafka.yaml', kafka).deployments;
  assert.equal(deployment?.settings.get('kafka:min.insync.replicas')?.at(-1)?.value, '2');
  assert.equal(deployment?.storage?.value, 'ephemeral');
});

test('a user, a topic and a definition declare no server', () => {
  const other = (kind: string): number =>
    partOf('x.yaml', kafka.replace('kind: Kafka\n', `kind: ${kind}\n`)).deployments.length;
  assert.deepEqual(['KafkaTopic', 'KafkaUser', 'KafkaRebalance'].map(other), [0, 0, 0]);
});

test('the tag of an operator is no version of what it runs', () => {
  const own = (tag: string, repository: string): string | undefined =>
    partOf(
      'zookeeper.yaml',
      `apiVersion: zookeeper.pravega.io/v1beta1\nkind: ZookeeperCluster\nmetadata:\n  name: zk\nspec:\n  replicas: 3\n  image:\n    repository: ${repository}\n    tag: ${tag}\n`,
    ).deployments[0]?.version.value;
  assert.equal(own('0.2.15', 'pravega/zookeeper'), undefined);
  assert.equal(own('3.9.3', 'registry.example.com/mirror/zookeeper'), '3.9.3');
});

test('entries for one kind do not hold together: an object is counted once', () => {
  const nacosOf = (group: string, ...spec: readonly string[]): readonly string[] => {
    const lines = [
      `apiVersion: ${group}/v1alpha1`,
      'kind: Nacos',
      'metadata:',
      '  name: registry',
      'spec:',
      ...spec,
      '',
    ];
    return systemOf({ 'nacos.yaml': lines.join('\n') }).clusters.map(shownCluster);
  };
  const nacos = (...spec: readonly string[]): readonly string[] => nacosOf('nacos.io', ...spec);
  const image = '  image: nacos/nacos-server:v2.0.3';
  assert.deepEqual(nacos('  type: cluster', image, '  replicas: 3'), ['nacos cluster 3 2.0.3: registry']);
  assert.deepEqual(nacos('  type: standalone', image, '  replicas: 1'), ['nacos standalone 1 2.0.3: registry']);
  assert.deepEqual(nacos(image, '  replicas: 3'), ['nacos cluster 3 2.0.3: registry']);
  assert.deepEqual(nacosOf('harmonycloud.cn', '  type: cluster', image, '  replicas: 3'), [
    'nacos cluster 3 2.0.3: registry',
  ]);
});

function lastValue(text: string, setting: string): string | undefined {
  return partOf('resource.yaml', text).deployments[0]?.settings.get(setting)?.at(-1)?.value;
}

test('native settings may be a list of lines', () => {
  const confluent = [
    'apiVersion: platform.confluent.io/v1beta1',
    'kind: Kafka',
    'metadata:',
    '  name: events',
    'spec:',
    '  replicas: 3',
    '  configOverrides:',
    '    server:',
    '      - auto.create.topics.enable=false',
    '      - "min.insync.replicas = 2"',
    '',
  ].join('\n');
  assert.equal(lastValue(confluent, 'kafka:min.insync.replicas'), '2');
  assert.equal(lastValue(confluent, 'kafka:auto.create.topics.enable'), 'false');
  const [broker] = partOf('kafka.yaml', confluent).deployments;
  const at = broker?.settings.get('kafka:min.insync.replicas')?.[0]?.at[0]?.sub;
  assert.equal(confluent.slice(at?.start, at?.end), '2');
  const failover = [
    'apiVersion: databases.spotahome.com/v1',
    'kind: RedisFailover',
    'metadata:',
    '  name: carts',
    'spec:',
    '  redis:',
    '    replicas: 3',
    '    customConfig:',
    '      - "maxmemory-policy allkeys-lru"',
    '',
  ].join('\n');
  assert.equal(lastValue(failover, 'redis:maxmemory-policy'), 'allkeys-lru');
});

test('how many a resource starts stands over what its base says', () => {
  const redis = (...spec: readonly string[]): string =>
    `${['apiVersion: databases.spotahome.com/v1', 'kind: RedisFailover', 'metadata:', '  name: sessions', 'spec:', ...spec].join('\n')}\n`;
  const { clusters } = systemOf({
    'base/kustomization.yaml': 'resources:\n  - redis.yaml\n',
    'base/redis.yaml': redis('  redis:', '    replicas: 2'),
    'overlays/prod/kustomization.yaml': 'resources:\n  - ../../base\npatches:\n  - path: redis.yaml\n',
    'overlays/prod/redis.yaml': redis('  redis:', '    replicas: 3'),
  });
  const counts = clusters.flatMap(({ deployments }) => deployments.map(({ instances }) => instances));
  assert.deepEqual(
    counts.map(({ value, overrides }) => [value, overrides?.value]),
    [[3, 2]],
  );
});

test('an object of an operator that runs Sentinels too says how many watch', () => {
  const { clusters } = systemOf({
    'redis.yaml': [
      'apiVersion: databases.spotahome.com/v1',
      'kind: RedisFailover',
      'metadata:',
      '  name: sessions',
      'spec:',
      '  sentinel:',
      '    replicas: 2',
      '  redis:',
      '    replicas: 3',
      '',
    ].join('\n'),
  });
  assert.deepEqual(clusters.map(shownCluster), ['redis sentinel 3 ?: sessions + sessions']);
  assert.equal(clusters[0]?.helpers[0]?.instances.value, 2);
});

test('nodes that an object lists are counted, and a text of properties is read line by line', () => {
  const text = [
    'apiVersion: kafka.banzaicloud.io/v1beta1',
    'kind: KafkaCluster',
    'metadata:',
    '  name: ledger',
    'spec:',
    '  zkAddresses:',
    '    - "zk-client.zookeeper:2181"',
    '  clusterImage: "registry.example.com/kafka:2.13_3.4.1"',
    '  readOnlyConfig: |',
    '    # three copies of everything',
    '    auto.create.topics.enable=false',
    '    min.insync.replicas=2',
    '  brokers:',
    '    - id: 0',
    '      brokerConfigGroup: default',
    '    - id: 1',
    '      brokerConfigGroup: default',
    '    - id: 2',
    '      brokerConfigGroup: default',
    '  cruiseControlConfig:',
    '    config: |',
    '      min.insync.replicas=9',
    '',
  ].join('\n');
  const { clusters, clients } = systemOf({ 'kafka.yaml': text });
  assert.deepEqual(clusters.map(shownCluster), ['kafka cluster 3 3.4.1: ledger']);
  assert.deepEqual(clients.map(shownClient), ['zookeeper coordination: zk-client.zookeeper:2181']);
  const [stated] = clusters[0]?.deployments[0]?.settings.get('kafka:min.insync.replicas') ?? [];
  const value = stated?.at[0]?.value;
  assert.equal(text.slice(value?.start, value?.end), '2');
});

test('a text that is no list of properties says nothing', () => {
  const script =
    'spec:\n  brokers:\n    - id: 0\n  readOnlyConfig: |\n    if [ -n "$X" ]; then\n    min.insync.replicas=2\n    fi\n';
  const text = `apiVersion: kafka.banzaicloud.io/v1beta1\nkind: KafkaCluster\nmetadata:\n  name: ledger\n${script}`;
  assert.equal(lastValue(text, 'kafka:min.insync.replicas'), undefined);
});

test('what an operator fills in is no default of the product', () => {
  const object = (...spec: readonly string[]): string =>
    [
      'apiVersion: zookeeper.pravega.io/v1beta1',
      'kind: ZookeeperCluster',
      'metadata:',
      '  name: coordination',
      'spec:',
      ...spec,
      '',
    ].join('\n');
  const { clusters } = systemOf({ 'zk.yaml': object('  config:', '    tickTime: 2000') });
  assert.deepEqual(clusters.map(shownCluster), ['zookeeper cluster 3 ?: coordination']);
  assert.deepEqual(clusters[0]?.deployments[0]?.setByOperator, ['zookeeper:autopurge.purgeInterval']);
  const written = object('  replicas: 5', '  config:', '    autoPurgePurgeInterval: 12');
  assert.deepEqual(systemOf({ 'zk.yaml': written }).clusters.map(shownCluster), [
    'zookeeper cluster 5 ?: coordination',
  ]);
  assert.equal(lastValue(written, 'zookeeper:autopurge.purgeInterval'), '12');
});

test('the operator of Seata keeps transactions by Raft', () => {
  const object = (group: string): string =>
    `apiVersion: ${group}/v1alpha1\nkind: SeataServer\nmetadata:\n  name: tc\nspec:\n  replicas: 3\n  image: apache/seata-server:2.1.0\n`;
  for (const group of ['operator.seata.apache.org', 'operator.seata.io']) {
    const [server] = partOf('seata.yaml', object(group)).deployments;
    assert.deepEqual(server?.setByOperator, ['seata:store.mode'], group);
  }
});
