import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { exitCode, type Outcome, report, strangersIn, summary } from '../../../knowledge/verify/outcome.ts';
import { merged, verifiedText } from '../../../knowledge/verify/verified-file.ts';

const text = { en: 'It refused.', 'zh-cn': '已拒绝。' };

const held: Outcome = {
  check: 'redis-eviction',
  server: 'redis',
  version: '7.0.15',
  result: 'held',
  reason: undefined,
  seen: ['noeviction: OOM'],
  claims: [{ subjects: ['redis:maxmemory-policy', 'redis/evicting-policy-on-state'], text }],
  seconds: 1.23,
};
const refuted: Outcome = { ...held, result: 'refuted', reason: 'seen instead: OK', claims: [] };
const skipped: Outcome = {
  ...held,
  result: 'skipped',
  version: undefined,
  reason: 'redis is not installed here',
  seen: [],
  claims: [],
};

it('a run fails when something was refuted, and when nothing was seen', () => {
  assert.equal(exitCode([held, skipped]), 0);
  assert.equal(exitCode([held, refuted]), 1);
  assert.equal(exitCode([skipped]), 1);
  assert.equal(exitCode([]), 1);
});

it('claims for what has no entry are named', () => {
  assert.deepEqual(
    strangersIn([held, skipped], (id) => id === 'redis:maxmemory-policy'),
    ['redis/evicting-policy-on-state'],
  );
  assert.deepEqual(
    strangersIn([held], () => true),
    [],
  );
});

it('prints what was seen and what that is about', () => {
  assert.equal(
    report(held),
    '✔ redis-eviction (redis 7.0.15, 1.2 s) held\n    noeviction: OOM\n    → redis:maxmemory-policy, redis/evicting-policy-on-state',
  );
  assert.match(report(refuted), /^✖ .* refuted\n {4}noeviction: OOM\n {4}seen instead: OK$/);
  assert.match(report(skipped), /^– redis-eviction \(redis, .*\) skipped\n {4}redis is not installed here$/);
  assert.equal(summary([held, refuted, skipped, held]), '2 held, 1 refuted, 1 skipped');
});

describe('the file of what was seen', () => {
  const old = { check: 'redis-eviction', server: 'redis', version: '6.0.16', date: '2025-01-01', text };
  const other = { ...old, check: 'redis-restart' };
  const before = { 'redis:maxmemory-policy': [old], 'redis:save': [other] };
  const all = (): boolean => true;
  const nothingElse = { ...skipped, check: 'redis-restart' };

  it('is renewed by a check that held, sorted by id', () => {
    const after = merged(before, [held, nothingElse], '2026-11-21', all);
    const renewed = [{ ...old, version: '7.0.15', date: '2026-11-21' }];
    assert.deepEqual(after, {
      'redis/evicting-policy-on-state': renewed,
      'redis:maxmemory-policy': renewed,
      'redis:save': [other],
    });
    assert.deepEqual(Object.keys(after), Object.keys(after).toSorted());
  });

  it('keeps the marks of a check that could not be made', () => {
    assert.deepEqual(merged(before, [skipped, nothingElse], '2026-11-21', all), before);
  });

  it('loses the marks of a check that was refuted, or that exists no more', () => {
    assert.deepEqual(merged(before, [refuted, nothingElse], '2026-11-21', all), { 'redis:save': [other] });
    assert.deepEqual(merged(before, [], '2026-11-21', all), {});
  });

  it('names nothing that the knowledge base does not have', () => {
    const after = merged({}, [held], '2026-11-21', (id) => id === 'redis:maxmemory-policy');
    assert.deepEqual(Object.keys(after), ['redis:maxmemory-policy']);
  });

  it('reads back as it was written', () => assert.deepEqual(parse(verifiedText(before)), before));
});
