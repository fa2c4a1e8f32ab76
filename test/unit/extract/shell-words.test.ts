import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shellWords } from '../../../server/src/extract/shell-words.ts';

const cases: readonly (readonly [line: string, words: readonly string[]])[] = [
  ['redis-server --appendonly yes', ['redis-server', '--appendonly', 'yes']],
  ['redis-server --save "" --requirepass "two words"', ['redis-server', '--save', '', '--requirepass', 'two words']],
  [`sh -c 'exec redis-server "$@"'`, ['sh', '-c', 'exec redis-server "$@"']],
  ['--maxmemory ${MAX:-256 mb} x', ['--maxmemory', '${MAX:-256 mb}', 'x']],
  ['a\\ b c\\\n d', ['a b', 'c', 'd']],
  ['  start \n --port=1\t', ['start', '--port=1']],
  ['echo "a \\"b\\""', ['echo', 'a "b"']],
  ['"open quote', ['open quote']],
  ['', []],
];

for (const [line, words] of cases) {
  test(`words of ${JSON.stringify(line)}`, () =>
    assert.deepEqual(
      shellWords(line).map(({ text }) => text),
      words,
    ));
}

test('a word knows where it stands, quotes included', () => {
  const line = 'redis-server --requirepass "two words" --port 1';
  const spans = shellWords(line).map(({ start, end }) => line.slice(start, end));
  assert.deepEqual(spans, ['redis-server', '--requirepass', '"two words"', '--port', '1']);
});
