import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { comments } from '../../../server/src/yaml/comments.ts';

const found = (source: string, syntax: 'yaml' | 'lines' = 'yaml'): string[] =>
  comments(source, syntax).map(({ text, span }) => {
    assert.equal(source.slice(span.start, span.end), text);
    return text;
  });

describe('comments of a YAML file', () => {
  test('alone, behind a value, and behind a marker', () => {
    assert.deepEqual(found('# a\r\nb: c # d\r\n  #e\r\n--- # f\ng: h'), ['# a', '# d', '#e', '# f']);
  });
  test('a sign inside a word is none', () => assert.deepEqual(found('a: b#c\nd: http://x/#y\n'), []));
  test('none in quotes, also over lines', () =>
    assert.deepEqual(found(`a: "x # y"\nb: 'it''s # z'\nc: "p\n  # q\n  r" # s\nd: [ "t # u", 'v' ] # w\n`), [
      '# s',
      '# w',
    ]));
  test('an apostrophe inside a plain text opens no quote', () =>
    assert.deepEqual(found("a: it's so # b\nc: d # e\n"), ['# b', '# e']));

  for (const opening of ['a: |', 'a: >-', 'a: |2+ # header', 'a: &x !!str |', '"a b": |']) {
    test(`none in the content of ${opening}`, () => {
      const header = opening.includes('#') ? ['# header'] : [];
      assert.deepEqual(found(`${opening}\n    # one\n    text\n\n    # two\n# three\nb: c # four\n`), [
        ...header,
        '# three',
        '# four',
      ]);
    });
  }
  test('the content of a list item ends at its column', () =>
    assert.deepEqual(found('- |\n  # one\n- name: |\n    # two\n  # three\n  other: x # four\n'), [
      '# three',
      '# four',
    ]));
  test('a marker ends everything', () => assert.deepEqual(found('a: "x\n---\nb: c # d\n'), ['# d']));
});

test('comments of line formats are whole lines', () => {
  assert.deepEqual(found('# a\nb=c # d\n  ! e\nf=g\\\n  # h\n# i', 'lines'), ['# a', '! e', '# i']);
});
