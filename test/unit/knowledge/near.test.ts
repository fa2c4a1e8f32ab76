import assert from 'node:assert/strict';
import { it } from 'node:test';
import { near } from '../../../server/src/knowledge/near.ts';

const ids = [
  'kafka',
  'redis',
  'redisson',
  'zookeeper',
  'kafka:acks',
  'kafka/acks-not-all',
  'redis/single-node',
  'nacos/single-server',
];

it('finds what was mistyped, the nearest first', () => {
  assert.deepEqual(near('kafak', ids), ['kafka']);
  assert.equal(near('redisn', ids)[0], 'redis');
  assert.equal(near('kafka/acks-not-al', ids)[0], 'kafka/acks-not-all');
  assert.equal(near('Zookeper', ids)[0], 'zookeeper');
});

it('finds a rule or setting by its own part of the id, and by a piece of it', () => {
  assert.equal(near('acks-not-all', ids)[0], 'kafka/acks-not-all');
  assert.equal(near('acks', ids)[0], 'kafka:acks');
  assert.deepEqual(near('single', ids), ['nacos/single-server', 'redis/single-node']);
});

it('suggests nothing for something else, and never more than asked for', () => {
  assert.deepEqual(near('postgresql', ids), []);
  assert.equal(near('redis', ids, 1).length, 1);
});
