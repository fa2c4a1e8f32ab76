import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entriesOf, idOfName, searchPages } from '../../../server/src/describe/entries.ts';
import { resolveId } from '../../../server/src/describe/explain.ts';
import { textsIn } from '../../../server/src/describe/texts.ts';
import { catalog } from '../../../server/src/knowledge/catalog.ts';

const english = textsIn('en', catalog());
const chinese = textsIn('zh-cn', catalog());

test('every id has one entry, with titles of both languages among its names', () => {
  const entries = entriesOf(chinese);
  assert.deepEqual(entries.map(({ id }) => id).toSorted(), [...catalog().ids].toSorted());
  const acks = entries.find(({ id }) => id === 'kafka:acks');
  const title = catalog().setting('kafka:acks')?.title;
  assert.ok(acks !== undefined && title !== undefined);
  assert.equal(acks.title, title['zh-cn']);
  assert.deepEqual(acks.names, ['kafka:acks', title.en, title['zh-cn']]);
});

const names: readonly (readonly [name: string, id: string])[] = [
  ['Redis', 'redis'],
  ['valkey', 'redis'],
  ['OpenSearch', 'elasticsearch'],
  ['MariaDB', 'mysql'],
  ['zk', 'zookeeper'],
  ['Postgres', 'postgresql'],
  ['注册中心', 'service-discovery'],
  ['两阶段提交', 'two-phase-commit'],
  ['2PC', 'two-phase-commit'],
  ['Two-phase commit', 'two-phase-commit'],
  ['幂等性', 'idempotence'],
  ['异地多活', 'multi-site-active-active'],
  ['消息队列', 'messaging'],
  ['read-write splitting', 'read-write-splitting'],
  ['message ordering', 'message-ordering'],
  ['object/file storage', 'object-storage'],
  ['Group Replication', 'mysql'],
  ['线性一致', 'linearizability'],
  ['法定人数', 'quorum'],
  ['数据库锁', 'locks'],
  ['红锁', 'distributed-lock'],
];

for (const [name, id] of names) {
  test(`${name} is ${id}, whatever the language of the texts`, () => {
    assert.equal(idOfName(name, english), id);
    assert.deepEqual(resolveId(name, chinese), { id });
  });
}

test('a name nobody has is no id', () => {
  assert.equal(idOfName('banana', english), undefined);
  // Titles of settings and rules are sentences, not names.
  assert.equal(idOfName(catalog().rule('kafka/acks-not-all')?.title.en ?? '', english), undefined);
});

test('a comparison is found by its options, a concept by the components it leads to, and neither is called so', () => {
  const found = searchPages('redis 锁', english).map(({ id }) => id);
  assert.ok(found.includes('locks') && found.includes('distributed-lock'), found.join());
  assert.deepEqual(
    searchPages('tidb cassandra', english).map(({ id }) => id),
    ['distributed-databases'],
  );
  assert.equal(searchPages('pulsar', english)[0]?.id, 'pulsar');
  assert.equal(idOfName('In-process cache', english), undefined);
});

test('words lead to the pages that hold all of them', () => {
  assert.equal(searchPages('kafka ack', english)[0]?.id, 'kafka:acks');
  assert.ok(searchPages('redis 锁', english).some(({ id }) => id === 'redis/lock-on-async-replica'));
  assert.deepEqual(searchPages('kafka banana', english), []);
});

test('a name of Chinese that nobody has is like those that share most of its signs', () => {
  const near = (name: string): readonly string[] => {
    const resolved = resolveId(name, chinese);
    return 'near' in resolved ? resolved.near : [];
  };
  assert.equal(near('异地双活')[0], 'multi-site-active-active');
  assert.equal(near('缓存穿越')[0], 'cache-penetration');
  assert.deepEqual(near('今天天气'), []);
  assert.deepEqual(near('zookeper'), ['zookeeper']);
});

test('where nothing goes by a name, pages that hold it are near', () => {
  const resolved = resolveId('vgroup', english);
  assert.ok('near' in resolved && resolved.near.some((id) => id.startsWith('seata')), JSON.stringify(resolved));
});
