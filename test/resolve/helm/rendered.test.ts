import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryHost } from '../../../server/src/host/memory-host.ts';
import type { Anchor } from '../../../server/src/model/anchor.ts';
import type { Workload } from '../../../server/src/model/declaration.ts';
import { createProject } from '../../../server/src/project/create.ts';
import type { ChartRenderer } from '../../../server/src/project/host.ts';
import type { Project } from '../../../server/src/project/project.ts';
import type { ChartRequest, Rendering } from '../../../server/src/resolve/rendering.ts';
import { root, today } from '../../support/review-files.ts';

/**
 * Charts as Helm renders them. Oracle: what Helm 3.6.2 prints for these charts, which the stand-in repeats.
 */
const chart = {
  'redis/Chart.yaml': 'apiVersion: v2\nname: redis\nversion: 1.0.0\n',
  'redis/values.yaml': 'nodes: [a, b, c]\npolicy: noeviction\n',
  'redis/values-prod.yaml': 'policy: allkeys-lru\n',
  'redis/templates/redis.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: redis
spec:
  replicas: {{ len .Values.nodes | add1 }}
  template:
    spec:
      containers:
        - name: redis
          image: redis:{{ semver "7.2.4" | toString }}
          args: ["--maxmemory-policy", {{ .Values.policy | quote }}]
`,
};

const printed = (policy: string): string => `---
# Source: redis/templates/redis.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: redis
spec:
  replicas: 4
  template:
    spec:
      containers:
        - name: redis
          image: redis:7.2.4
          args: ["--maxmemory-policy", "${policy}"]
`;

class Stand implements ChartRenderer {
  readonly requests: ChartRequest[] = [];
  readonly #answer: (request: ChartRequest) => Rendering;

  constructor(answer: (request: ChartRequest) => Rendering) {
    this.#answer = answer;
  }

  render(request: ChartRequest): Promise<Rendering> {
    this.requests.push(request);
    return Promise.resolve(this.#answer(request));
  }
}

const faithful = ({ values }: ChartRequest): Rendering => ({
  text: printed(values.includes('allkeys-lru') ? 'allkeys-lru' : 'noeviction'),
});

async function projectOf(renderer?: ChartRenderer, files: Readonly<Record<string, string>> = chart): Promise<Project> {
  const project = createProject(new MemoryHost(root, files), { today, ...(renderer && { renderer }) });
  await project.load([{ uri: root }]);
  await project.render();
  return project;
}

function workload(project: Project, view: string): Workload {
  const found = project.system().parts.find(({ uri }) => project.path(uri) === view)?.workloads[0];
  assert.ok(found);
  return found;
}

function placeOf(project: Project, at: Anchor | undefined): string {
  return at === undefined ? '' : `${project.path(at.uri)}:${(project.range(at)?.start.line ?? -1) + 1}`;
}

function notes(project: Project): readonly string[] {
  const helm = project.problems().filter(({ problem }) => problem.code.startsWith('helm-'));
  return helm.map(({ uri, problem }) => `${project.path(uri)} ${problem.code}`);
}

test('what Helm prints is the view of the chart, with the places of values and templates', async () => {
  const project = await projectOf(new Stand(faithful));
  const { image, replicas, words } = workload(project, 'redis/values-prod.yaml');
  assert.equal(image?.value, 'redis:7.2.4');
  assert.equal(placeOf(project, image.at), 'redis/templates/redis.yaml:11');
  assert.equal(replicas.value, 4);
  assert.equal(placeOf(project, replicas.at[0]), 'redis/templates/redis.yaml:6');
  const policy = words[1];
  assert.equal(policy?.value, 'allkeys-lru');
  assert.equal(placeOf(project, policy.at), 'redis/values-prod.yaml:1');
  assert.equal(placeOf(project, policy.overrides?.at), 'redis/values.yaml:2');
  assert.deepEqual(notes(project), []);
});

test('each file of values is rendered once, with its own text', async () => {
  const stand = new Stand(faithful);
  const project = await projectOf(stand);
  assert.equal(await project.render(), false);
  assert.deepEqual(
    stand.requests.map(({ chart: folder, values }) => `${project.path(folder)} ${values.trim()}`),
    ['redis policy: allkeys-lru', 'redis '],
  );
});

test('a chart that is written anew is rendered anew, and no other', async () => {
  const copies = ['cache/redis/', 'queue/redis/'].flatMap((folder) =>
    Object.entries(chart).map(([path, text]) => [path.replace('redis/', folder), text]),
  );
  const stand = new Stand(faithful);
  const project = await projectOf(stand, Object.fromEntries(copies));
  stand.requests.length = 0;
  await project.changed([`${root}/queue/redis/templates/redis.yaml`]);
  await project.render();
  assert.deepEqual(
    stand.requests.map(({ chart: folder }) => project.path(folder)),
    ['queue/redis', 'queue/redis'],
  );
});

test('without Helm what templates decide stays unknown, and one note names the servers and the setting', async () => {
  const project = await projectOf();
  const { image, replicas } = workload(project, 'redis/values-prod.yaml');
  assert.equal(image?.value, undefined);
  assert.equal(replicas.value, undefined);
  assert.deepEqual(notes(project), ['redis/values-prod.yaml helm-unseen', 'redis/values.yaml helm-unseen']);
});

test('no note where templates say all', async () => {
  const plain = { ...chart, 'redis/templates/redis.yaml': printed('noeviction') };
  assert.deepEqual(notes(await projectOf(undefined, plain)), []);
});

test('what Helm refuses is noted where it was asked for, and the templates are read as far as they go', async () => {
  const project = await projectOf(new Stand(() => ({ failure: 'refused', detail: 'missing in charts/: common' })));
  assert.deepEqual(notes(project), ['redis/values-prod.yaml helm-refused', 'redis/values.yaml helm-refused']);
  assert.equal(workload(project, 'redis/values-prod.yaml').words[1]?.value, 'allkeys-lru');
});

test('that Helm is not there is said once, and it is not looked for again', async () => {
  const stand = new Stand(() => ({ failure: 'unavailable', detail: 'helm' }));
  const project = await projectOf(stand);
  assert.deepEqual(notes(project), [' helm-unavailable']);
  assert.equal(stand.requests.length, 1);
});

test('a release of a helmfile is rendered with its name, its namespace and all its values', async () => {
  const stand = new Stand(faithful);
  await projectOf(stand, {
    ...chart,
    'helmfile.yaml':
      'releases:\n  - name: cache\n    namespace: shop\n    chart: ./redis\n    values:\n      - redis/values-prod.yaml\n      - nodes: [a]\n        "on": "yes"\n',
  });
  const request = stand.requests.find(({ name }) => name === 'cache');
  assert.equal(request?.namespace, 'shop');
  assert.deepEqual(JSON.parse(request.values), { policy: 'allkeys-lru', nodes: ['a'], on: 'yes' });
});

test('a release of which a value is not known is not rendered', async () => {
  const stand = new Stand(faithful);
  await projectOf(stand, {
    ...chart,
    'helmfile.yaml':
      'releases:\n  - name: cache\n    chart: ./redis\n    values:\n      - policy: {{ requiredEnv "POLICY" }}\n',
  });
  assert.deepEqual(
    stand.requests.filter(({ name }) => name === 'cache'),
    [],
  );
});

test('objects of a packed chart stand where the chart is named', async () => {
  const umbrella = {
    'shop/Chart.yaml':
      'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n  - name: redis\n    version: 1.0.0\n',
    'shop/values.yaml': 'redis:\n  policy: noeviction\n',
    'shop/charts/redis-1.0.0.tgz': 'packed',
  };
  const text = printed('noeviction').replace('redis/templates', 'shop/charts/redis/templates');
  const project = await projectOf(new Stand(() => ({ text })), umbrella);
  const { image } = workload(project, 'shop/values.yaml');
  assert.equal(image?.value, 'redis:7.2.4');
  assert.equal(placeOf(project, image.at), 'shop/Chart.yaml:5');
});

test('tests of a chart are not part of what it installs', async () => {
  const text = printed('noeviction').replace('templates/redis.yaml', 'templates/tests/redis.yaml');
  const project = await projectOf(new Stand(() => ({ text })));
  assert.deepEqual(
    project
      .system()
      .parts.flatMap(({ uri, workloads }) => (project.path(uri).endsWith('values.yaml') ? workloads : [])),
    [],
  );
});
