import assert from 'node:assert/strict';
import { it } from 'node:test';
import { keywordPattern } from '../../../server/src/knowledge/keywords.ts';
import { compileFiles } from '../../support/knowledge-files.ts';

/** The pattern of one component with these recognisers. */
function patternOf(recognisers: string): RegExp {
  const { knowledge } = compileFiles({
    'components/quasar.yaml': `
id: quasar
name: { en: Quasar, zh-cn: Quasar }
category: messaging
homepage: https://quasar.example/
license: Apache-2.0
short: { en: "A queue.", zh-cn: "一种队列。" }
summary: { text: { en: "It queues.", zh-cn: "用于排队。" }, sources: [DOC] }
cap: { statement: { text: { en: "It depends.", zh-cn: "视情况而定。" }, sources: [DOC] } }
settings: []
versions: { lines: [], checked: "2026-11-20", sources: [DOC] }
examples: { is: ["image: quasar"] }
${recognisers}`,
  });
  assert.equal(knowledge.components.length, 1);
  return keywordPattern(knowledge);
}

it('holds a word of every image, under any registry', () => {
  const pattern = patternOf('server: { images: [acme/star-queue] }');
  assert.match('image: registry:5000/mirror/Star-Queue:1', pattern);
  assert.doesNotMatch('image: acme/other:1', pattern);
});

it('finds a property however it is written and nested', () => {
  const pattern = patternOf(
    'client: { properties: [{ name: spring.cloud.queue.server-addresses, holds: endpoints }] }',
  );
  assert.match('queue:\n  serverAddresses: a', pattern);
  assert.match('QUEUE_SERVER_ADDRESSES=a', pattern);
  assert.doesNotMatch('spring:\n  cloud:\n    config: x', pattern);
});

it('needs only the name of the component where a property holds it', () => {
  const pattern = patternOf('client: { properties: [{ name: spring.quasar.bootstrap-addresses, holds: endpoints }] }');
  assert.doesNotMatch('bootstrap-addresses: a', pattern);
  assert.match('spring:\n  quasar: {}', pattern);
});

it('needs the value where only one value counts', () => {
  const pattern = patternOf('client: { properties: [{ name: cache.type, holds: presence, values: [quasar] }] }');
  assert.match('cache:\n  type: ${TYPE:quasar}', pattern);
  assert.doesNotMatch('cache:\n  type: simple', pattern);
});

it('takes variables with any ending by their beginning, and signs literally', () => {
  const pattern = patternOf('server: { env: ["QSR_NODE_*"], files: [qsr.cfg] }');
  assert.match('- QSR_NODE_ID=1', pattern);
  assert.match('qsr.cfg: |', pattern);
  assert.doesNotMatch('qsrXcfg: |', pattern);
});

it('leaves out words that hold another one', () => {
  const pattern = patternOf('server: { images: [acme/quasar, acme/quasar-server] }');
  assert.equal(pattern.source, 'quasar');
});
