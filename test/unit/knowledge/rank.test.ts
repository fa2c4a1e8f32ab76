import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ranked } from '../../../server/src/knowledge/rank.ts';

const shelf = [
  { id: 'lease', names: ['lease', 'Lease', '租约'] },
  { id: 'lock', names: ['distributed-lock', 'Distributed lock', '分布式锁'] },
  { id: 'release', names: ['release', 'Release notes'] },
  { id: 'redis', names: ['redis', 'Redis', 'valkey'] },
  { id: 'redis-lock', names: ['redis/lock-on-async-replica', 'A lock on Redis', '锁可能丢失'] },
];

function found(query: string): string[] {
  return ranked(query, shelf).map(({ id }) => id);
}

test('a whole name comes before the beginning of a word, that before its inside', () => {
  assert.deepEqual(found('lease'), ['lease', 'release']);
  assert.deepEqual(found('LOCK'), ['redis-lock', 'lock']);
});

test('every word must be somewhere', () => {
  assert.deepEqual(found('redis lock'), ['redis-lock']);
  assert.deepEqual(found('redis banana'), []);
  assert.deepEqual(found('  '), []);
});

test('names of any language, in any width', () => {
  assert.deepEqual(found('锁'), ['redis-lock', 'lock']);
  assert.deepEqual(found('ｒｅｄｉｓ　锁'), ['redis-lock']);
  assert.deepEqual(found('valkey'), ['redis']);
});

test('words of one name stand closer than words of several', () => {
  const both = [
    { id: 'apart', names: ['kafka', 'acks'] },
    { id: 'together', names: ['kafka:acks'] },
  ];
  assert.deepEqual(
    ranked('kafka acks', both).map(({ id }) => id),
    ['together', 'apart'],
  );
});

test('no more than asked for', () => assert.equal(ranked('e', shelf, 2).length, 2));
