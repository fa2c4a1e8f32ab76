import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { knowledge } from '../../server/src/knowledge/catalog.ts';
import { recognisedInExample } from '../support/recognised-in-example.ts';

/** `examples:` of every component are the tests of its recognisers. */
const all = knowledge();

for (const { id, examples } of all.components) {
  describe(`examples of ${id}`, () => {
    for (const line of examples.is) {
      it(`is: ${line}`, () => {
        const found = [...recognisedInExample(line, all)];
        assert.ok(found.includes(id), `taken for ${found.join(', ') || 'nothing'}`);
      });
    }
    for (const line of examples.isNot) {
      it(`is not: ${line}`, () => assert.ok(!recognisedInExample(line, all).has(id)));
    }
  });
}
