import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { embedded } from '../../../server/src/yaml/embedded.ts';
import { parseYaml } from '../../../server/src/yaml/parse.ts';
import { at } from '../../../server/src/yaml/query.ts';
import { written } from './tree-support.ts';

/** Every character of the embedded text, as it is found in the file. */
function carriedBack(source: string): { text: string; found: string } {
  const scalar = at(parseYaml(source).documents[0]?.root, ['data', 'x']);
  assert.ok(scalar?.kind === 'scalar');
  const inner = embedded(scalar, source);
  assert.ok(inner !== undefined, 'not found');
  const found = inner.text
    .split('')
    .map((_, i) => source.charAt(inner.toSource(i)))
    .join('');
  return { text: inner.text, found };
}

describe('characters are found where they are written', () => {
  for (const [name, value, text, found = text] of [
    ['literal', '|\n    a: 1\n    b:\n      c: 2\n', 'a: 1\nb:\n  c: 2\n'],
    ['literal with a comment behind the header', '| # yaml\n    a: 1\n', 'a: 1\n'],
    ['literal with CRLF', '|\r\n    a: 1\r\n    b: 2\r\n', 'a: 1\nb: 2\n', 'a: 1\rb: 2\r'],
    ['literal with blank lines', '|\n\n    a\n\n      b\n\n', '\na\n\n  b\n'],
    ['literal without a last break', '|-\n    a\n    b\n', 'a\nb'],
    ['literal with an indentation indicator', '|2\n      a\n    b\n', '  a\nb\n'],
    ['literal with tabs inside', '|\n    a\n    \tb\n', 'a\n\tb\n'],
    ['folded', '>\n    a\n    b\n\n    c\n', 'a b\nc\n', 'a\nb\nc\n'],
    ['folded with deeper lines', '>\n    a\n      b\n    c\n', 'a\n  b\nc\n'],
    ['plain', 'abc', 'abc'],
    ['plain over lines', 'a\n    b', 'a b', 'a\nb'],
    ['single', "'it''s'", "it's", "it's"],
    ['double', '"a b"', 'a b'],
    ['double with breaks written as escapes', '"a: b\\nc: \\"d\\"\\n"', 'a: b\nc: "d"\n', 'a: b\\c: \\d\\\\'],
    ['double over lines', '"a\n    b\\\n    c\n\n    d"', 'a bc\nd', 'a\nbc\nd'],
    ['double with a code point', '"\\U0001F600x"', '\u{1F600}x', '\\Ux'],
  ] as const) {
    test(name, () =>
      assert.deepEqual(
        carriedBack(`kind: ConfigMap\ndata:\n  w: 1\n  x: ${value}\n  y: 2\n`.replace('\n\n  y', '\n  y')),
        { text, found },
      ),
    );
  }
});

test('the tree of an embedded file has spans of the outer one', () => {
  const source = 'data:\n  application.yml: |\n    spring:\n      redis:\n        host: redis-0 # here\n  other: 1\n';
  const scalar = at(parseYaml(source).documents[0]?.root, ['data', 'application.yml']);
  assert.ok(scalar?.kind === 'scalar');
  const inner = embedded(scalar, source);
  assert.ok(inner);
  const [document] = parseYaml(inner.text, { embedded: inner.toSource }).documents;
  assert.equal(written(at(document?.root, ['spring', 'redis', 'host']), source), 'redis-0');
  assert.equal(written(at(document?.root, ['spring', 'redis']), source), 'host: redis-0');
});

test('a scalar of another version of the file is not found', () => {
  const scalar = at(parseYaml('a: |\n  x\n  y\n').documents[0]?.root, ['a']);
  assert.ok(scalar?.kind === 'scalar');
  assert.equal(embedded(scalar, 'b: 1\nc: 2\nd: 3\n'), undefined);
});
