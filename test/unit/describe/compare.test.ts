import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparableIds, compare } from '../../../server/src/describe/compare.ts';
import { explain, resolveId } from '../../../server/src/describe/explain.ts';
import { namedPage } from '../../../server/src/describe/markdown.ts';
import { pageMarkdown } from '../../../server/src/describe/page.ts';
import { textsIn } from '../../../server/src/describe/texts.ts';
import { pagesOf } from '../../../server/src/ide/explain.ts';
import { catalog } from '../../../server/src/knowledge/catalog.ts';

const english = textsIn('en', catalog());
const chinese = textsIn('zh-cn', catalog());

test('two components stand side by side over what they offer, with the part of the comparison they share', () => {
  const page = compare(['redis', 'zookeeper'], english, namedPage);
  const markdown = pageMarkdown(page);
  assert.equal(page.kind, 'comparison');
  assert.match(markdown, /^# Redis, Apache ZooKeeper\n/);
  assert.match(markdown, /\| Need \| Redis \| Apache ZooKeeper \|/);
  assert.match(markdown, /\n## Distributed locks\n/);
  assert.match(markdown, /\| Need \| Redis \(Redisson\) \(`redis`\) \| ZooKeeper \(Curator\) \(`zookeeper`\) \|/);
  assert.doesNotMatch(markdown, /\*\*etcd\*\*/);
  assert.match(markdown, /\n## Sources\n/);
});

test('options of a comparison that are no components can be compared too', () => {
  assert.ok(comparableIds(english).includes('round-robin'));
  const markdown = pageMarkdown(compare(['round-robin', 'least-connections'], chinese, namedPage));
  assert.match(markdown, /^# 轮询、最少连接\n/);
  assert.match(markdown, /\n## 负载均衡算法\n/);
});

test('what has nothing in common says so', () => {
  const markdown = pageMarkdown(compare(['round-robin', 'cdn'], english, namedPage));
  assert.match(markdown, /Nothing is known of them in common/);
});

test('a comparison has a page, is found by its name and is listed for the editor', () => {
  assert.deepEqual(resolveId('分布式锁', chinese), { id: 'distributed-lock' });
  assert.deepEqual(resolveId('Message brokers', english), { id: 'messaging' });
  assert.equal(explain('messaging', english)?.kind, 'comparison');
  const listed = pagesOf(['comparison'], english);
  assert.ok(listed.some(({ id, title }) => id === 'locks' && title === 'Distributed locks'));
  assert.ok(listed.every(({ kind }) => kind === 'comparison'));
});

test('every answer of a comparison comes with its reason', () => {
  const page = explain('transactions', english);
  const markdown = page === undefined ? '' : pageMarkdown(page);
  assert.match(markdown, /\*\*Seata AT\*\* · no: Phase one commits; /);
});
