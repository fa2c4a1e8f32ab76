import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepsOf } from '../../../server/src/resolve/helm/set.ts';

/** Oracle: Helm's documentation, "Using Helm: The Format and Limitations of --set". */
const names: readonly (readonly [string, readonly (string | number)[] | undefined])[] = [
  ['name', ['name']],
  ['outer.inner', ['outer', 'inner']],
  ['servers[0].port', ['servers', 0, 'port']],
  ['nodeSelector.kubernetes\\.io/role', ['nodeSelector', 'kubernetes.io/role']],
  ['grid[1][2]', ['grid', 1, 2]],
  ['', undefined],
  ['[0]', undefined],
  ['a[b]', undefined],
  ['a[', undefined],
];

for (const [name, steps] of names)
  test(`--set ${name || '(nothing)'} ${steps === undefined ? 'says no place' : `is ${steps.join(' / ')}`}`, () => {
    assert.deepEqual(stepsOf(name), steps);
  });
