import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownCluster, systemOf } from '../../support/workspace.ts';

function values(path: string, ...lines: readonly string[]): readonly string[] {
  return systemOf({ [path]: `${lines.join('\n')}\n` }).clusters.map(shownCluster);
}

test('a section of an umbrella chart installs its component', () => {
  const section = values(
    'charts/shop/values.yaml',
    'zookeeper:',
    '  replicaCount: 3',
    '  persistence:',
    '    enabled: true',
  );
  assert.deepEqual(section, ['zookeeper cluster 3 ? partial: zookeeper']);
});

test('a section that is not enabled, and a component that is switched off elsewhere, are off', () => {
  assert.deepEqual(values('charts/shop/values.yaml', 'kafka:', '  enabled: false', '  replicaCount: 3'), [
    'kafka cluster 3 ? off partial: kafka',
  ]);
  const switched = ['components:', '  zookeeper: false', 'zookeeper:', '  replicaCount: 3'];
  assert.deepEqual(values('charts/pulsar/values.yaml', ...switched), ['zookeeper cluster 3 ? off partial: zookeeper']);
});

test('settings of a connection to something else install nothing', () => {
  assert.deepEqual(values('charts/shop/values.yaml', 'redis:', '  host: cache.example.com', '  port: 6379'), []);
  assert.deepEqual(values('charts/shop/values.yaml', 'externalKafka:', '  brokers: []'), []);
});

test('the chart of a component itself is known by its image', () => {
  const redis = (architecture: string, sentinel: boolean): readonly string[] =>
    values(
      'charts/redis/values.yaml',
      'image:',
      '  registry: docker.io',
      '  repository: bitnami/redis',
      '  tag: 7.2.5-debian-12-r0',
      `architecture: ${architecture}`,
      'replica:',
      '  replicaCount: 3',
      'sentinel:',
      `  enabled: ${sentinel}`,
    );
  assert.deepEqual(redis('replication', false), ['redis replicated 4 7.2.5 partial: redis']);
  assert.deepEqual(redis('replication', true), ['redis sentinel 3 7.2.5 partial: redis + redis']);
  assert.deepEqual(redis('standalone', false), ['redis standalone 1 7.2.5 partial: redis']);
});

test('older charts of Redis count replicas under cluster, which is no Redis Cluster', () => {
  const older = (...lines: readonly string[]): readonly string[] =>
    values('charts/shop/values.yaml', 'redis:', '  usePassword: false', '  cluster:', ...lines);
  assert.deepEqual(older('    enabled: true', '    slaveCount: 2'), ['redis replicated 3 ? partial: redis']);
  assert.deepEqual(older('    enabled: false', '    slaveCount: 2'), ['redis standalone 1 ? partial: redis']);
  assert.deepEqual(older('    slaveCount: 2', '  sentinel:', '    enabled: true'), [
    'redis sentinel ? ? partial: redis',
  ]);
  const other = ['redis:', '  persistence:', '    enabled: true', '  cluster:', '    enabled: false'];
  assert.deepEqual(values('charts/shop/values.yaml', ...other), ['redis unknown ? ? partial: redis']);
});

test('images of exporters, and those an operator will use, are no servers', () => {
  const exporter = ['metrics:', '  image:', '    repository: oliver006/redis_exporter', '    tag: v1.62.0'];
  assert.deepEqual(values('charts/shop/values.yaml', ...exporter), []);
  const operator = ['kafka:', '  image:', '    repository: strimzi/kafka', '    tag: 0.45.0-kafka-3.9.0'];
  assert.deepEqual(values('charts/strimzi-kafka-operator/values.yaml', ...operator), []);
});

function settingOf(setting: string, path: string, ...lines: readonly string[]): readonly (string | undefined)[] {
  return systemOf({ [path]: `${lines.join('\n')}\n` }).clusters.flatMap(({ deployments }) =>
    deployments.flatMap(({ settings }) => (settings.get(setting) ?? []).map(({ value }) => value)),
  );
}

