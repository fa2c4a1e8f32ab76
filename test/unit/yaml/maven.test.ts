import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseYaml } from '../../../server/src/yaml/parse.ts';
import { at } from '../../../server/src/yaml/query.ts';
import { written } from './tree-support.ts';

describe('values that Maven fills in', () => {
  for (const value of [
    '@project.artifactId@',
    '@profiles.active@-x',
    '@nacos.host@:@nacos.port@',
    '"@quoted@"',
    'user@example.com',
  ]) {
    test(value, () => {
      const source = `spring:\n  application:\n    name: ${value} # x\n  other: 1\n`;
      const [document] = parseYaml(source).documents;
      const node = at(document?.root, ['spring', 'application', 'name']);
      assert.deepEqual(document?.problems, []);
      assert.ok(node?.kind === 'scalar');
      assert.deepEqual([node.value, written(node, source)], [value.replaceAll('"', ''), value]);
    });
  }

  test('in lists and flow collections', () => {
    const source = 'a:\n  - @x@\nb: [@y@, @z@]\n';
    const [document] = parseYaml(source).documents;
    assert.deepEqual(document?.problems, []);
    assert.equal(written(at(document?.root, ['b', 1]), source), '@z@');
  });

  test('a lone sign stays the error it is', () => {
    assert.equal(parseYaml('a: @x\n').documents[0]?.problems[0]?.code, 'syntax');
  });
});
