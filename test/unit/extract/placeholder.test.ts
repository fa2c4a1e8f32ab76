import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Property } from '../../../server/src/model/declaration.ts';
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
    const resolved = resolvePlaceholders(written, (name) => said(name, properties[name]));
    assert.equal(resolved.value, value);
    if (written !== '${left}') assert.equal(resolved.pattern, pattern);
  });
}

test('properties that name each other many times do not multiply without end', () => {
  const laugh = '${ha}'.repeat(50);
  assert.equal(resolvePlaceholders(laugh, (name) => said(name, laugh)).value, undefined);
});

test('what was filled in is told, with the place it stands at', () => {
  const { value, via } = resolvePlaceholders('${redis.host}:6379', (name) => said(name, properties[name]));
  assert.equal(value, `${properties['redis.host']}:6379`);
  assert.deepEqual(
    via?.map(({ name, value: filled }) => [name, filled]),
    [['redis.host', properties['redis.host']]],
  );
});

test('properties that name each other in a circle are unknown, and the circle is told', () => {
  const circle: Readonly<Record<string, string>> = { a: '${b}', b: '${c}', c: '${a}' };
  const { value, cycle } = resolvePlaceholders('${a}', (name) => said(name, circle[name]));
  assert.equal(value, undefined);
  assert.deepEqual(cycle, ['a', 'b', 'c', 'a']);
});

function said(name: string, raw: string | undefined): Property | undefined {
  return raw === undefined ? undefined : { name, raw, value: raw, at: { uri: '', path: [name], part: 'value' } };
}
