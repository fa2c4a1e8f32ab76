import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeFrame } from '../../../server/src/report/code-frame.ts';
import { padded, printable, width } from '../../../server/src/report/width.ts';

/** The frame as it stands on a terminal, where wide characters take two columns. */
function drawn(source: string, line: number, piece: string, columns = 80): string {
  const lines = source.split('\n');
  const from = (lines[line] ?? '').indexOf(piece);
  const { lines: rows, caret } = codeFrame(lines, { line, from, to: from + piece.length }, columns);
  return [
    ...rows.map(({ number, text }) => `${number}|${text}`),
    `  ${' '.repeat(caret.column)}${'^'.repeat(caret.length)}`,
  ].join('\n');
}

test('the line with the one it belongs to', () => {
  const source = 'spring:\n  kafka:\n    # fast\n\n    producer:\n      retries: 3\n      acks: 1';
  assert.equal(drawn(source, 6, '1'), '5|    producer:\n7|      acks: 1\n              ^');
});

test('carets stand under wide characters and are as wide as what they mark', () => {
  assert.equal(drawn('{ 名称: 订单, acks: 1 }', 0, '1'), '1|{ 名称: 订单, acks: 1 }\n                      ^');
  assert.equal(drawn('名称: 订单', 0, '订单'), '1|名称: 订单\n        ^^^^');
});

test('a long line is cut so that the place stays in sight', () => {
  const source = `command: redis-server ${'--flag value '.repeat(20)}--appendonly no ${'--more x '.repeat(20)}`;
  const [row = '', caret = ''] = drawn(source, 0, 'no', 60).split('\n');
  assert.ok(row.startsWith('1|…') && row.endsWith('…'), row);
  assert.ok(width(row) <= 62, `${width(row)} columns`);
  assert.equal(row.slice(caret.indexOf('^'), caret.indexOf('^') + 2), 'no');
});

test('tabs and control characters of a file do no harm to a terminal', () => {
  assert.equal(printable('a\tb\u001b[31mred\u0007\u202e'), 'a  b·[31mred··');
  assert.equal(drawn('key:\tvalue', 0, 'value'), '1|key:  value\n        ^^^^^');
});

test('columns of a terminal', () => {
  assert.equal(width('abc'), 3);
  assert.equal(width('订单，Ａ'), 8);
  assert.equal(width('e\u0301'), 1);
  assert.equal(width('🔴'), 2);
  assert.equal(padded('订单', 6), '订单  ');
});
