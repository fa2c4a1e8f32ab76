import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineIndex } from '../../../server/src/base/line-index.ts';
import type { Anchor } from '../../../server/src/model/anchor.ts';
import { locate } from '../../../server/src/project/locate.ts';

const text = 'services:\r\n  "订单": { image: redis }\r\n  kafka:\r\n    image: apache/kafka\r\n';
const lines = new LineIndex(text);

function span(piece: string): { start: number; end: number } {
  const start = text.indexOf(piece);
  return { start, end: start + piece.length };
}

/** What an anchor marks, read back from the text. */
function shown(anchor: Omit<Anchor, 'uri' | 'path'>): string | undefined {
  const range = locate({ uri: 'file:///w/compose.yml', path: [0], ...anchor }, lines);
  return range === undefined ? undefined : text.slice(lines.offset(range.start), lines.offset(range.end));
}

test('key, value, both and a piece', () => {
  const both = { key: span('image'), value: span('redis') };
  assert.equal(shown({ ...both, part: 'key' }), 'image');
  assert.equal(shown({ ...both, part: 'value' }), 'redis');
  assert.equal(shown({ ...both, part: 'pair' }), 'image: redis');
  assert.equal(shown({ ...both, part: 'pair', sub: span('dis') }), 'dis');
});

test('a pair over several lines is shown by its key', () => {
  assert.equal(shown({ part: 'pair', key: span('kafka'), value: span('image: apache/kafka') }), 'kafka');
});

test('columns count UTF-16 units, lines end with CRLF too', () => {
  assert.deepEqual(locate({ uri: '', path: [], part: 'value', value: span('redis') }, lines), {
    start: { line: 1, character: 17 },
    end: { line: 1, character: 22 },
  });
});

test('half an anchor is what it has; none is nothing', () => {
  assert.equal(shown({ part: 'value', key: span('kafka') }), 'kafka');
  assert.equal(shown({ part: 'key' }), undefined);
});
