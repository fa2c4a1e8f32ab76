import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knowledge } from '../../../server/src/knowledge/catalog.ts';
import type { Knowledge, VersionedDefault } from '../../../server/src/knowledge/types.ts';
import { settingOf } from '../../../server/src/model/query.ts';
import { inForce } from '../../../server/src/review/fact-in-force.ts';
import { systemOf } from '../../support/workspace.ts';

const brokers = (image: string, ...values: readonly (string | undefined)[]): string =>
  `services:\n${values.map((value, index) => `  kafka-${index + 1}:\n    image: ${image}\n    environment:\n      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka-1:9093,2@kafka-2:9093\n${value === undefined ? '' : `      KAFKA_MIN_INSYNC_REPLICAS: "${value}"\n`}`).join('')}`;

/** The bundled knowledge with one more default. */
function withDefault(id: string, added: VersionedDefault): Knowledge {
  const components = knowledge().components.map((component) => ({
    ...component,
    settings: component.settings.map((each) =>
      each.id === id ? { ...each, defaults: [...each.defaults, added] } : each,
    ),
  }));
  return { ...knowledge(), components };
}

function fact(
  image: string,
  id: string,
  base: Knowledge,
  ...values: readonly (string | undefined)[]
): readonly [value: string | undefined, from: string, places: number] {
  const [cluster] = systemOf({ 'docker-compose.yml': brokers(image, ...values) }).clusters;
  assert.ok(cluster !== undefined);
  const { value, from, at } = inForce(cluster, id, base);
  return [value, from, at.length];
}

test('what all members declare is in force, at all their places', () => {
  assert.deepEqual(fact('confluentinc/cp-kafka:7.5.0', 'kafka:min.insync.replicas', knowledge(), '2', '2'), [
    '2',
    'declared',
    2,
  ]);
});

test('members that contradict each other leave it unknown', () => {
  assert.deepEqual(fact('confluentinc/cp-kafka:7.5.0', 'kafka:min.insync.replicas', knowledge(), '2', '1'), [
    undefined,
    'declared',
    2,
  ]);
});

test('what nobody declares is the default, of the image where it has its own', () => {
  const own = withDefault('kafka:min.insync.replicas', {
    versions: '*',
    value: '7',
    image: 'apache/kafka',
    sources: [],
  });
  const standard = fact('confluentinc/cp-kafka:7.5.0', 'kafka:min.insync.replicas', own, undefined, undefined);
  assert.deepEqual(standard, ['1', 'default', 0]);
  assert.equal(fact('apache/kafka:3.9.0', 'kafka:min.insync.replicas', own, undefined, undefined)[0], '7');
});

test('in a partial view nothing is the default', () => {
  const appendOnly = (image: string): unknown => {
    const [cluster] = systemOf({
      'docker-compose.yml': `services:\n  cache:\n    image: ${image}\n    env_file: [hidden.env]\n`,
    }).clusters;
    assert.ok(cluster !== undefined);
    return inForce(cluster, 'redis:appendonly', knowledge());
  };
  assert.deepEqual(appendOnly('bitnamilegacy/redis:7.4'), { value: undefined, from: 'inferred', at: [] });
  // No variable reaches the server of this image.
  assert.deepEqual(appendOnly('redis:7'), { value: 'no', from: 'default', at: [] });
});

test('members agree on a setting, some declare it, or they contradict each other', () => {
  const agreement = (...values: readonly (string | undefined)[]): string => {
    const [cluster] = systemOf({ 'docker-compose.yml': brokers('apache/kafka:3.9.0', ...values) }).clusters;
    assert.ok(cluster !== undefined);
    return settingOf(cluster, 'kafka:min.insync.replicas').agreement;
  };
  assert.deepEqual(
    [agreement('2', '2'), agreement('2', undefined), agreement('2', '1'), agreement(undefined, undefined)],
    ['all', 'some', 'conflicting', 'none'],
  );
});
