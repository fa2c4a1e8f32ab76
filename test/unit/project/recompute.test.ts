import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryHost } from '../../../server/src/host/memory-host.ts';
import { createProject } from '../../../server/src/project/create.ts';
import type { Project } from '../../../server/src/project/project.ts';
import { systemFiles } from '../../bench/generate-systems.ts';

const root = 'file:///workspace';
const files = systemFiles(60);

async function loaded(): Promise<Project> {
  const project = createProject(new MemoryHost(root, files), { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  return project;
}

/** Paths of the files whose parts are others after an edit. */
function remade(project: Project, path: string, edit: (text: string) => string): readonly string[] {
  const before = new Set(project.system().parts);
  project.open(`${root}/${path}`, 1, edit(files[path] ?? ''));
  return project
    .system()
    .parts.filter((part) => !before.has(part))
    .map(({ uri }) => project.path(uri))
    .toSorted();
}

const orders = 'system-2/orders-2/src/main/resources';

test('an edit of a profile makes anew the views of its application and the containers that run it', async () => {
  const project = await loaded();
  assert.deepEqual(
    remade(project, `${orders}/application-prod.yml`, (text) => text.replace('acks: 1', 'acks: 0')),
    ['system-2/compose.prod.yml', 'system-2/compose.yml', `${orders}/application-prod.yml`],
  );
});

test('an edit of an overlay makes anew its own view only', async () => {
  const project = await loaded();
  assert.deepEqual(
    remade(project, 'system-2/compose.prod.yml', (text) => text.replace('replicas: 3', 'replicas: 1')),
    ['system-2/compose.prod.yml'],
  );
});

test('an edit of the .env makes anew the compose files that fill it in', async () => {
  const project = await loaded();
  const changed = remade(project, 'system-2/.env', (text) => text.replace('ISR=1', 'ISR=2'));
  assert.deepEqual(changed, ['system-2/.env', 'system-2/compose.prod.yml', 'system-2/compose.yml']);
});

test('clusters, clients and findings of other systems stay the very same', async () => {
  const project = await loaded();
  const elsewhere = (): readonly object[] => {
    const { clusters, clients } = project.system();
    const findings = project.review().findings;
    return [...clusters, ...clients, ...findings].filter(({ at }) => !at.uri.includes('/system-2/'));
  };
  const before = elsewhere();
  project.open(
    `${root}/system-2/compose.yml`,
    1,
    (files['system-2/compose.yml'] ?? '').replace('redis:7.4', 'redis:7.2'),
  );
  const after = elsewhere();
  assert.ok(before.length > 20);
  assert.equal(after.length, before.length);
  assert.ok(after.every((each, index) => each === before[index]));
});
