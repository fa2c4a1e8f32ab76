import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryHost } from '../../../server/src/host/memory-host.ts';
import { createProject } from '../../../server/src/project/create.ts';
import type { Fact } from '../../../server/src/model/fact.ts';
import type { Client } from '../../../server/src/model/part.ts';
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

test('what a container runs stays the very same while the lines above it change, and its places go along', async () => {
  const path = 'deploy/compose.yml';
  const text = [
    'services:',
    '  redis:',
    '    image: redis:7.4',
    '  orders-1:',
    '    build: ../system-1/orders-1',
    '    environment:',
    '      KAFKA_HOST: kafka-9',
    '      SPRING_KAFKA_PRODUCER_RETRIES: "5"',
    '',
  ].join('\n');
  const project = createProject(new MemoryHost(root, { ...files, [path]: text }), { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  const kafka = (): Client => {
    const found = project
      .system()
      .clients.find((client) => client.component === 'kafka' && client.uri === `${root}/${path}`);
    assert.ok(found);
    return found;
  };
  const factOf = (client: Client, setting: string): Fact | undefined => client.settings.get(setting)?.at(-1);
  const startsOf = (client: Client): readonly (number | undefined)[] =>
    [
      factOf(client, 'kafka:retries')?.at[0],
      // The host that is filled in stands in the compose file,
      factOf(client, 'kafka:bootstrap.servers')?.via?.[0]?.at,
      // the address it is filled into in the application's.
      client.endpoints[0]?.at,
    ].map((at) => (at?.sub ?? at?.value)?.start);
  project.open(`${root}/${path}`, 1, text);
  const before = kafka();
  const [retries = NaN, filled = NaN, endpoint = NaN] = startsOf(before);
  project.open(`${root}/${path}`, 2, text.replace('redis:7.4', 'redis:7.4.2'));
  const after = kafka();

  assert.equal(factOf(after, 'kafka:acks')?.value, 'all');
  assert.equal(after.endpoints[0]?.host, 'kafka-9');
  assert.equal(after, before);
  assert.deepEqual(startsOf(after), [retries + 2, filled + 2, endpoint]);
});

test('an edit of one service leaves the others of its project the very same, whatever the .env fills in', async () => {
  const text = [
    'services:',
    '  redis:',
    '    image: redis:7.4',
    '  kafka:',
    '    image: apache/kafka:${KAFKA_VERSION}',
    '    env_file: kafka.env',
    '',
  ].join('\n');
  const all = { 'compose.yml': text, '.env': 'KAFKA_VERSION=4.1.0\n', 'kafka.env': 'KAFKA_MIN_INSYNC_REPLICAS=1\n' };
  const project = createProject(new MemoryHost(root, all), { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  const kafka = (): object | undefined => project.system().clusters.find(({ component }) => component === 'kafka');
  const edit = (version: number, image: string): void =>
    project.open(`${root}/compose.yml`, version, text.replace('redis:7.4', image));
  kafka();
  edit(1, 'redis:7.4.1');
  const before = kafka();
  edit(2, 'redis:7.4.10');
  assert.ok(before !== undefined);
  assert.equal(kafka(), before);
  project.open(`${root}/.env`, 1, 'KAFKA_VERSION=4.0.0\n');
  assert.notEqual(kafka(), before);
});

test('a container that was moved and whose application changes then says what it says when it is first met', async () => {
  const compose =
    'services:\n  orders-1:\n    build: ../system-1/orders-1\n    environment:\n      REDIS_HOST: cache\n';
  const application = 'system-1/orders-1/src/main/resources/application.yml';
  const text = (files[application] ?? '').replace('host: redis-1', 'host: ${REDIS_HOST}');
  const all = { ...files, 'deploy/compose.yml': compose, [application]: text };
  const project = createProject(new MemoryHost(root, all), { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  const hosts = (): readonly string[] =>
    project
      .system()
      .clients.filter(({ uri, component }) => component === 'redis' && uri === `${root}/deploy/compose.yml`)
      .flatMap(({ settings }) => (settings.get('redis:client.host') ?? []).map(({ spelling }) => spelling ?? ''));
  const before = hosts();
  project.open(`${root}/deploy/compose.yml`, 1, `# moved\n${compose}`);
  project.system();
  project.open(`${root}/${application}`, 1, `# changed\n${text}`);
  assert.deepEqual(hosts(), before);
  assert.equal(before.length, 1);
});
