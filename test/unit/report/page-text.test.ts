import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block } from '../../../server/src/describe/page.ts';
import { pageText } from '../../../server/src/report/page-text.ts';
import { plain } from '../../../server/src/report/paint.ts';

function shown(block: Block, columns: number): string[] {
  return pageText({ blocks: [block] }, plain, columns)
    .trimEnd()
    .split('\n');
}

const answers: Block = {
  kind: 'table',
  head: ['需求', '[Redis](redis)', '[事务消息 (transactional-message)](transactional-message)'],
  rows: [
    ['读到最新写入', '满足', '部分满足'],
    ['按键过期', '不满足', '–'],
  ],
};

test('columns stand below their titles, counted in the columns of a terminal', () => {
  assert.deepEqual(shown(answers, 80), [
    '  需求          Redis   事务消息 (transactional-message)',
    '• 读到最新写入  满足    部分满足',
    '• 按键过期      不满足  –',
  ]);
});

test('titles that are too wide stand on several lines', () => {
  assert.deepEqual(shown(answers, 52), [
    '  需求          Redis   事务消息',
    '                        (transactional-message)',
    '• 读到最新写入  满足    部分满足',
    '• 按键过期      不满足  –',
  ]);
});

test('where it does not fit at all, every answer has its title beside it', () => {
  assert.deepEqual(shown(answers, 30), [
    '• 读到最新写入',
    '    Redis：满足',
    '    事务消息 (transactional-message)：部分满足',
    '• 按键过期',
    '    Redis：不满足',
  ]);
});

test('two columns of words are a list', () => {
  const ports: Block = { kind: 'table', head: ['port', 'note'], rows: [['6379', 'Clients']] };
  assert.deepEqual(shown(ports, 80), ['• 6379                         Clients']);
});
