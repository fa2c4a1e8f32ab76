import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mayBeConfiguredElsewhere } from '../../../server/src/model/declared.ts';
import { last } from '../../../server/src/model/query.ts';
import { shownCluster, systemOf } from '../../support/workspace.ts';

/** A compose file with one service `s`, given by its lines. */
const service = (...lines: readonly string[]): string =>
  ['services:', '  s:', ...lines.map((line) => `    ${line}`), ''].join('\n');

/** Value in force of settings of the service `s`, `-` where it says nothing of one. */
function told(files: Readonly<Record<string, string>>, ...settings: readonly string[]): string[] {
  const server = systemOf(files)
    .clusters.flatMap(({ deployments, helpers }) => [...deployments, ...helpers])
    .find(({ name }) => name === 's');
  return settings.map((id) => (server === undefined ? '?' : (last(server.settings, id)?.value ?? '-')));
}

const redis = 'appendonly yes\nmaxmemory-policy noeviction\n';

describe('a server takes what is mounted from the workspace', () => {
  const kafka = 'process.roles=broker,controller\nnode.id=1\nmin.insync.replicas=2\n';

  test('a file; the variables of the image stand over it', () => {
    const files = (...env: readonly string[]): Record<string, string> => ({
      'config/server.properties': kafka,
      'compose.yaml': service(
        'image: apache/kafka:3.9.1',
        'volumes:',
        '  - ./config/server.properties:/mnt/shared/config/server.properties',
        ...env,
      ),
    });
    assert.deepEqual(told(files(), 'kafka:min.insync.replicas'), ['2']);
    assert.deepEqual(told(files('environment:', '  KAFKA_MIN_INSYNC_REPLICAS: 1'), 'kafka:min.insync.replicas'), ['1']);
  });

  test('a folder with one file of its own', () => {
    const compose = service('image: apache/kafka:3.9.1', 'volumes:', '  - ./config:/mnt/shared/config');
    const one = { 'config/server.properties': kafka, 'compose.yaml': compose };
    assert.deepEqual(told(one, 'kafka:min.insync.replicas'), ['2']);
    const two = { ...one, 'config/server-2.properties': kafka };
    assert.deepEqual(told(two, 'kafka:min.insync.replicas'), ['-']);
  });

  test('the file that the command names, in whatever folder is mounted; its arguments stand over it', () => {
    const files = {
      'conf/redis.conf': redis,
      'conf/redis-other.conf': 'appendonly no\nmaxmemory-policy allkeys-lru\n',
      'compose.yaml': service(
        'image: redis:8.2',
        'command: redis-server /etc/redis/redis.conf --appendonly no',
        'volumes:',
        '  - ${PWD}/conf:/etc/redis',
      ),
    };
    assert.deepEqual(told(files, 'redis:maxmemory-policy', 'redis:appendonly'), ['noeviction', 'no']);
  });

  test('Redis reads no file that nobody names', () => {
    const mounted = ['volumes:', '  - ./redis.conf:/usr/local/etc/redis/redis.conf'];
    const files = (image: string): Record<string, string> => ({
      'redis.conf': redis,
      'compose.yaml': service(`image: ${image}`, ...mounted),
    });
    assert.deepEqual(told(files('redis:8.2'), 'redis:maxmemory-policy'), ['-']);
    assert.deepEqual(told(files('bitnami/redis:8.2'), 'redis:maxmemory-policy'), ['noeviction']);
  });

  test('a file that was read and tells nothing of the server hides nothing', () => {
    const files = {
      'registry.conf': 'registry {\n  type = "nacos"\n  nacos {\n    serverAddr = "nacos:8848"\n  }\n}\n',
      'compose.yaml': service(
        'image: seataio/seata-server:1.4.2',
        'volumes:',
        '  - ./registry.conf:/seata-server/resources/registry.conf',
      ),
    };
    assert.deepEqual(systemOf(files).clusters.map(shownCluster), ['seata standalone 1 1.4.2: s']);
  });

  test('a file elsewhere on the machine is not the one of the same name here', () => {
    const files = {
      'redis.conf': redis,
      'compose.yaml': service(
        'image: redis:8.2',
        'command: redis-server /etc/redis.conf',
        'volumes:',
        '  - /opt/redis.conf:/etc/redis.conf',
      ),
    };
    assert.deepEqual(told(files, 'redis:maxmemory-policy'), ['-']);
  });
});

