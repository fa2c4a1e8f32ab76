import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryHost } from '../../../server/src/host/memory-host.ts';
import { createProject } from '../../../server/src/project/create.ts';

const root = 'file:///shop';

/** Components and versions that are told to have ended on a day, for images of one compose file each. */
async function ended(image: string, today: string): Promise<unknown[]> {
  const text = `services:\n  keys:\n    image: ${image}\n`;
  const project = createProject(new MemoryHost(root, { 'deploy/prod/docker-compose.yml': text }), { today });
  await project.load([{ uri: root }]);
  const found = project.review().findings.filter(({ rule }) => rule === 'version/end-of-life');
  return found.map(({ args }) => [args['component'], args['version'], args['supported']]);
}

test('a distribution with dates of its own ends by those', async () => {
  assert.deepEqual(await ended('valkey/valkey:8.0.1', '2026-12-24'), []);
  assert.deepEqual(await ended('redis:8.0.1', '2026-12-24'), [['Redis', '8.0.1', '8.4, 8.6, 8.8, 8.10']]);
  assert.deepEqual(await ended('valkey/valkey:8.0.1', '2027-10-01'), [['Valkey', '8.0.1', '7.2, 8.1, 9.0, 9.1']]);
});

test('of a distribution without a table nothing is said', async () => {
  assert.deepEqual(await ended('eqalpha/keydb:alpine_x86_64_v6.0.1', '2030-01-01'), []);
});
