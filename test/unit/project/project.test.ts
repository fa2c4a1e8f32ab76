import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { MemoryHost } from '../../../server/src/host/memory-host.ts';
import { blindSpots } from '../../../server/src/project/blind.ts';
import { createProject } from '../../../server/src/project/create.ts';
import type { Project } from '../../../server/src/project/project.ts';

const root = 'file:///workspace';
const orders = `${root}/orders/src/main/resources/application-prod.yml`;
const compose = `${root}/deploy/compose.prod.yml`;
const config = `${root}/.archlens.yaml`;

function ordersWith(acks: string): string {
  return [
    'spring:',
    '  application:',
    '    name: orders',
    '  kafka:',
    '    bootstrap-servers: kafka:9092',
    '    producer:',
    `      acks: ${acks}`,
    '',
  ].join('\n');
}

const composeText = 'services:\n  kafka:\n    image: apache/kafka:4.1.0\n';

let host: MemoryHost;
let project: Project;

beforeEach(async () => {
  host = new MemoryHost(root, {
    'orders/src/main/resources/application-prod.yml': ordersWith('1'),
    'deploy/compose.prod.yml': composeText,
  });
  project = createProject(host, { today: '2026-11-21' });
  await project.load([{ uri: root }]);
});

const acks = 'kafka/acks-not-all';

/** Findings of the one rule these tests look at. */
function rulesAt(uri: string): string[] {
  return project.findings(uri).flatMap(({ rule }) => (rule === acks ? [rule] : []));
}

/** Three brokers, so that acks decides something. */
const threeBrokers = 'services:\n  kafka:\n    image: apache/kafka:4.1.0\n    deploy:\n      replicas: 3\n';

test('an edit of one file is seen in what follows from all', () => {
  project.open(compose, 1, threeBrokers);
  assert.deepEqual(rulesAt(orders), [acks]);
  project.open(orders, 1, ordersWith('all'));
  assert.deepEqual(rulesAt(orders), []);
  project.open(orders, 2, ordersWith('0'));
  assert.deepEqual(rulesAt(orders), [acks]);
});

test('an edit of the cluster changes what is said of its client', () => {
  assert.equal(project.system().links.find(({ client }) => client.uri === orders)?.cluster?.name, 'kafka');
  project.open(compose, 1, composeText.replace('kafka:\n', 'broker:\n'));
  assert.equal(project.system().links.find(({ client }) => client.uri === orders)?.cluster, undefined);
});

test('the same text gives the same system again', () => {
  const before = JSON.stringify(project.review());
  project.open(orders, 1, ordersWith('all'));
  project.open(orders, 2, ordersWith('1'));
  assert.equal(JSON.stringify(project.review()), before);
});

test('without an edit nothing is computed anew', () => {
  assert.equal(project.system(), project.system());
  assert.equal(project.review(), project.review());
});

test('a file that was closed is again as the host has it', async () => {
  project.open(compose, 1, threeBrokers);
  project.open(orders, 1, ordersWith('all'));
  await project.close(orders);
  assert.deepEqual(rulesAt(orders), [acks]);
  assert.equal(project.file(orders)?.version, undefined);
});

test('what the host has does not replace what the editor has', async () => {
  project.open(orders, 1, ordersWith('all'));
  host.write(orders, ordersWith('0'));
  await project.changed([orders]);
  assert.deepEqual(rulesAt(orders), []);
});

test('a deleted file is gone, a new one is there', async () => {
  host.remove(compose);
  await project.changed([compose]);
  assert.deepEqual(project.system().clusters, []);
  host.write(compose, composeText);
  await project.changed([compose]);
  assert.deepEqual(
    project.system().clusters.map(({ id }) => id),
    ['kafka@deploy/compose.prod.yml'],
  );
});

test('an unsaved file outlives a reload', async () => {
  project.open(orders, 1, ordersWith('all'));
  await project.load([{ uri: root }]);
  assert.deepEqual(rulesAt(orders), []);
});

test('the configuration is read from the folder and followed when it changes', async () => {
  host.write(config, 'environments:\n  orders/**: test\n');
  await project.changed([config]);
  assert.equal(project.part(orders)?.environment, 'test');
  project.open(config, 1, 'ignore: [orders/**]\n');
  assert.deepEqual(
    project.files().map(({ uri }) => uri),
    [compose],
  );
  assert.equal(project.system().clients.length, 0);
});

