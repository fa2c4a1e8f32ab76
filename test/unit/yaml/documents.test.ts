import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { splitDocuments } from '../../../server/src/yaml/documents.ts';

const bodies = (source: string): string[] =>
  splitDocuments(source).map(({ bodyStart, bodyEnd }) => source.slice(bodyStart, bodyEnd).trim());

describe('documents are split', () => {
  for (const [name, source, expected] of [
    ['one without markers', 'a: 1\n', ['a: 1']],
    ['nothing', '', []],
    ['comments only', '# a\n\n# b\n', []],
    ['a marker first', '---\na: 1\n', ['a: 1']],
    ['a licence before the marker', '# licence\n\n---\na: 1\n', ['a: 1']],
    ['two', 'a: 1\n---\nb: 2\n', ['a: 1', 'b: 2']],
    ['an empty one between', '---\na: 1\n---\n---\nb: 2\n', ['a: 1', '', 'b: 2']],
    ['a marker last', 'a: 1\n---\n', ['a: 1', '']],
    ['an end marker', 'a: 1\n...\n# x\n---\nb: 2\n', ['a: 1', 'b: 2']],
    ['a document without marker after an end marker', 'a: 1\n...\nb: 2\n', ['a: 1', 'b: 2']],
    ['directives', '%YAML 1.2\n%TAG ! tag:x,2000:\n---\na: 1\n', ['a: 1']],
    ['content on the line of the marker', '--- # first\na: 1\n--- [b]\n', ['# first\na: 1', '[b]']],
    ['CRLF', 'a: 1\r\n---\r\nb: 2\r\n', ['a: 1', 'b: 2']],
    ['a byte order mark', '\ufeff---\na: 1\n', ['a: 1']],
    ['a marker in a block scalar ends it', 'a: |\n  x\n---\nb: 2\n', ['a: |\n  x', 'b: 2']],
    [
      'three dashes inside a text are no marker',
      'a: |\n  ---\nb: ---\n---c: 1\n----\n',
      ['a: |\n  ---\nb: ---\n---c: 1\n----'],
    ],
  ] as const) {
    test(name, () => {
      assert.deepEqual(bodies(source), expected);
      if (expected.length > 0)
        assert.equal(
          parseAllDocuments(source, { logLevel: 'silent' }).length,
          expected.length,
          'as many as the library',
        );
    });
  }
});

test('slices follow each other', () => {
  const source = '# x\na: 1\n---\nb: 2\n...\n---\nc: 3';
  const slices = splitDocuments(source);
  assert.equal(slices.map(({ start, end }) => source.slice(start, end)).join(''), source);
  assert.deepEqual(
    slices.map(({ index }) => index),
    [0, 1, 2],
  );
});
