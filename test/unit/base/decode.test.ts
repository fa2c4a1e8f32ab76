import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from '../../../server/src/base/decode.ts';

const line = '# 生产环境\nacks: all\n';

test('UTF-8 with and without a byte order mark is the same text', () => {
  assert.equal(decode(Buffer.from(line)), line);
  assert.equal(decode(Buffer.from(`\uFEFF${line}`)), line);
});

test('UTF-16 is told by its mark', () => {
  const little = Buffer.from(`\uFEFF${line}`, 'utf16le');
  assert.equal(decode(little), line);
  assert.equal(decode(Buffer.from(little).swap16()), line);
});

test('what is no UTF-8 is read as GB18030', () => {
  // 生产环境 in GBK.
  const bytes = Buffer.from([0x23, 0x20, 0xc9, 0xfa, 0xb2, 0xfa, 0xbb, 0xb7, 0xbe, 0xb3, 0x0a]);
  assert.equal(decode(bytes), '# 生产环境\n');
});

test('a stray Western letter does not make a file unreadable', () => {
  assert.equal(decode(Buffer.from([0x23, 0x20, 0xe9, 0x20, 0x0a])), '# é \n');
});

test('NUL bytes are no text', () => {
  assert.equal(decode(Buffer.from('PK\u0003\u0004\u0000\u0000')), undefined);
});
