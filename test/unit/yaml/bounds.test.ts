import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseYaml } from '../../../server/src/yaml/parse.ts';
import { ParseCache } from '../../../server/src/yaml/parse-cache.ts';
import { at, entries, text } from '../../../server/src/yaml/query.ts';

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

describe('hostile files come back with a problem', () => {
  for (const [name, source] of [
    ['brackets without end', '['.repeat(10_000)],
    ['braces without end', '{a: '.repeat(10_000)],
    ['brackets that close', '['.repeat(900) + ']'.repeat(900)],
    ['dashes', `${'- '.repeat(10_000)}x`],
    ['indentation', lines(600, (i) => `${' '.repeat(i)}a:`)],
    ['explicit keys', `${'? '.repeat(10_000)}x`],
  ] as const) {
    test(name, () => {
      const [document] = parseYaml(source).documents;
      assert.ok(
        document?.problems.some(({ code }) => code === 'too-deep'),
        JSON.stringify(document?.problems[0]),
      );
    });
  }

  test('problems are counted out', () => {
    const [document] = parseYaml(lines(5_000, (i) => `k${i}: [`)).documents;
    assert.equal(document?.problems.length, 50);
  });
});

/** What costs the library the square of its size is read to its end; `test/bench` says how long it takes. */
describe('wide files are read to their end', () => {
  const wide = 32_000;
  for (const [name, source, path, count] of [
    ['keys of one map', lines(wide, (i) => `key${i}: value`), [], wide],
    ['keys of one flow map', `a: {${lines(wide, (i) => ` key${i}: value,`)}}`, ['a'], wide],
    ['aliases', `x: &x {a: 1}\n${lines(wide, (i) => `key${i}: *x`)}`, [], wide + 1],
    ['anchors', lines(wide, (i) => `key${i}: &a${i} x`), [], wide],
  ] as const) {
    test(name, () => {
      const [document] = parseYaml(source).documents;
      const map = at(document?.root, path);
      assert.equal(map?.kind === 'map' ? map.entries.length : undefined, count);
      assert.deepEqual(document?.problems, []);
    });
  }

  test('the same key: the last one counts, and it is said', () => {
    const [document] = parseYaml(lines(wide, (i) => `key: ${i}`)).documents;
    assert.equal(text(at(document?.root, ['key'])), String(wide - 1));
    assert.equal(document?.problems[0]?.code, 'duplicate-key');
  });

  test('broken lines', () => {
    const [document] = parseYaml(`${lines(1_000, (i) => `key${i}: "x`)}\nsound: 1`).documents;
    assert.equal(text(at(document?.root, ['sound'])), '1');
  });
});

describe('aliases', () => {
  test('a bomb of lists is a tree of aliases, not of copies', () => {
    const source = `a: &a [x, x]\n${lines(40, (i) => `k${i}: &k${i} [*${i === 0 ? 'a' : `k${i - 1}`} , *a ]`)}\n`;
    const [document] = parseYaml(source).documents;
    assert.deepEqual(document?.problems, []);
  });

  test('a bomb of merges ends', () => {
    const source = `k0: &k0 {a: 1}\n${lines(60, (i) => `k${i + 1}: &k${i + 1} {<<: [*k${i}, *k${i}, *k${i}], b${i}: 1}`)}\n`;
    const [document] = parseYaml(source).documents;
    const entriesOf = (key: string): number => entries(at(document?.root, [key])).length;
    // Those before the tree would be too large are followed, and the first that is not is told.
    assert.deepEqual([entriesOf('k5'), entriesOf('k60')], [6, 1]);
    assert.deepEqual(
      document?.problems.map(({ code }) => code),
      ['too-many-aliases'],
    );
  });

  test('a map that merges itself', () => {
    const root = parseYaml('a: &a\n  <<: *a\n  b: 1\n').documents[0]?.root;
    assert.deepEqual(
      entries(at(root, ['a'])).map(({ key }) => key.value),
      ['b'],
    );
  });

  test('a list that holds itself', () => {
    const root = parseYaml('a: &a [*a]\n').documents[0]?.root;
    assert.equal(at(root, ['a', 0]), undefined);
    assert.equal(at(root, ['a'])?.kind, 'seq');
  });

  test('an anchor given twice: the last one before the alias counts', () => {
    const root = parseYaml('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').documents[0]?.root;
    assert.deepEqual([text(at(root, ['b'])), text(at(root, ['d']))], ['1', '2']);
  });
});

describe('an edit re-reads what it touched', () => {
  const service = (i: number, tag: string): string =>
    `  service-${i}:\n    image: redis:${tag}\n    environment:\n${lines(20, (k) => `      VARIABLE_${k}: "${i}"`)}\n`;
  const file = (edited: number, tag: string): string =>
    `services:\n${Array.from({ length: 100 }, (_, i) => service(i, i === edited ? tag : '7')).join('')}`;

  test('and gives the same tree as a first reading', () => {
    const cache = new ParseCache();
    parseYaml(file(0, '7'), { cache });
    for (const edited of [0, 50, 99]) {
      const source = file(edited, '7.2-alpine');
      assert.deepEqual(parseYaml(source, { cache }), parseYaml(source));
    }
  });

  test('and nothing else', () => {
    let read = 0;
    class Counting extends ParseCache {
      override at(...[text, base, open, reader]: Parameters<ParseCache['at']>): ReturnType<ParseCache['at']> {
        return super.at(text, base, open, (source) => {
          read += source.length;
          return reader(source);
        });
      }
    }
    const cache = new Counting();
    const whole = file(0, '7').length;
    parseYaml(file(0, '7'), { cache });
    for (const edited of [1, 50, 99]) {
      parseYaml(file(0, '7'), { cache });
      read = 0;
      parseYaml(file(edited, '7.4'), { cache });
      assert.ok(read > 0 && read < whole / 10, `${read} of ${whole} characters`);
    }
  });

  test('the trees of earlier versions stay as they were', () => {
    const cache = new ParseCache();
    const source = 'a: &x {b: 1}\nc: *x\n';
    const earlier = parseYaml(source, { cache });
    const later = parseYaml(`# a line\n${source}`, { cache });
    assert.deepEqual(earlier, parseYaml(source));
    assert.notEqual(at(earlier.documents[0]?.root, ['c']), at(later.documents[0]?.root, ['c']));
  });
});
