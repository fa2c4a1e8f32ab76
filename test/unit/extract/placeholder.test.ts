import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolvePlaceholders } from '../../../server/src/extract/placeholder.ts';

const properties: Readonly<Record<string, string>> = {
  'redis.host': 'cache',
  'redis.address': '${redis.host}:${redis.port:6379}',
  left: '${right}',
  right: '${left}',
};

const cases: readonly (readonly [written: string, value: string | undefined, pattern?: string])[] = [
  ['localhost', 'localhost'],
  ['${REDIS_HOST:localhost}', 'localhost'],
  ['${BROKERS:kafka:9092}', 'kafka:9092'],
  ['${URL:http://eureka:8761/eureka/}', 'http://eureka:8761/eureka/'],
  ['${EMPTY:}', ''],
  ['${ACKS:${DEFAULT_ACKS:all}}', 'all'],
  ['${redis.host}', 'cache'],
  ['${redis.host:other}', 'cache'],
  ['${redis.address}', 'cache:6379'],
  ['${REDIS_HOST}', undefined],
  ['${REDIS_HOST}:6379', undefined, '${REDIS_HOST}:6379'],
  ['redis://${REDIS_USER}@${redis.host}:6379', undefined, 'redis://${REDIS_USER}@cache:6379'],
  ['@project.version@', undefined],
  ['app-@profile@', undefined, 'app-${profile}'],
  ['#{systemProperties.user}', undefined],
  ['ops@example.com', 'ops@example.com'],
  ['amqp://a:b@h1:5672,b@h2', 'amqp://a:b@h1:5672,b@h2'],
  ['${left}', undefined],
  ['50% of $ and {}', '50% of $ and {}'],
  ['ENC(abc)', 'ENC(abc)'],
];

for (const [written, value, pattern] of cases) {
  test(`placeholder ${written}`, () => {
    const resolved = resolvePlaceholders(written, (name) => properties[name]);
    assert.equal(resolved.value, value);
    if (written !== '${left}') assert.equal(resolved.pattern, pattern);
  });
}

test('properties that name each other many times do not multiply without end', () => {
  const laugh = '${ha}'.repeat(50);
  assert.equal(resolvePlaceholders(laugh, () => laugh).value, undefined);
});
