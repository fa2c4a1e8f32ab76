import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalog } from '../../server/src/knowledge/catalog.ts';
import { defaultOf } from '../../server/src/knowledge/default-value.ts';

/** Setting, version, image repository, default in force; `undefined` where it cannot be known. */
const cases: readonly (readonly [string, string | undefined, string | undefined, string | undefined])[] = [
  ['kafka:acks', '2.8.1', undefined, '1'],
  ['kafka:acks', '3.7.0', undefined, 'all'],
  ['kafka:acks', undefined, undefined, undefined],
  ['kafka:enable.idempotence', '2.8.1', undefined, 'false'],
  ['kafka:enable.idempotence', '3.1.0', undefined, undefined],
  ['kafka:enable.idempotence', '4.0.0', undefined, 'true'],
  ['kafka:linger.ms', '3.9.1', undefined, '0'],
  ['kafka:linger.ms', '4.0.0', undefined, '5'],
  ['kafka:session.timeout.ms', '2.8.0', undefined, '10000'],
  ['kafka:session.timeout.ms', '3.0.0', undefined, '45000'],
  ['kafka:min.insync.replicas', undefined, undefined, '1'],
  ['kafka:offsets.topic.replication.factor', '4.1.0', 'apache/kafka', '3'],
  ['kafka:log.dirs', '3.7.0', 'bitnami/kafka', '/bitnami/kafka/data'],
  ['kafka:log.dirs', '3.8.0', 'confluentinc/cp-kafka', '/var/lib/kafka/data'],
  ['zookeeper:initLimit', '3.9.3', 'zookeeper', '5'],
  ['zookeeper:initLimit', '3.9.3', 'bitnami/zookeeper', '10'],
  ['zookeeper:4lw.commands.whitelist', '3.4.14', 'zookeeper', undefined],
  ['zookeeper:4lw.commands.whitelist', '3.9.3', 'zookeeper', 'srvr'],
  ['zookeeper:admin.enableServer', '3.9.3', undefined, 'true'],
  ['redis:appendonly', '7.2.4', 'redis', 'no'],
  ['redis:appendonly', '7.2.4', 'bitnami/redis', 'yes'],
  ['redis:appendonly', '8.0.1', 'bitnamilegacy/valkey', 'yes'],
  ['redis:save', '6.2.0', 'redis', '3600 1 300 100 60 10000'],
  ['redis:protected-mode', '7.2.4', undefined, 'yes'],
  ['redis:protected-mode', '7.2.4', 'redis', 'no'],
  ['redis:maxmemory-policy', undefined, 'redis', 'noeviction'],
  ['redisson:checkLockSyncedSlaves', '3.16.8', undefined, undefined],
  ['redisson:checkLockSyncedSlaves', '3.23.0', undefined, 'true'],
];

describe('defaults by version and image', () => {
  for (const [id, version, image, expected] of cases) {
    it(`${id} of ${version ?? 'an unknown version'}${image === undefined ? '' : ` in ${image}`} is ${expected ?? 'not known'}`, () => {
      const setting = catalog().setting(id);
      assert.ok(setting !== undefined, 'no such setting');
      assert.equal(defaultOf(setting, version, image)?.value, expected);
    });
  }
});
