import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEqual } from '../../../server/src/base/equal.ts';

test('what says the same is equal, and nothing else', () => {
  const one = { range: { start: { line: 1 } }, tags: [1, 2], code: 'kafka/acks-not-all' };
  assert.ok(isEqual(one, structuredClone(one)));
  assert.ok(!isEqual(one, { ...one, tags: [1] }));
  assert.ok(!isEqual(one, { ...one, range: { start: { line: 2 } } }));
  assert.ok(!isEqual(one, { ...one, extra: undefined }));
  assert.ok(!isEqual({ a: undefined }, { b: undefined }));
  assert.ok(!isEqual([], {}));
  assert.ok(!isEqual(null, {}));
});
