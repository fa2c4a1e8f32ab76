import assert from 'node:assert/strict';
import { it } from 'node:test';
import { defaultOf } from '../../../server/src/knowledge/default-value.ts';
import type { Setting, VersionedDefault } from '../../../server/src/knowledge/types.ts';

const value = (versions: string, text: string, image?: string): VersionedDefault => ({
  versions,
  value: text,
  sources: [],
  ...(image === undefined ? {} : { image }),
});

function setting(...defaults: readonly VersionedDefault[]): Setting {
  return {
    id: 'kafka:acks',
    component: 'kafka',
    side: 'client',
    type: 'enum',
    title: { en: '', 'zh-cn': '' },
    summary: { en: '', 'zh-cn': '' },
    spellings: {},
    defaults,
    values: [],
    sources: [],
  };
}

const acks = setting(value('<3.0.0', '1'), value('>=3.0.0', 'all'));

it('takes the default of the version, also of one that is written short or with a prefix', () => {
  assert.equal(defaultOf(acks, '2.8.1', undefined)?.value, '1');
  assert.equal(defaultOf(acks, '3.0.0', undefined)?.value, 'all');
  assert.equal(defaultOf(acks, 'v3.7', undefined)?.value, 'all');
  assert.equal(defaultOf(acks, '4', undefined)?.value, 'all');
});

it('does not guess without a version', () => {
  assert.equal(defaultOf(acks, undefined, undefined), undefined);
  assert.equal(defaultOf(acks, 'latest', undefined), undefined);
});

it('knows a default that holds for every version', () => {
  assert.equal(defaultOf(setting(value('*', 'no')), undefined, undefined)?.value, 'no');
  assert.equal(defaultOf(setting(value('<7.0.0', 'no'), value('>=7.0.0', 'no')), undefined, undefined)?.value, 'no');
});

it('says nothing of versions the table does not cover', () => {
  const since = setting(value('>=3.0.0', 'true'));
  assert.equal(defaultOf(since, '2.5.1', undefined), undefined);
  assert.equal(defaultOf(since, undefined, undefined), undefined);
  assert.equal(defaultOf(setting(), '1.0.0', undefined), undefined);
});

it("prefers what the image sets to the product's own default", () => {
  const packaged = setting(value('*', '0'), value('*', '1', 'nacos/nacos-server'));
  assert.equal(defaultOf(packaged, '2.1.2', 'nacos/nacos-server')?.value, '1');
  assert.equal(defaultOf(packaged, undefined, 'registry.example.com/nacos/nacos-server')?.value, '1');
  assert.equal(defaultOf(packaged, '2.1.2', 'shop/nacos-server')?.value, '0');
  assert.equal(defaultOf(packaged, '2.1.2', undefined)?.value, '0');
});

it("falls back to the product's default where the image's one is for other versions", () => {
  const packaged = setting(value('*', '0'), value('>=3.0.0', '1', 'bitnami/kafka'));
  assert.equal(defaultOf(packaged, '2.8.0', 'bitnami/kafka')?.value, '0');
  assert.equal(defaultOf(packaged, '3.7.0', 'bitnami/kafka')?.value, '1');
  assert.equal(defaultOf(packaged, undefined, 'bitnami/kafka'), undefined);
});
