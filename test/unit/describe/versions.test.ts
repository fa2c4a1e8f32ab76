import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsIn } from '../../../server/src/describe/texts.ts';
import { versionsText } from '../../../server/src/describe/versions.ts';
import { catalog } from '../../../server/src/knowledge/catalog.ts';

const said = (range: string): string[] =>
  (['en', 'zh-cn'] as const).map((language) => versionsText(range, textsIn(language, catalog())));

test('ranges of versions are said in words', () => {
  assert.deepEqual(said('<3.0.0'), ['before 3.0', '3.0 之前']);
  assert.deepEqual(said('>=2.0.4'), ['from 2.0.4', '2.0.4 起']);
  assert.deepEqual(said('>=3.1.6 <3.2.0'), ['from 3.1.6, before 3.2', '3.1.6 起，3.2 之前']);
});

test('other forms stay as they are written', () => {
  assert.deepEqual(said('2.x'), ['2.x', '2.x']);
  assert.deepEqual(said('<1.0.0 || >=2.0.0'), ['<1.0.0 || >=2.0.0', '<1.0.0 || >=2.0.0']);
});
