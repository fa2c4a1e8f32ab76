import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Anchor } from '../../../server/src/model/anchor.ts';
import { replacementOf } from '../../../server/src/project/edit.ts';
import type { Edit } from '../../../server/src/review/finding.ts';

/** The anchor of `[key]` and `(value)` marked in a text, and the text without the marks. */
function marked(
  source: string,
  uri = 'file:///w/application.yml',
  path: Anchor['path'] = [0, 'acks'],
): { text: string; at: Anchor } {
  const text = source.replace(/[⟦⟧⟪⟫]/g, '');
  const offset = (mark: string): number => source.slice(0, source.indexOf(mark)).replace(/[⟦⟧⟪⟫]/g, '').length;
  const key = source.includes('⟦') ? { key: { start: offset('⟦'), end: offset('⟧') } } : {};
  const value = source.includes('⟪') ? { value: { start: offset('⟪'), end: offset('⟫') } } : {};
  return { text, at: { uri, path, part: 'value', ...key, ...value } };
}

function applied(source: string, edit: (at: Anchor) => Edit, uri?: string, path?: Anchor['path']): string | undefined {
  const { text, at } = marked(source, uri, path);
  const replacement = replacementOf(edit(at), text);
  return replacement === undefined
    ? undefined
    : text.slice(0, replacement.span.start) + replacement.newText + text.slice(replacement.span.end);
}

const set =
  (value: string) =>
  (at: Anchor): Edit => ({ kind: 'set', at, value });
const removed = (at: Anchor): Edit => ({ kind: 'remove', at });
const renamed =
  (key: string) =>
  (at: Anchor): Edit => ({ kind: 'rename-key', at, key });

test('a value is replaced; quotes and comments stay', () => {
  assert.equal(applied('⟦acks⟧: ⟪1⟫ # fast\n', set('all')), 'acks: all # fast\n');
  assert.equal(applied('⟦acks⟧: ⟪"1"⟫\n', set('all')), 'acks: "all"\n');
  assert.equal(applied("⟦acks⟧: ⟪'1'⟫\n", set("it's")), "acks: 'it''s'\n");
});

test('a value that YAML would read otherwise is quoted', () => {
  assert.equal(applied('⟦save⟧: ⟪900 1⟫\n', set('60 1 # often')), 'save: "60 1 # often"\n');
  assert.equal(applied('⟦save⟧: ⟪900 1⟫\n', set('')), 'save: ""\n');
  assert.equal(applied('⟦image⟧: ⟪redis⟫\n', set('redis:8.2')), 'image: redis:8.2\n');
});

test('a key without a value gets one', () => {
  assert.equal(applied('⟦acks⟧:\n', set('all')), 'acks: all\n');
  assert.equal(
    applied('⟦spring.kafka.producer.acks⟧=\n', set('all'), 'file:///w/application.properties'),
    'spring.kafka.producer.acks=all\n',
  );
});

test('properties have no quotes, also inside a ConfigMap', () => {
  assert.equal(applied('⟦dir⟧=⟪/tmp⟫\n', set('C:\\data'), 'file:///w/server.properties'), 'dir=C:\\\\data\n');
  assert.equal(
    applied('⟦save⟧=⟪900 1⟫\n', set('60 1 # often'), 'file:///w/cm.yaml', [
      0,
      'data',
      'application.properties',
      'save',
    ]),
    'save=60 1 # often\n',
  );
});

test('a piece of a value is replaced alone', () => {
  const { text, at } = marked('command: redis-server --appendonly ⟪no⟫ --port 6379\n');
  const { value, ...rest } = at;
  assert.ok(value);
  assert.deepEqual(replacementOf(set('yes')({ ...rest, sub: value }), text), { span: value, newText: 'yes' });
});

test('an entry is removed with its line', () => {
  assert.equal(applied('a: 1\n  ⟦acks⟧: ⟪1⟫ # fast\nb: 2\n', removed), 'a: 1\nb: 2\n');
  assert.equal(applied('env:\n  - ⟪ACKS=1⟫\n  - B=2\n', removed), 'env:\n  - B=2\n');
  assert.equal(applied('a: 1\r\n⟦acks⟧: ⟪1⟫\r\nb: 2\r\n', removed), 'a: 1\r\nb: 2\r\n');
});

test('in a flow collection one comma goes with it', () => {
  assert.equal(applied('p: { ⟦acks⟧: ⟪1⟫, retries: 3 }\n', removed), 'p: { retries: 3 }\n');
  assert.equal(applied('p: { retries: 3, ⟦acks⟧: ⟪1⟫ }\n', removed), 'p: { retries: 3 }\n');
});

test('a key is renamed in its quotes', () => {
  assert.equal(applied('"⟦segment.bytes⟧": ⟪1⟫\n', renamed('log.segment.bytes')), '"log.segment.bytes": 1\n');
  assert.equal(applied('⟦"segment.bytes"⟧: ⟪1⟫\n', renamed('log.segment.bytes')), '"log.segment.bytes": 1\n');
});

test('without a place there is no edit', () => {
  assert.equal(
    replacementOf({ kind: 'set', at: { uri: 'file:///w/a.yml', path: [0], part: 'value' }, value: 'x' }, 'a: 1\n'),
    undefined,
  );
});
