import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageHtml, redirectLinks } from '../../../client/src/page-html.ts';

const toCommand = (id: string): string => `command:archlens.explain?${encodeURIComponent(JSON.stringify([{ id }]))}`;

test('links to other pages become commands of the editor', () => {
  assert.equal(
    redirectLinks(
      '<a href="archlens:kafka/acks-not-all" data-href="archlens:kafka/acks-not-all">rule</a>',
      'archlens',
      toCommand,
    ),
    '<a href="command:archlens.explain?%5B%7B%22id%22%3A%22kafka%2Facks-not-all%22%7D%5D" data-href="archlens:kafka/acks-not-all">rule</a>',
  );
});

test('the id of a setting, which a renderer may have encoded, arrives as it is', () => {
  const ids: string[] = [];
  const collect = (id: string): string => {
    ids.push(id);
    return '#';
  };
  redirectLinks(
    '<a href="archlens:kafka:min.insync.replicas">a</a><a href="archlens:concept/%E4%B8%80%E8%87%B4">b</a>',
    'archlens',
    collect,
  );
  assert.deepEqual(ids, ['kafka:min.insync.replicas', 'concept/一致']);
});

test('links out of the editor stay as they are', () => {
  const html = '<a href="https://kafka.apache.org/">Kafka</a>';
  assert.equal(redirectLinks(html, 'archlens', toCommand), html);
});

test('a page runs no scripts and loads nothing', () => {
  const html = pageHtml({ title: 'Kafka', body: '<h1>Kafka</h1>', language: 'en', back: undefined });
  assert.match(
    html,
    /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">/,
  );
  assert.doesNotMatch(html, /<script|<link|src=/);
  assert.doesNotMatch(html, /<nav>/);
});

test('titles from a workspace cannot add markup', () => {
  const back = { label: '<img src=x>', href: 'command:x?"' };
  const html = pageHtml({ title: '</title><b>', body: '', language: 'zh-cn', back });
  assert.match(html, /<html lang="zh-cn">/);
  assert.match(html, /<title>&lt;\/title&gt;&lt;b&gt;<\/title>/);
  assert.match(html, /<a href="command:x\?&quot;">← &lt;img src=x&gt;<\/a>/);
});
