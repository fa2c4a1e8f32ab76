import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rootOf, type Field } from '../../../server/src/extract/field.ts';
import { below } from '../../../server/src/symbols/walk.ts';
import { parseYaml } from '../../../server/src/yaml/parse.ts';

function keysBelow(text: string): readonly string[] {
  const [document] = parseYaml(text).documents;
  assert.ok(document);
  const root: Field = rootOf({ uri: 'file:///shop/compose.yml', path: 'compose.yml', text }, document);
  return [...below(root)].flatMap(({ key }) => key?.value ?? []);
}

test('every entry is met, those behind an alias where they are written', () => {
  const text =
    'x-env: &env\n  TZ: UTC\nservices:\n  orders:\n    environment: *env\n  stock:\n    environment:\n      <<: *env\n      A: b\n';
  const expected = ['x-env', 'TZ', 'services', 'orders', 'environment', 'stock', 'environment', 'A', 'TZ'];
  assert.deepEqual(keysBelow(text), expected);
});

test('anchors that merge each other without end end somewhere', () => {
  const text =
    'x-env: &env\n  one: &one\n    e: {<<: *env}\n  two: &two\n    e: {<<: *env}\nservices:\n  orders: {<<: [*one, *two]}\n';
  const keys = keysBelow(text);
  assert.ok(keys.includes('orders'));
  assert.ok(keys.length < 400_000);
});

test('merges that double at each level end somewhere', () => {
  const levels = Array.from({ length: 40 }, (_, n) => `x-${n + 1}: &x${n + 1}\n  a: {<<: *x${n}}\n  b: {<<: *x${n}}\n`);
  assert.ok(keysBelow(`x-0: &x0\n  k: v\n${levels.join('')}`).length < 400_000);
});
