import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrackedSpan, within } from '../../../server/src/base/span.ts';
import type { Anchor } from '../../../server/src/model/anchor.ts';
import { subAnchor } from '../../../server/src/model/sub-anchor.ts';
import { tracked } from '../../../server/src/model/tracked.ts';
import { plain } from '../../support/plain.ts';

const uri = 'file:///shop/compose.yml';
const at: Anchor = {
  uri,
  path: [0, 'services', 'kafka', 'image'],
  part: 'value',
  key: { start: 30, end: 35 },
  value: { start: 37, end: 55 },
};
const elsewhere: Anchor = { ...at, uri: 'file:///shop/.env' };

test('places go along with their block, and stay where they are inside it', () => {
  const block = { start: 20 };
  const copy = tracked({ at, names: ['kafka'] }, uri, [{ block, length: 40 }]);
  assert.deepEqual(plain(copy), { at, names: ['kafka'] });
  block.start = 25;
  assert.deepEqual(plain(copy?.at), { ...at, key: { start: 35, end: 40 }, value: { start: 42, end: 60 } });
});

test('a piece of a place goes along with it', () => {
  const block = { start: 20 };
  const image = tracked({ value: 'apache/kafka:4.1.0', raw: 'apache/kafka:4.1.0', at }, uri, [{ block, length: 40 }]);
  assert.ok(image);
  const tag = subAnchor(image, 'apache/kafka:'.length, '4.1.0'.length);
  block.start = 120;
  assert.deepEqual(plain(tag.sub), { start: 150, end: 155 });
  assert.deepEqual(within({ start: 10, end: 20 }, 2, 4), { start: 12, end: 14 });
});

test('what stands in another file stays, and what parts have in common they have in common still', () => {
  const shared = { value: 'kafka', at };
  const origin = { value: '4.1.0', at: elsewhere };
  const data = { host: shared, byName: new Map([['kafka', shared]]), via: [origin] };
  const copy = tracked(data, uri, [{ block: { start: 0 }, length: 100 }]);
  assert.ok(copy);
  assert.equal(copy.byName.get('kafka'), copy.host);
  assert.ok(copy.host.at.key instanceof TrackedSpan);
  assert.equal(copy.via[0], origin);
});

test('data without a place in the file is not copied', () => {
  const data = { names: ['kafka'], at: elsewhere, labels: new Map([['app', { value: 'kafka' }]]) };
  assert.equal(tracked(data, uri, []), data);
});

test('each place goes along with the block it is in, and one outside of all blocks goes along with nothing', () => {
  const [common, service] = [{ start: 0 }, { start: 30 }];
  const env: Anchor = {
    uri,
    path: [0, 'services', 'kafka', 'environment'],
    part: 'value',
    value: { start: 12, end: 15 },
  };
  const stretches = [
    { block: common, length: 20 },
    { block: service, length: 30 },
  ];
  const copy = tracked({ at, env }, uri, stretches);
  service.start = 35;
  assert.deepEqual(plain(copy?.env), env);
  assert.deepEqual(plain(copy?.at.value), { start: 42, end: 60 });
  assert.equal(tracked({ at, env }, uri, stretches.slice(1)), undefined);
});
