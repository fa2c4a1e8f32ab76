import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryHost } from '../../../server/src/host/memory-host.ts';
import { createProject } from '../../../server/src/project/create.ts';
import type { Project } from '../../../server/src/project/project.ts';

const root = 'file:///workspace';

const zookeeper = `apiVersion: v1
kind: Service
metadata:
  name: zookeeper
spec:
  clusterIP: None
  selector: { app: zookeeper }
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: zookeeper
spec:
  serviceName: zookeeper
  replicas: 3
  template:
    metadata:
      labels: { app: zookeeper }
    spec:
      containers:
        - name: zookeeper
          image: zookeeper:3.9.3
`;

const budget = `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: zookeeper
spec:
  selector:
    matchLabels: { app: zookeeper }
  maxUnavailable: 1
`;

const files = { 'k8s/prod/zookeeper.yaml': zookeeper, 'k8s/prod/budget.yaml': budget };

async function loaded(texts: Readonly<Record<string, string>>): Promise<Project> {
  const project = createProject(new MemoryHost(root, texts), { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  return project;
}

function findings(project: Project): readonly string[] {
  const place = (at: Parameters<typeof project.places.line>[0]): string =>
    `${project.path(at.uri)}:${project.places.line(at)}`;
  return project
    .review()
    .findings.map(({ rule, at, related }) => [rule, place(at), ...related.map((each) => place(each.at))].join(' '));
}

/** Findings after each edit, which must be those of a project that never knew another text. */
async function afterEdits(
  edits: readonly (readonly [path: keyof typeof files, edit: (text: string) => string])[],
): Promise<readonly (readonly string[])[]> {
  const project = await loaded(files);
  const texts: Record<string, string> = { ...files };
  const found: (readonly string[])[] = [findings(project)];
  for (const [version, [path, edit]] of edits.entries()) {
    texts[path] = edit(texts[path] ?? '');
    project.open(`${root}/${path}`, version + 1, texts[path]);
    const now = findings(project);
    assert.deepEqual(now, findings(await loaded(texts)), `after edit ${version + 1}`);
    found.push(now);
  }
  return found;
}

function about(rule: string, found: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return found.map((lines) => lines.filter((line) => line.startsWith(rule)));
}

test('a disruption budget is judged anew when it, or the number of pods, changes', async () => {
  const found = await afterEdits([
    ['k8s/prod/budget.yaml', (text) => text.replace('maxUnavailable: 1', 'maxUnavailable: 2')],
    ['k8s/prod/zookeeper.yaml', (text) => text.replace('replicas: 3', 'replicas: 5')],
    ['k8s/prod/zookeeper.yaml', (text) => text.replace('replicas: 5', 'replicas: 3')],
    ['k8s/prod/budget.yaml', (text) => `# reviewed\n${text}`],
    ['k8s/prod/zookeeper.yaml', (text) => `# reviewed\n${text}`],
    ['k8s/prod/budget.yaml', (text) => text.replace('app: zookeeper', 'app: zk')],
  ]);
  assert.deepEqual(about('system/budget-loses-quorum', found), [
    [],
    ['system/budget-loses-quorum k8s/prod/budget.yaml:7 k8s/prod/zookeeper.yaml:21'],
    [],
    ['system/budget-loses-quorum k8s/prod/budget.yaml:7 k8s/prod/zookeeper.yaml:21'],
    ['system/budget-loses-quorum k8s/prod/budget.yaml:8 k8s/prod/zookeeper.yaml:21'],
    ['system/budget-loses-quorum k8s/prod/budget.yaml:8 k8s/prod/zookeeper.yaml:22'],
    [],
  ]);
});

test('a governing Service that gets another name is missed, and found again', async () => {
  const found = await afterEdits([
    ['k8s/prod/zookeeper.yaml', (text) => text.replace('  name: zookeeper', '  name: zk')],
    ['k8s/prod/zookeeper.yaml', (text) => `# reviewed\n${text}`],
    ['k8s/prod/zookeeper.yaml', (text) => text.replace('serviceName: zookeeper', 'serviceName: zk')],
  ]);
  assert.deepEqual(about('system/governing-service-missing', found), [
    [],
    ['system/governing-service-missing k8s/prod/zookeeper.yaml:13 k8s/prod/zookeeper.yaml:3'],
    ['system/governing-service-missing k8s/prod/zookeeper.yaml:14 k8s/prod/zookeeper.yaml:4'],
    [],
  ]);
});
