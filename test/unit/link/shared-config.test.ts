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