describe('configs of a compose project', () => {
  const used = [
    'image: redis:8.2',
    'command: redis-server /etc/redis.conf',
    'configs:',
    '  - source: cache',
    '    target: /etc/redis.conf',
  ];

  test('by file', () => {
    const files = {
      'conf/redis.conf': redis,
      'compose.yaml': `${service(...used)}configs:\n  cache:\n    file: ./conf/redis.conf\n`,
    };
    assert.deepEqual(told(files, 'redis:maxmemory-policy'), ['noeviction']);
  });

  test('written in place, with exact places', () => {
    const text = `${service(...used)}configs:\n  cache:\n    content: |\n      appendonly yes\n      maxmemory-policy allkeys-lru\n`;
    assert.deepEqual(told({ 'compose.yaml': text }, 'redis:maxmemory-policy', 'redis:appendonly'), [
      'allkeys-lru',
      'yes',
    ]);
    const [cluster] = systemOf({ 'compose.yaml': text }).clusters;
    const at = cluster?.deployments[0]?.settings.get('redis:maxmemory-policy')?.[0]?.at[0];
    assert.equal(text.slice(at?.value?.start, at?.value?.end), 'allkeys-lru');
  });

  test('one that is made outside hides what it holds', () => {
    const text = `${service(...used)}configs:\n  cache:\n    external: true\n`;
    assert.deepEqual(systemOf({ 'compose.yaml': text }).clusters.map(shownCluster), [
      'redis standalone 1 8.2 partial: s',
    ]);
  });
});

describe('files of a ConfigMap', () => {
  const config = [
    'apiVersion: v1',
    'kind: ConfigMap',
    'metadata:',
    '  name: redis',
    'data:',
    '  redis.conf: |',
    '    maxmemory-policy noeviction',
    '  redis-cache.conf: |',
    '    maxmemory-policy allkeys-lru',
    '---',
  ];
  const pod = (mount: string, volume: string, args = '[/conf/redis.conf]'): Record<string, string> => ({
    'redis.yaml': [
      ...config,
      'apiVersion: v1',
      'kind: Pod',
      'metadata:',
      '  name: s',
      'spec:',
      '  containers:',
      '    - name: redis',
      '      image: redis:8.2',
      `      args: ${args}`,
      '      volumeMounts:',
      `        - ${mount}`,
      '  volumes:',
      `    - ${volume}`,
      '',
    ].join('\n'),
  });
  const policy = 'redis:maxmemory-policy';

  test('a subPath shows one', () => {
    const volume = '{ name: c, configMap: { name: redis } }';
    const mount = (key: string): string => `{ name: c, mountPath: /conf/redis.conf, subPath: ${key} }`;
    assert.deepEqual(told(pod(mount('redis.conf'), volume), policy), ['noeviction']);
    assert.deepEqual(told(pod(mount('redis-cache.conf'), volume), policy), ['allkeys-lru']);
  });

  test('the volume picks keys and gives them names', () => {
    const volume = '{ name: c, configMap: { name: redis, items: [{ key: redis-cache.conf, path: redis.conf }] } }';
    assert.deepEqual(told(pod('{ name: c, mountPath: /conf }', volume), policy), ['allkeys-lru']);
    assert.deepEqual(told(pod('{ name: c, mountPath: /conf/redis.conf, subPath: redis.conf }', volume), policy), [
      'allkeys-lru',
    ]);
  });

  test('of all of them the one that the command names', () => {
    const volume = '{ name: c, configMap: { name: redis } }';
    const all = '{ name: c, mountPath: /conf }';
    assert.deepEqual(told(pod(all, volume, '[/conf/redis-cache.conf]'), policy), ['allkeys-lru']);
    assert.deepEqual(told(pod(all, volume, '[/conf/redis.conf]'), policy), ['noeviction']);
  });
});

test('a file that is not here may say anything, but for logging and logins', () => {
  const isOpen = (...mounts: readonly string[]): boolean[] =>
    systemOf({
      'compose.yaml': service('image: confluentinc/cp-kafka:7.9.0', 'volumes:', ...mounts.map((each) => `  - ${each}`)),
    }).clusters.flatMap(({ deployments }) => deployments.map(mayBeConfiguredElsewhere));
  assert.deepEqual(isOpen('./server.properties:/etc/kafka/server.properties'), [true]);
  assert.deepEqual(isOpen('./conf:/root/kafka-config'), [true]);
  assert.deepEqual(isOpen('./log4j.properties:/etc/kafka/log4j.properties'), [false]);
  assert.deepEqual(isOpen('/srv/kafka/tools-log4j.properties:/etc/kafka/tools-log4j.properties'), [false]);
  assert.deepEqual(isOpen('./kafka_server_jaas.conf:/etc/kafka/kafka_server_jaas.conf', 'data:/var/lib/kafka/data'), [
    false,
  ]);
});
