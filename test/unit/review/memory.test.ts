import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProject } from '../../../server/src/project/create.ts';
import { MemoryHost } from '../../../server/src/host/memory-host.ts';
import type { Project } from '../../../server/src/project/project.ts';
import { plain } from '../../support/plain.ts';
import { largeComposeFile } from '../../bench/generate.ts';
import { randomFrom } from '../../bench/random.ts';

const root = 'file:///shop';
const uri = `${root}/compose.prod.yml`;
const spring = [
  'spring.application.name=orders',
  'spring.kafka.bootstrap-servers=kafka-1:9092',
  'spring.kafka.producer.acks=1',
  'spring.kafka.consumer.enable-auto-commit=true',
].join('\n');

async function projectOf(files: Readonly<Record<string, string>>): Promise<Project> {
  const project = createProject(new MemoryHost(root, files), { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  return project;
}

/** Everything that is told of findings, places as offsets. */
function told(project: Project): unknown {
  return plain(project.review().findings);
}

test('after each edit, a review that remembers says what a review from nothing says', async () => {
  const original = largeComposeFile(6_000);
  const files = { 'compose.prod.yml': original, 'orders/application-prod.properties': spring };
  const project = await projectOf(files);
  const random = randomFrom(11);
  let text = original;
  for (let version = 1; version <= 40; version++) {
    const at = random.below(text.length);
    const piece = random.pick(['x', '\n', '1', '#', ' # note\n', '  cache:\n    image: redis:7\n', '']);
    text = text.slice(0, at) + piece + text.slice(at + (random.chance(0.3) ? random.below(60) : 0));
    project.open(uri, version, text);
    const fresh = await projectOf({ ...files, 'compose.prod.yml': text });
    assert.deepEqual(told(project), told(fresh), `version ${version}`);
    if (random.chance(0.3)) text = original;
  }
});

test('an edit elsewhere leaves a finding the same thing', async () => {
  const text = `services:\n  cart:\n    image: redis:7.2\n  kafka-1:\n    image: apache/kafka:3.9.0\n`;
  const project = await projectOf({ 'compose.prod.yml': text, 'orders/application-prod.properties': spring });
  const ofSpring = (): unknown => project.findings(`${root}/orders/application-prod.properties`)[0];
  project.open(uri, 1, text);
  const before = ofSpring();
  assert.ok(before !== undefined);
  project.open(uri, 2, text.replace('redis:7.2', 'redis:7.4.2'));
  assert.equal(ofSpring(), before);
});

test('a change of the cluster a client writes to is seen at the client', async () => {
  const text = (brokers: number): string =>
    `services:\n  kafka-1:\n    image: bitnami/kafka:3.9.0\n    deploy:\n      replicas: ${brokers}\n`;
  const project = await projectOf({ 'compose.prod.yml': text(1), 'orders/application-prod.properties': spring });
  const rules = (): readonly string[] =>
    project.findings(`${root}/orders/application-prod.properties`).map(({ rule }) => rule);
  assert.ok(!rules().includes('kafka/acks-not-all'));
  project.open(uri, 1, text(3));
  assert.ok(rules().includes('kafka/acks-not-all'));
});
