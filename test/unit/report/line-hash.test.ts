import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineHashes } from '../../../server/src/report/line-hash.ts';

/** The published algorithm, step by step: a hash that rolls over a window of a hundred characters. */
function rolling(source: string): string[] {
  const size = 100;
  const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
  const leaving = wrap(37n ** BigInt(size));
  const window = Array.from({ length: size }, () => 0);
  const lineAt = Array.from({ length: size }, () => -1);
  const counts = new Map<string, number>();
  const hashes: string[] = [];
  let hash = 0n;
  let index = 0;
  let line = 0;
  let atStart = true;
  let afterReturn = false;
  const output = (): void => {
    const number = lineAt[index] ?? -1;
    if (number < 0) return;
    const text = hash.toString(16);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    hashes[number - 1] = `${text}:${counts.get(text)}`;
    lineAt[index] = -1;
  };
  const push = (unit: number): void => {
    hash = wrap(37n * hash + BigInt(unit) - leaving * BigInt(window[index] ?? 0));
    window[index] = unit;
    index = (index + 1) % size;
  };
  const take = (unit: number): void => {
    const skipped = unit === 32 || unit === 9 || (afterReturn && unit === 10);
    afterReturn = unit === 13;
    if (skipped) return;
    output();
    if (atStart) lineAt[index] = ++line;
    const normal = unit === 13 ? 10 : unit;
    atStart = normal === 10;
    push(normal);
  };
  for (let i = 0; i < source.length; i++) take(source.charCodeAt(i));
  take(0xffff);
  for (let i = 0; i < size; i++) {
    output();
    push(0);
  }
  return hashes;
}

const texts = {
  'short lines': 'a: 1\nb: 2\n',
  'no line end at the end': 'a: 1\nb: 2',
  'lines that begin alike': `${'x: 1\n'.repeat(60)}y: 2\n`,
  'blank and long lines': `\n\n  ${'long '.repeat(80)}\n\ta: 1\n\n`,
  'CRLF and a lone CR': 'a: 1\r\nb: 2\rc: 3\r\r\nd: 4\r\n',
  'wide characters': '# 生产环境\nacks: 1\n',
  'an empty file': '',
};

for (const [name, text] of Object.entries(texts)) {
  test(`lines hash as in the published algorithm: ${name}`, () => {
    const expected = rolling(text);
    const hashes = new LineHashes(text);
    assert.deepEqual(
      expected.map((_, i) => hashes.of(i + 1)),
      expected,
    );
    assert.equal(hashes.of(expected.length + 1), undefined);
  });
}
