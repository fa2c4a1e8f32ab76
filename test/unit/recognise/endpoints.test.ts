import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sourced } from '../../../server/src/model/declaration.ts';
import { endpointsOf } from '../../../server/src/recognise/endpoints.ts';

const before = 'address: ';

/** A plain value that stands behind `address: ` in its file. */
function value(text: string): Sourced {
  const span = { start: before.length, end: before.length + text.length };
  return {
    value: text,
    raw: text,
    at: { uri: 'file:///w/application.yml', path: [0, 'address'], part: 'value', value: span },
  };
}

/** `host:port …`, with `?` where an address is hidden and `!` where something is no address. */
function shown(source: Sourced): string {
  const { endpoints, scheme, unresolved, foreign } = endpointsOf(source);
  const list = endpoints.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`)).join(' ');
  return `${scheme === undefined ? '' : `${scheme}> `}${list}${unresolved ? ' ?' : ''}${foreign ? ' !' : ''}`.trim();
}

const cases: readonly (readonly [text: string, expected: string])[] = [
  ['kafka-1:9092,kafka-2:9092, kafka-3:9092', 'kafka-1:9092 kafka-2:9092 kafka-3:9092'],
  ['redis://:s3cret@cache:6379/0', 'redis> cache:6379'],
  ['rediss://user:pw@cache.example.com:6380?timeout=2s', 'rediss> cache.example.com:6380'],
  ['nacos://nacos:8848?username=nacos&password=nacos', 'nacos> nacos:8848'],
  ['zookeeper://zk1:2181?backup=zk2:2181,zk3:2181', 'zookeeper> zk1:2181 zk2:2181 zk3:2181'],
  ['zk1:2181,zk2:2181/kafka', 'zk1:2181 zk2:2181'],
  ['1@kafka-1:9093,2@kafka-2:9093', 'kafka-1:9093 kafka-2:9093'],
  ['nacos1:8848 nacos2:8848 nacos3:8848', 'nacos1:8848 nacos2:8848 nacos3:8848'],
  ['["redis-1:6379", "redis-2:6379"]', 'redis-1:6379 redis-2:6379'],
  ['PLAINTEXT://kafka:9092', 'plaintext> kafka:9092'],
  ['jdbc:mysql://db:3306/orders?useSSL=false&sessionVariables=a,b', 'mysql> db:3306'],
  ['jdbc:mysql:replication://db-1:3306,db-2:3306/orders', 'mysql> db-1:3306 db-2:3306'],
  ['mongodb://app:pw@m1:27017,m2:27017/orders?replicaSet=rs0', 'mongodb> m1:27017 m2:27017'],
  ['http://es-1:9200,http://es-2:9200', 'http> es-1:9200 es-2:9200'],
  ['app:pw@tcp(db:3306)/orders?parseTime=true', 'db:3306'],
  ['[2001:db8::7]:6379', '2001:db8::7:6379'],
  ['cache', 'cache'],
  ['my_redis:6379', 'my_redis:6379'],
  ['true', '!'],
  ['6379', '!'],
  ['N/A', '!'],
  ['/var/run/redis.sock', '!'],
  ['{{ .Values.host }}:9092', '?'],
];

for (const [text, expected] of cases)
  test(`${text} holds ${expected}`, () => assert.equal(shown(value(text)), expected));

test('a hidden host is unresolved, a hidden port is only unknown', () => {
  const { at } = value('');
  assert.equal(shown({ value: undefined, raw: '${HOST}:9092', pattern: '${HOST}:9092', at }), '?');
  assert.equal(shown({ value: undefined, raw: 'kafka:${PORT}', pattern: 'kafka:${PORT}', at }), 'kafka');
  assert.equal(shown({ value: undefined, raw: '${A},b:9092', pattern: '${A},b:9092', at }), 'b:9092 ?');
  assert.equal(shown({ value: undefined, raw: '${ADDRESSES}', at }), '?');
});

test('each address of a list has its own place in the file', () => {
  const file = `${before}zookeeper://zk1:2181?backup=zk2:2181,zk3:2181`;
  const { endpoints } = endpointsOf(value(file.slice(before.length)));
  assert.deepEqual(
    endpoints.map(({ at }) => file.slice(at.sub?.start, at.sub?.end)),
    ['zk1:2181', 'zk2:2181', 'zk3:2181'],
  );
});

test('a value alone is marked as a whole, and so is one that was filled in', () => {
  assert.equal(endpointsOf(value('kafka:9092')).endpoints[0]?.at.sub, undefined);
  const filled: Sourced = { ...value('a:1,b:2'), raw: '${LIST:-a:1,b:2}' };
  assert.deepEqual(
    endpointsOf(filled).endpoints.map(({ at }) => at.sub),
    [undefined, undefined],
  );
});
