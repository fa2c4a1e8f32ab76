import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Workload } from '../../../server/src/model/declaration.ts';
import { extractFile } from '../../../server/src/extract/file.ts';
import { ServiceMemory } from '../../../server/src/extract/service-memory.ts';

const kafka = `  kafka:
    image: apache/kafka:4.1.0
    environment:
      KAFKA_MIN_INSYNC_REPLICAS: 2
`;
const redis = `  redis:
    image: redis:8.2
`;

/** Reads versions of one file one after the other, as an editor has them. */
function reader(): (text: string, environment?: 'prod') => ReadonlyMap<string, Workload> {
  const services = new ServiceMemory();
  return (text, environment) => {
    const source = { uri: 'file:///shop/compose.yml', path: 'compose.yml', text };
    const { declarations } = extractFile(source, { services, ...(environment && { environment }) });
    return new Map(declarations.flatMap((each) => (each.kind === 'workload' ? [[each.name, each] as const] : [])));
  };
}

/** Where its image and its first variable are written. */
function startsOf(workload: Workload | undefined): readonly (number | undefined)[] {
  return [workload?.image, workload?.env[0]].map((said) => said?.at.value?.start);
}

describe('a service of a file that is being edited', () => {
  test('stays the very same while its text does, and its places are those of the last version', () => {
    const read = reader();
    const first = read(`services:\n${redis}${kafka}`).get('kafka');
    const start = first?.image?.at.value?.start ?? NaN;
    const second = read(`services:\n${redis.replace('8.2', '8.2.1')}${kafka}`).get('kafka');
    assert.equal(second, first);
    assert.equal(second?.image?.at.value?.start, start + 2);
    const third = read(`services:\n${kafka}${redis}`).get('kafka');
    assert.equal(third, first);
    assert.equal(third?.image?.at.value?.start, start - redis.length);
  });

  test('is another one with another text, another name, or under another section', () => {
    const read = reader();
    const first = read(`services:\n${kafka}`).get('kafka');
    assert.notEqual(read(`services:\n${kafka.replace('2', '3')}`).get('kafka'), first);
    const second = read(`services:\n${kafka}`).get('kafka');
    assert.equal(read(`services:\n${kafka.replace('  kafka', '  broker')}`).get('broker')?.name, 'broker');
    assert.notEqual(read(`name: other\nservices:\n${kafka}`).get('kafka'), second);
  });

  test('is read anew where something else in the file may say what it is', () => {
    const read = reader();
    const text = (acks: string): string =>
      `x-common: &common\n  ACKS: ${acks}\nservices:\n  app:\n    image: shop/app:1\n    environment: *common\n`;
    const acks = (value: string): string | undefined => read(text(value)).get('app')?.env[0]?.value;
    assert.deepEqual([acks('one'), acks('all')], ['one', 'all']);
  });

  test('is another one when what its aliases stand for is, and goes along with both places else', () => {
    const read = reader();
    const text = (acks: string, redis: string): string =>
      `x-common: &common\n  ACKS: ${acks}\nservices:\n  redis:\n    image: redis:${redis}\n  app:\n    image: shop/app:1\n    environment:\n      <<: *common\n`;
    const app = (acks: string, redis: string): Workload | undefined => read(text(acks, redis)).get('app');
    const first = app('one', '8.2');
    const [image = NaN, acks = NaN] = startsOf(first);
    const second = app('one', '8.2.10');
    assert.equal(second, first);
    assert.deepEqual(startsOf(second), [image + 3, acks]);
    assert.notEqual(app('all', '8.2.10'), first);
  });

  test('is another one when it stands below another anchor of the same name', () => {
    const read = reader();
    const [one, all] = ['x-one: &acks { ACKS: one }\n', 'x-all: &acks { ACKS: all }\n'];
    const app = 'services:\n  app:\n    image: shop/app:1\n    environment: *acks\n';
    assert.equal(read(one + app + all).get('app')?.env[0]?.value, 'one');
    assert.equal(read(one + all + app).get('app')?.env[0]?.value, 'all');
  });

  test('is another one when a secret that its alias brings in is another file', () => {
    const read = reader();
    const text = (file: string): string =>
      `x-common: &common\n  secrets: [redis]\nservices:\n  redis:\n    <<: *common\n    image: redis:8.2\nsecrets:\n  redis:\n    file: ./${file}\n`;
    const source = (file: string): string | undefined => read(text(file)).get('redis')?.mounts[0]?.source;
    assert.deepEqual([source('redis.conf'), source('test.conf')], ['./redis.conf', './test.conf']);
  });

  test('is another one when a text that keeps its empty lines gets another at its end', () => {
    const read = reader();
    const args = (tail: string): string | undefined =>
      read(
        `services:\n  redis:\n    image: redis:8.2\n    environment:\n      REDIS_ARGS: |+\n        --save 60 1\n${tail}`,
      ).get('redis')?.env[0]?.value;
    assert.deepEqual([args(''), args('\n')], ['--save 60 1\n', '--save 60 1\n\n']);
  });

  test('is known again after the file was broken for a moment', () => {
    const read = reader();
    const first = read(`services:\n${redis}${kafka}`).get('kafka');
    read(`services:\n  redis\n   image: [\n${kafka}`);
    assert.equal(read(`services:\n${redis}${kafka}`).get('kafka'), first);
  });

  test('is forgotten when it is gone', () => {
    const read = reader();
    const first = read(`services:\n${redis}${kafka}`).get('kafka');
    read(`services:\n${redis}`);
    assert.notEqual(read(`services:\n${redis}${kafka}`).get('kafka'), first);
  });
});
