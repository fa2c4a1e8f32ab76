import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Memo } from '../../../server/src/base/memo.ts';

test('a text is worked out once', () => {
  const memo = new Memo<number>();
  const asked: string[] = [];
  const length = (text: string): number => asked.push(text) && text.length;
  assert.equal(memo.get('redis', length), 5);
  assert.equal(memo.get('redis', length), 5);
  assert.equal(memo.get('__proto__', length), 9);
  assert.deepEqual(asked, ['redis', '__proto__']);
});

test('a full memo starts anew and stays right', () => {
  const memo = new Memo<string>(2);
  const upper = (text: string): string => text.toUpperCase();
  assert.deepEqual(
    ['a', 'b', 'c', 'a'].map((text) => memo.get(text, upper)),
    ['A', 'B', 'C', 'A'],
  );
});
