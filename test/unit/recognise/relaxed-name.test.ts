import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalName, flatName, namePattern, nameTokens } from '../../../server/src/recognise/relaxed-name.ts';

test('kebab-case, camelCase and underscores are one property', () => {
  const spellings = [
    'spring.kafka.bootstrap-servers',
    'spring.kafka.bootstrapServers',
    'spring.kafka.bootstrap_servers',
  ];
  assert.deepEqual(new Set(spellings.map(canonicalName)), new Set(['spring.kafka.bootstrapservers']));
});

test('list indices are left out, bracketed map keys are segments', () => {
  assert.equal(canonicalName('spring.data.redis.sentinel.nodes[2]'), 'spring.data.redis.sentinel.nodes');
  assert.equal(
    canonicalName('spring.kafka.producer.properties[max.block.ms]'),
    'spring.kafka.producer.properties.max.block.ms',
  );
});

test('an environment variable and its property are the same without separators', () => {
  assert.equal(flatName('SPRING_DATA_REDIS_HOST'), flatName('spring.data.redis.host'));
  assert.equal(flatName('SPRING_KAFKA_BOOTSTRAPSERVERS'), flatName('spring.kafka.bootstrap-servers'));
});

test('words of a name, whatever joins them', () => {
  assert.deepEqual(nameTokens('ordersRedis.hostName'), ['ORDERS', 'REDIS', 'HOST', 'NAME']);
  assert.deepEqual(nameTokens('ORDERS_KAFKA_BROKERS_0'), ['ORDERS', 'KAFKA', 'BROKERS']);
  assert.deepEqual(nameTokens('credisHost'), ['CREDIS', 'HOST']);
});

test('patterns: a segment, everything below, any segments before', () => {
  const matches = (pattern: string, name: string): boolean => namePattern(pattern)?.test(canonicalName(name)) === true;
  assert.ok(matches('dubbo.registries.*.address', 'dubbo.registries.hangzhou.address'));
  assert.ok(!matches('dubbo.registries.*.address', 'dubbo.registries.a.b.address'));
  assert.ok(matches('spring.redis.**', 'spring.redis.lettuce.pool.max-active'));
  assert.ok(!matches('spring.redis.**', 'spring.redis'));
  assert.ok(matches('**.single-server-config.address', 'singleServerConfig.address'));
  assert.ok(matches('**.single-server-config.address', 'app.redisson.single-server-config.address'));
  assert.ok(!matches('**.single-server-config.address', 'notsingle-server-config.address'));
  assert.equal(namePattern('spring.redis.host'), undefined);
});
