import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interpolate } from '../../../server/src/extract/interpolate.ts';

const cases: readonly (readonly [written: string, value: string | undefined, pattern?: string])[] = [
  ['redis:7.2', 'redis:7.2'],
  ['${TAG:-3.9}', '3.9'],
  ['${TAG-3.9}', '3.9'],
  ['confluentinc/cp-kafka:${TAG:-7.8.0}', 'confluentinc/cp-kafka:7.8.0'],
  ['${REPOSITORY:-docker.io}/kafka:${TAG}', undefined, 'docker.io/kafka:${TAG}'],
  ['${REDIS_IMAGE}', undefined],
  ['$REDIS_IMAGE', undefined],
  ['redis:$TAG-alpine', undefined, 'redis:${TAG}-alpine'],
  ['${TAG:?set a tag}', undefined],
  ['${TAG:+latest}', undefined],
  ['${TAG:-}', ''],
  ['${A:-${B:-${C:-deep}}}', 'deep'],
  ['${A:-x${B}}', undefined, 'x${B}'],
  ['pa$$word', 'pa$word'],
  ['$${NOT_A_VARIABLE}', '${NOT_A_VARIABLE}'],
  ['cost: 5$', 'cost: 5$'],
  ['$1', '$1'],
  ['nacos/nacos-server:${nacos-server.version:2.0.0}', 'nacos/nacos-server:2.0.0'],
  ['${UNCLOSED', undefined],
  ['${}', undefined],
];

for (const [written, value, pattern] of cases) {
  test(`interpolate ${written}`, () => {
    assert.deepEqual(interpolate(written), pattern === undefined ? { value } : { value, pattern });
  });
}

test('deep nesting ends', () => {
  assert.equal(interpolate('${A:-'.repeat(1000) + '}'.repeat(1000)).value, undefined);
});
