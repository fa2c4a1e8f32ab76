import assert from 'node:assert/strict';
import { it } from 'node:test';
import { catalog, catalogOf, knowledge } from '../../../server/src/knowledge/catalog.ts';

it('is parsed once', () => assert.equal(catalog(), catalog()));

it('finds components, settings, concepts, comparisons and sources by id', () => {
  assert.equal(catalog().component('nacos')?.name.en, 'Nacos');
  assert.equal(catalog().setting('nacos:discovery.ephemeral')?.side, 'client');
  assert.equal(catalog().concept('quorum')?.name.en, 'Quorum');
  assert.equal(catalog().comparison('locks')?.name.en, 'Distributed locks');
  assert.match(catalog().source('NAC-DEPLOY')?.url ?? '', /^https:\/\/nacos\.io\//);
  assert.equal(catalog().component('no-such-component'), undefined);
  assert.equal(catalog().setting('discovery.ephemeral'), undefined);
});

it('prefers the setting that is written like this to one that only reads alike', () => {
  const ids = (name: string): string[] =>
    catalog()
      .settingsBySpelling(name)
      .map(({ id }) => id);
  assert.deepEqual(ids('min.insync.replicas'), ['kafka:min.insync.replicas']);
  assert.deepEqual(ids('minInSyncReplicas'), ['rocketmq:minInSyncReplicas']);
});

it('finds a rule also by a former id', () => {
  const [rule] = knowledge().rules;
  assert.ok(rule !== undefined);
  const renamed = catalogOf({ ...knowledge(), rules: [{ ...rule, aliases: ['kafka/former-name'] }] });
  assert.equal(renamed.rule('kafka/former-name')?.id, rule.id);
  assert.equal(renamed.rule(rule.id)?.id, rule.id);
  assert.ok(!renamed.ids.includes('kafka/former-name'));
});

it('finds settings by any of their spellings', () => {
  const ids = (name: string): string[] =>
    catalog()
      .settingsBySpelling(name)
      .map(({ id }) => id);
  assert.deepEqual(ids('NACOS_AUTH_ENABLE'), ['nacos:nacos.core.auth.enabled']);
  assert.deepEqual(ids('spring.cloud.nacos.discovery.failFast'), ['nacos:discovery.fail-fast']);
  assert.ok(ids('KAFKA_CFG_MIN_INSYNC_REPLICAS').includes('kafka:min.insync.replicas'));
  assert.ok(ids('min.insync.replicas').includes('kafka:min.insync.replicas'));
  assert.deepEqual(ids('nothing.of.the.kind'), []);
});
