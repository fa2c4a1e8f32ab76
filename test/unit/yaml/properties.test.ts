import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseProperties } from '../../../server/src/yaml/properties.ts';

/** `[key, value, key as written, value as written]` of every line, document by document. */
function read(source: string): string[][][] {
  return parseProperties(source).documents.map(({ lines }) =>
    lines.map(({ key, value, keySpan, valueSpan }) => [
      key,
      value,
      source.slice(keySpan.start, keySpan.end),
      source.slice(valueSpan.start, valueSpan.end),
    ]),
  );
}

describe('a line', () => {
  for (const [source, key, value, writtenKey = key, writtenValue = value] of [
    ['a.b=c', 'a.b', 'c'],
    ['a.b = c d', 'a.b', 'c d'],
    ['a.b: c', 'a.b', 'c'],
    ['a.b c', 'a.b', 'c'],
    ['  a.b\t=\tc', 'a.b', 'c'],
    ['a.b', 'a.b', ''],
    ['a.b=', 'a.b', ''],
    ['url=jdbc:mysql://x:3306/y?a=b', 'url', 'jdbc:mysql://x:3306/y?a=b'],
    ['a=b # no comment', 'a', 'b # no comment'],
    ['nodes=a:1,\\\n      b:2', 'nodes', 'a:1,b:2', 'nodes', 'a:1,\\\n      b:2'],
    ['nodes=a:1,\\\r\n      b:2\r\nc=d', 'nodes', 'a:1,b:2', 'nodes', 'a:1,\\\r\n      b:2'],
    ['a\\ b=c', 'a b', 'c', 'a\\ b'],
    ['a=\\u4e2d\\t', 'a', '中\t', 'a', '\\u4e2d\\t'],
    ['\ufeffa=b', 'a', 'b'],
    ['a=@version@', 'a', '@version@'],
    ['a=${B:c}', 'a', '${B:c}'],
    ['a=b\\', 'a', 'b', 'a', 'b\\'],
  ] as const) {
    test(JSON.stringify(source), () => assert.deepEqual(read(source)[0]?.[0], [key, value, writtenKey, writtenValue]));
  }
});

describe('documents of a Spring file', () => {
  for (const sign of ['#', '!']) {
    test(`split at ${sign}---`, () => {
      const source = `a=1\r\n${sign}---\r\nspring.config.activate.on-profile=prod\r\na=2\r\n`;
      assert.deepEqual(
        read(source).map((lines) => lines.map(([key, value]) => `${key}=${value}`)),
        [['a=1'], ['spring.config.activate.on-profile=prod', 'a=2']],
      );
    });
  }

  for (const [name, source] of [
    ['an indented one', 'a=1\n #---\nb=2\n'],
    ['four hyphens', 'a=1\n#----\nb=2\n'],
    ['words behind', 'a=1\n#--- x\nb=2\n'],
    ['a comment before', 'a=1\n# x\n#---\nb=2\n'],
    ['a comment behind', 'a=1\n#---\n# x\nb=2\n'],
    ['part of a value', 'a=1\\\n#---\nb=2\n'],
  ] as const) {
    test(`not at ${name}`, () => assert.equal(read(source).length, 1));
  }

  test('are counted from the given index', () => {
    assert.deepEqual(
      parseProperties('a=1\n#---\nb=2\n', { firstDocument: 4 }).documents.map(({ index }) => index),
      [4, 5],
    );
  });
});

test('comments and blank lines are no properties', () => assert.deepEqual(read('# a=1\n\n! b=2\n   # c=3\n'), [[]]));

test('a malformed escape is named, and the other lines are read', () => {
  const source = 'a=1\nb=C:\\users\nc=3\n';
  const { documents, problems } = parseProperties(source);
  assert.deepEqual(
    documents[0]?.lines.map(({ key }) => key),
    ['a', 'b', 'c'],
  );
  assert.deepEqual(
    problems.map(({ code, span }) => [code, source.slice(span.start, span.end)]),
    [['escape', '\\u']],
  );
});

test('places in an embedded text are those of the file', () => {
  const { documents } = parseProperties('a=b\n', { toSource: (offset) => offset + 100 });
  assert.deepEqual(documents[0]?.lines[0]?.valueSpan, { start: 102, end: 103 });
});

test('every beginning of a file can be read', () => {
  const source = '\ufeffa = b\\\r\n  c\r\n#---\r\nd\\u00e9:\\\n';
  for (let end = 0; end <= source.length; end++) parseProperties(source.slice(0, end));
});
