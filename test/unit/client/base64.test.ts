import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64 } from '../../../client/src/base64.ts';

test('bytes arrive unchanged, whatever encoding they are in', () => {
  const gb18030 = Uint8Array.from([0xd6, 0xd0, 0xce, 0xc4, 0x0a, 0x00, 0xff]);
  assert.equal(base64(gb18030), Buffer.from(gb18030).toString('base64'));
});

test('a large file does not overflow the stack', () => {
  const large = new Uint8Array(3_000_001).map((_, index) => index % 251);
  assert.equal(base64(large), Buffer.from(large).toString('base64'));
});

test('an empty file', () => assert.equal(base64(new Uint8Array()), ''));