test('a setting is read where the chart puts it', () => {
  const zookeeper = ['zookeeper:', '  replicaCount: 3', '  configData:', '    forceSync: "no"'];
  assert.deepEqual(settingOf('zookeeper:forceSync', 'charts/shop/values.yaml', ...zookeeper), ['no']);
  const kafka = ['kafka:', '  replicaCount: 3', '  configurationOverrides:', '    "min.insync.replicas": 2'];
  assert.deepEqual(settingOf('kafka:min.insync.replicas', 'charts/shop/values.yaml', ...kafka), ['2']);
  const elsewhere = ['zookeeper:', '  replicaCount: 3', 'configData:', '  forceSync: "no"'];
  assert.deepEqual(settingOf('zookeeper:forceSync', 'charts/shop/values.yaml', ...elsewhere), []);
});

test('an empty value leaves the choice to the chart', () => {
  const redis = ['redis:', '  architecture: standalone', '  auth:', '    password:'];
  const password = (value: string): readonly (string | undefined)[] =>
    settingOf('redis:requirepass', 'charts/shop/values.yaml', ...redis.with(3, `    password: "${value}"`));
  assert.deepEqual(password('s3cret'), ['s3cret']);
  assert.deepEqual(password(''), []);
});

test('values of a wide-spread chart are known by the name of their file or folder and by how they speak', () => {
  const kafka = ['kraft:', '  enabled: true', 'controller:', '  replicaCount: 3', 'broker:', '  replicaCount: 2'];
  assert.deepEqual(values('infra/kafka/values-prod.yaml', ...kafka), ['kafka cluster 5 ? partial: kafka']);
  assert.deepEqual(values('deploy/kafka-values.yaml', ...kafka), ['kafka cluster 5 ? partial: kafka']);
  assert.deepEqual(values('deploy/orders/values.yaml', ...kafka), []);
  const console = ['replicaCount: 1', 'image:', '  repository: provectuslabs/kafka-ui', 'listeners: []'];
  assert.deepEqual(values('deploy/kafka/values.yaml', ...console), []);
});

test('a chart that K3s installs is a release with the values of its object', () => {
  const object = (group: string): readonly string[] =>
    values(
      'manifests/redis.yaml',
      `apiVersion: ${group}`,
      'kind: HelmChart',
      'metadata:',
      '  name: sessions',
      'spec:',
      '  chart: redis',
      '  repo: https://charts.example.com/stable',
      '  targetNamespace: shop-prod',
      '  valuesContent: |-',
      '    architecture: replication',
      '    replica:',
      '      replicaCount: 2',
    );
  assert.deepEqual(object('helm.cattle.io/v1'), ['redis replicated 3 ? partial: sessions']);
  assert.deepEqual(object('source.toolkit.fluxcd.io/v1'), []);
  const [cluster] = systemOf({
    'redis.yaml':
      'apiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata:\n  name: sessions\nspec:\n  chart: redis\n  targetNamespace: shop-prod\n',
  }).clusters;
  assert.equal(cluster?.environment, 'prod');
});

test('charts of databases count their copies beside the primary', () => {
  const chart = (key: string, ...lines: readonly string[]): readonly string[] =>
    values('charts/shop/values.yaml', `${key}:`, '  primary:', '    persistence:', '      size: 8Gi', ...lines);
  const copied = '  architecture: replication';
  assert.deepEqual(chart('postgresql', copied, '  readReplicas:', '    replicaCount: 2'), [
    'postgresql replicated 3 ? partial: postgresql',
  ]);
  assert.deepEqual(chart('mysql', copied, '  secondary:', '    replicaCount: 1'), [
    'mysql replicated 2 ? partial: mysql',
  ]);
  assert.deepEqual(chart('mysql', copied), ['mysql replicated ? ? partial: mysql']);
  assert.deepEqual(chart('postgresql', '  architecture: standalone'), [
    'postgresql standalone 1 ? partial: postgresql',
  ]);
  assert.deepEqual(values('charts/shop/values.yaml', 'mongodb:', '  architecture: replicaset', '  replicaCount: 3'), [
    'mongodb replicated 3 ? partial: mongodb',
  ]);
});
