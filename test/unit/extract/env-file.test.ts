import assert from 'node:assert/strict';
import { test } from 'node:test';
import { envEntries, rawEnvEntries, type EnvEntry } from '../../../server/src/extract/env-file.ts';

/**
 * Compose Specification, “Env_file format” (05-services.md), and “.env file syntax” of Docker’s documentation. The oracle is their
 * examples, and the parser of compose-go where they leave a question open.
 */

function shown(text: string, read: (text: string) => EnvEntry[] = envEntries): readonly string[] {
  return read(text).map(({ name, value, raw, key, valueSpan }) => {
    assert.equal(text.slice(key.start, key.end), name);
    assert.equal(text.slice(valueSpan.start, valueSpan.end), raw);
    return value === undefined ? name : `${name}=${value}`;
  });
}

const values: readonly (readonly [written: string, value: string])[] = [
  ['VAR=VAL', 'VAL'],
  ['VAR="VAL"', 'VAL'],
  ["VAR='VAL'", 'VAL'],
  ['VAR: VAL', 'VAL'],
  ['VAR:"VAL"', 'VAL'],
  ['VAR = VAL  ', 'VAL'],
  ['export VAR=VAL', 'VAL'],
  ['  export   VAR="VAL"', 'VAL'],
  ['VAR=VAL # comment', 'VAL'],
  ['VAR=VAL# not a comment', 'VAL# not a comment'],
  ['VAR="VAL # not a comment"', 'VAL # not a comment'],
  ['VAR="VAL" # comment', 'VAL'],
  ["VAR='VAL' # it's a comment", 'VAL'],
  ['VAR=', ''],
  ['VAR= # comment', ''],
  ['VAR=#VAL', '#VAL'],
  ['VAR=a=b:c', 'a=b:c'],
  [String.raw`VAR='Let\'s go!'`, "Let's go!"],
  [String.raw`VAR="{\"hello\": \"json\"}"`, '{"hello": "json"}'],
  [String.raw`VAR="some\tvalue"`, 'some\tvalue'],
  [String.raw`VAR='some\tvalue'`, String.raw`some\tvalue`],
  [String.raw`VAR=some\tvalue`, String.raw`some\tvalue`],
  [String.raw`VAR="a\nb\rc\\d"`, 'a\nb\rc\\d'],
  [String.raw`VAR="back\\"`, 'back\\'],
  [String.raw`VAR="\0123 \q"`, String.raw`S \q`],
  [String.raw`VAR="\$HOME"`, '$$HOME'],
];

for (const [written, value] of values) {
  test(`Env_file format: ${written}`, () => {
    for (const end of ['', '\n', '\r\n'])
      assert.deepEqual(
        envEntries(written + end).map((entry) => entry.value),
        [value],
      );
    assert.deepEqual(shown(`A=1\n${written}\nB=2\n`), ['A=1', `VAR=${value}`, 'B=2']);
  });
}

test('Env_file format: comments and blank lines are no variables, nor is prose', () => {
  assert.deepEqual(shown('# A=1\n\n   \n  # B=2\nno assignment\nC=3'), ['C=3']);
});

test('Env_file format: a name alone', () => {
  assert.deepEqual(shown('A\nB=2\r\nexport C\nD'), ['A', 'B=2', 'C', 'D']);
});

test('.env file syntax: quoted values of several lines', () => {
  assert.deepEqual(shown("KEY='SOME\nVALUE'\nB=2\n"), ['KEY=SOME\nVALUE', 'B=2']);
  assert.deepEqual(shown('KEY="{\n  \\"a\\": 1\n}" # end\nB=2\n'), ['KEY={\n  "a": 1\n}', 'B=2']);
});

test('a quote that is not closed takes no other variable away', () => {
  assert.deepEqual(shown('A="one\nB=2\nC="3"\n'), ['A=one', 'B=2', 'C=3']);
  assert.deepEqual(shown("A='one # x\nB=2\n"), ['A=one', 'B=2']);
});

test('format: raw: what is behind the first =, with quotes, dollars and hashes', () => {
  assert.deepEqual(shown('# x\nA="$B" # c\n  C=\'d\'\r\nE=\nF\n', rawEnvEntries), ['A="$B" # c', "C='d'", 'E=', 'F']);
});