test('an unsaved configuration outlives what is written meanwhile, until it is closed', async () => {
  project.open(config, 1, 'environments:\n  orders/**: test\n');
  host.write(config, 'environments:\n  orders/**: dev\n');
  await project.changed([config]);
  assert.equal(project.part(orders)?.environment, 'test');
  await project.close(config);
  assert.equal(project.part(orders)?.environment, 'dev');
});

test('of two configurations the one of the first folder decides, also when it is made later', async () => {
  project.open(compose, 1, threeBrokers);
  const other = 'file:///other';
  host.write(`${other}/.archlens.yaml`, 'severity:\n  kafka/acks-not-all: off\n');
  await project.load([{ uri: root }, { uri: other }]);
  assert.deepEqual(rulesAt(orders), []);
  project.open(config, 1, 'severity:\n  kafka/acks-not-all: info\n');
  assert.deepEqual(rulesAt(orders), [acks]);
});

test('a mistake in the configuration is a blind spot with its place', async () => {
  host.write(config, 'severity:\n  kafka/acks-not-all: fatal\n');
  await project.changed([config]);
  const [spot] = blindSpots(project);
  assert.equal(spot?.uri, config);
  assert.equal(spot?.problem.code, 'config-value');
  const { start = 0, end = 0 } = spot?.problem.span ?? {};
  assert.equal(project.text(config)?.slice(start, end), 'fatal');
});

test('only the files that were named are looked at, and no configuration beside them', async () => {
  host.write(config, 'severity:\n  kafka/acks-not-all: fatal\n');
  await project.load([{ uri: root, files: [compose] }]);
  assert.deepEqual(
    project.files().map(({ uri }) => uri),
    [compose],
  );
  assert.deepEqual(blindSpots(project), []);
});

test('paths start from the first folder', async () => {
  host.write('file:///other/redis.conf', 'appendonly yes\n');
  await project.load([{ uri: root }, { uri: 'file:///other' }]);
  assert.deepEqual(
    project.files().map(({ uri }) => project.path(uri)),
    ['../other/redis.conf', 'deploy/compose.prod.yml', 'orders/src/main/resources/application-prod.yml'],
  );
});

test('loading stops when it is told to, and tells how far it is', async () => {
  const seen: string[] = [];
  await project.load([{ uri: root }], { progress: (done, total) => seen.push(`${done}/${total}`) });
  assert.deepEqual(seen, ['2/2']);
  const stopped = createProject(host);
  await stopped.load([{ uri: root }], { signal: AbortSignal.abort() });
  assert.deepEqual(stopped.files(), []);
});

test('a place is a range of the version at hand', () => {
  project.open(compose, 1, threeBrokers);
  const [finding] = project.findings(orders).filter(({ rule }) => rule === acks);
  assert.ok(finding);
  assert.deepEqual(project.range(finding.at), { start: { line: 6, character: 12 }, end: { line: 6, character: 13 } });
  project.open(orders, 1, `# a line above\n${ordersWith('1')}`);
  const [moved] = project.findings(orders).filter(({ rule }) => rule === acks);
  assert.ok(moved);
  assert.equal(project.range(moved.at)?.start.line, 7);
  assert.equal(moved.fingerprint, finding.fingerprint);
});

test('a file that cannot be read is a problem of its own, and the others are read', async () => {
  const odd = `${root}/odd.yml`;
  host.write(odd, 'services:\n  redis:\n    image: redis\n');
  const broken = createProject({
    list: (folder) => host.list(folder),
    read: async (uris, maxBytes) => {
      const contents = await host.read(uris, maxBytes);
      return contents.map((content, i) => (uris[i] === odd ? { failure: 'unreadable' as const } : content));
    },
  });
  await broken.load([{ uri: root }]);
  assert.deepEqual(
    blindSpots(broken).map(({ uri, problem }) => [uri, problem.code]),
    [[odd, 'file-unreadable']],
  );
  assert.equal(broken.system().clusters.length, 1);
});
