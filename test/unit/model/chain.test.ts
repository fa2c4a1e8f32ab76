import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainsOf } from '../../../server/src/model/chain.ts';
import { projectOf } from '../../support/review-files.ts';

async function chains(files: Readonly<Record<string, string>>, setting: string): Promise<readonly string[]> {
  const { clusters, clients } = (await projectOf(files)).system();
  const found = [...clusters, ...clients].flatMap((subject) => chainsOf(subject, setting));
  return found.map(({ facts }) => facts.map(({ value }) => value).join(' over '));
}

test('a profile stands over the file without one', async () => {
  const found = await chains(
    {
      'application.yml': 'spring:\n  kafka:\n    bootstrap-servers: k:9092\n    producer: { acks: all }\n',
      'application-prod.yml': 'spring:\n  kafka:\n    producer: { acks: 1 }\n',
    },
    'kafka:acks',
  );
  assert.deepEqual(found, ['1 over all', 'all']);
});

test('an argument stands over the file it is given beside', async () => {
  const found = await chains(
    {
      'compose.yml': [
        'services:',
        '  cache:',
        '    image: redis:8.2',
        '    command: redis-server /etc/redis.conf --maxmemory 2gb',
        '    volumes: ["./redis.conf:/etc/redis.conf"]',
        '',
      ].join('\n'),
      'redis.conf': 'maxmemory 1gb\n',
    },
    'redis:maxmemory',
  );
  // What the file says, the container that reads it says.
  assert.deepEqual(found, ['2gb over 1gb']);
});

test('equal keys of several entries of one file do not stand over each other', async () => {
  const found = await chains(
    {
      'application.yml': [
        'spring:',
        '  cloud:',
        '    gateway:',
        '      routes:',
        '        - { id: a, uri: "lb://a" }',
        '        - { id: b, uri: "lb://b" }',
        '',
      ].join('\n'),
    },
    'spring-cloud-gateway:routes',
  );
  assert.deepEqual(found, ['lb://b', 'lb://a']);
});

test('a member that says nothing of its own has no chain', async () => {
  const found = await chains(
    {
      'compose.yml': [
        'services:',
        '  kafka:',
        '    image: apache/kafka:4.1.0',
        '    environment: { KAFKA_MIN_INSYNC_REPLICAS: 2 }',
        '',
      ].join('\n'),
    },
    'kafka:default.replication.factor',
  );
  assert.deepEqual(found, []);
});
