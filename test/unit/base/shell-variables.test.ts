import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandShell } from '../../../server/src/base/shell-variables.ts';

/* Oracle: POSIX Shell Command Language, "Parameter Expansion" and "Command Substitution". */

const variables: Readonly<Record<string, string>> = { ID: '3', EMPTY: '' };

function value(text: string): string | undefined {
  return expandShell(text, (name) => variables[name]).value;
}

test('variables, bare and in braces', () => {
  assert.deepEqual(['broker-$ID', 'broker-${ID}', '${ID}$ID', 'plain'].map(value), [
    'broker-3',
    'broker-3',
    '33',
    'plain',
  ]);
});

test('a default counts where nothing is set; with a colon also where the value is empty', () => {
  assert.deepEqual(['${GONE:-1}', '${GONE-1}', '${EMPTY:-1}', '${EMPTY-1}', '${ID:-1}'].map(value), [
    '1',
    '1',
    '1',
    '',
    '3',
  ]);
});

test('what cannot be known makes the text unknown; its name stays', () => {
  assert.deepEqual(['$GONE', '${ID##*-}', '$(hostname)', '`hostname`', '${GONE:-$ID}'].map(value), [
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  assert.equal(expandShell('kafka-$GONE:9092', () => undefined).text, 'kafka-${GONE}:9092');
});

test('the variables whose values are used', () => {
  assert.deepEqual(expandShell('$ID-${EMPTY}-$GONE', (name) => variables[name]).used, ['ID', 'EMPTY']);
});
