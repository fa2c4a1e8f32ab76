import assert from 'node:assert/strict';
import { it } from 'node:test';
import { defaultsFor, sameValue } from '../../../knowledge/verify/defaults.ts';
import { versionIn } from '../../../knowledge/verify/server.ts';

it('a size is the same in any unit, and nothing else is', () => {
  assert.ok(sameValue('1mb', '1048576'));
  assert.ok(sameValue('3600 1 300 100 60 10000', '3600 1 300 100 60 10000'));
  assert.ok(!sameValue('1mb', '1000000'));
  assert.ok(!sameValue('no', 'yes'));
});

it('the defaults of a version, not those of images and clients', () => {
  const ids = new Map(defaultsFor('redis', '7.0.15').map(({ id, value }) => [id, value]));
  assert.equal(ids.get('redis:appendonly'), 'no');
  assert.equal(ids.get('redis:repl-diskless-sync'), 'yes');
  assert.ok(!ids.has('redis:client.pool.max-active'));
  assert.ok(!defaultsFor('redis', '6.2.0').some(({ id }) => id === 'redis:repl-diskless-sync'));
  assert.ok(defaultsFor('postgresql', '15.18').some(({ id }) => id === 'postgresql:wal_level'));
  assert.deepEqual(defaultsFor('no-such-component', '1.0.0'), []);
});

it('finds the version in what servers say', () => {
  assert.equal(versionIn('Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64'), '7.0.15');
  assert.equal(versionIn('etcd Version: 3.4.23\nGit SHA: Not provided\nGo Version: go1.19.8'), '3.4.23');
  assert.equal(versionIn('Using config: zoo.cfg\nApache ZooKeeper, version 3.8.0 2024-12-29 17:54 UTC'), '3.8.0');
  assert.equal(versionIn('postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)'), '15.18');
  assert.equal(versionIn('memcached 1.6.18'), '1.6.18');
  assert.equal(versionIn('HAProxy version 2.6.12-1+deb12u4 2026/10/17 - https://haproxy.org/'), '2.6.12');
  assert.equal(versionIn('nginx version: nginx/1.22.1'), '1.22.1');
  assert.equal(versionIn('command not found'), undefined);
});
