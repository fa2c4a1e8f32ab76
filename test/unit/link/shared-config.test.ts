import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownCluster, systemOf } from '../../support/workspace.ts';

test('configuration that an init container prepares belongs to the server of its pod', () => {
  const manifest = [
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
    '  serviceName: cache',
    '  template:',
    '    spec:',
    '      initContainers:',
    '        - name: prepare',
    '          image: busybox:1.37',
    '          command: [sh, -c, cp /from/redis.conf /to/]',
    '          volumeMounts:',
    '            - { name: config, mountPath: /from }',
    '            - { name: data, mountPath: /to }',
    '      containers:',
    '        - name: redis',
    '          image: redis:8.6',
    '          args: [/to/redis.conf]',
    '          volumeMounts:',
    '            - { name: data, mountPath: /to }',
    '      volumes:',
    '        - { name: config, configMap: { name: cache-config } }',
    '        - { name: data, emptyDir: {} }',
    '',
  ].join('\n');
  const { clusters } = systemOf({ 'redis.yaml': manifest });
  assert.deepEqual(clusters.map(shownCluster), ['redis standalone 1 8.6: cache cache-config']);
  assert.equal(clusters[0]?.deployments[0]?.settings.get('redis:appendonly')?.at(-1)?.value, 'yes');
});

test('of one ConfigMap a server reads its own file and a Sentinel its own', () => {
  const pod = (name: string, port: number): readonly string[] => [
    '---',
    'apiVersion: apps/v1',
    'kind: StatefulSet',
    'metadata:',
    `  name: ${name}`,
    'spec:',
    '  replicas: 3',
    `  serviceName: ${name}`,
    '  template:',
    '    spec:',
    '      containers:',
    `        - name: ${name}`,
    '          image: redis:8.2',
    '          command: [sh, /scripts/start.sh]',
    `          ports: [{ containerPort: ${port} }]`,
    '          volumeMounts: [{ name: config, mountPath: /conf }]',
    '      volumes: [{ name: config, configMap: { name: sessions } }]',
  ];
  const manifest = [
    'apiVersion: v1',
    'kind: ConfigMap',
    'metadata:',
    '  name: sessions',
    'data:',
    '  redis.conf: |',
    '    port 6379',
    '    appendonly no',
    '  sentinel.conf: |',
    '    port 26379',
    '    sentinel monitor sessions redis-0.redis 6379 2',
    ...pod('redis', 6379),
    ...pod('sentinel', 26379),
    '',
  ].join('\n');
  const { clusters } = systemOf({ 'redis.yaml': manifest });
  assert.deepEqual(clusters.map(shownCluster), ['redis sentinel 3 8.2: redis sessions + sentinel sessions']);
  const said = [...(clusters[0]?.deployments ?? []), ...(clusters[0]?.helpers ?? [])].map(({ name, settings }) => [
    name,
    settings.get('redis:port')?.map(({ value }) => value) ?? [],
    settings.get('redis:appendonly')?.map(({ value }) => value) ?? [],
  ]);
  assert.deepEqual(said, [
    ['redis', ['6379'], ['no']],
    ['sessions', [], []],
    ['sentinel', ['26379'], []],
    ['sessions', [], []],
  ]);
});
