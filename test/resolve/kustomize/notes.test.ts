import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { projectOf, root } from '../../support/review-files.ts';

const kafka = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kafka
spec:
  serviceName: kafka
  replicas: 3
  template:
    spec:
      containers:
        - name: kafka
          image: apache/kafka:4.1.0
`;

/** What is noted for a file: code and the text at the place. */
async function notesOf(files: Readonly<Record<string, string>>, path: string): Promise<readonly string[]> {
  const project = await projectOf(files);
  const text = files[path] ?? '';
  return project
    .problemsIn(`${root}/${path}`)
    .map(({ code, span }) => `${code} ${span === undefined ? '' : text.slice(span.start, span.end)}`);
}

describe('what cannot be followed is noted once, at its place', () => {
  test('a file and a folder that are not there', async () => {
    const files = { 'prod/kustomization.yaml': 'resources: [kafka.yaml, ../base]\n', 'base/readme.yaml': 'a: 1\n' };
    assert.deepEqual(await notesOf(files, 'prod/kustomization.yaml'), [
      'kustomize-missing kafka.yaml',
      'kustomize-missing ../base',
    ]);
  });

  test('JSON that is not called a patch: nobody reads it', async () => {
    const files = {
      'kustomization.yaml':
        'resources: [kafka.yaml, service.json]\npatches:\n  - path: scale.json\n  - path: scale-patch.json\n',
      'kafka.yaml': kafka,
    };
    assert.deepEqual(await notesOf(files, 'kustomization.yaml'), [
      'kustomize-unread service.json',
      'kustomize-unread scale.json',
      'kustomize-missing scale-patch.json',
    ]);
  });

  test('a path out of the workspace', async () => {
    const files = { 'kustomization.yaml': 'resources: [../../elsewhere/kafka.yaml]\n' };
    assert.deepEqual(await notesOf(files, 'kustomization.yaml'), ['file-outside ../../elsewhere/kafka.yaml']);
  });

  test('a base in a repository elsewhere', async () => {
    const files = { 'kustomization.yaml': 'resources:\n  - https://github.com/example/kafka//base?ref=v1\n' };
    assert.deepEqual(await notesOf(files, 'kustomization.yaml'), [
      'kustomize-remote https://github.com/example/kafka//base?ref=v1',
    ]);
  });

  test('kustomizations that lead back to themselves: the objects of both stay', async () => {
    const files = {
      'a/kustomization.yaml': 'resources: [../b, kafka.yaml]\n',
      'a/kafka.yaml': kafka,
      'b/kustomization.yaml': 'resources: [../a]\n',
    };
    assert.deepEqual(await notesOf(files, 'b/kustomization.yaml'), ['kustomize-cycle ../a']);
    const project = await projectOf(files);
    assert.deepEqual(
      project.system().clusters.map(({ component, nodes }) => `${component} ${nodes.value}`),
      ['kafka 3'],
    );
  });

  test('a patch for an object that is not there', async () => {
    const patch = kafka.replace('name: kafka', 'name: other');
    const files = {
      'kustomization.yaml': 'resources: [kafka.yaml]\npatches:\n  - path: other.yaml\n',
      'kafka.yaml': kafka,
      'other.yaml': patch,
    };
    assert.deepEqual(await notesOf(files, 'kustomization.yaml'), ['patch-target-missing other.yaml']);
  });

  test('an operation at a path that the object does not have', async () => {
    const files = {
      'kustomization.yaml': [
        'resources: [kafka.yaml]',
        'patches:',
        '  - target: {kind: StatefulSet}',
        '    patch: |-',
        '      - op: replace',
        '        path: /spec/template/spec/containers/4/image',
        '        value: apache/kafka:4.0.0',
        '',
      ].join('\n'),
      'kafka.yaml': kafka,
    };
    assert.deepEqual(await notesOf(files, 'kustomization.yaml'), [
      'patch-path-missing /spec/template/spec/containers/4/image',
    ]);
  });

  test('charts and plug-ins that only kustomize runs', async () => {
    const files = { 'kustomization.yaml': 'helmCharts:\n  - name: kafka\n    repo: https://charts.example.org\n' };
    assert.deepEqual((await notesOf(files, 'kustomization.yaml')).length, 1);
  });
});

test('a note keeps the file a whole one, and a selector that fits nothing is no mistake', async () => {
  const files = {
    'kustomization.yaml':
      'resources: [kafka.yaml, gone.yaml]\npatches:\n  - target: {kind: Deployment}\n    patch: "- {op: remove, path: /spec}"\n',
    'kafka.yaml': kafka,
  };
  const project = await projectOf(files);
  assert.equal(project.part(`${root}/kustomization.yaml`)?.status, 'ok');
  assert.deepEqual(await notesOf(files, 'kustomization.yaml'), ['kustomize-missing gone.yaml']);
});

test('objects are in part only where a patch is missing that may change them', async () => {
  const partial = async (kustomization: string): Promise<readonly boolean[]> => {
    const project = await projectOf({ 'kustomization.yaml': kustomization, 'kafka.yaml': kafka });
    return project.system().clusters.map((cluster) => cluster.partial);
  };
  assert.deepEqual(await partial('resources: [kafka.yaml]\n'), [false]);
  assert.deepEqual(await partial('resources: [kafka.yaml, gone.yaml]\n'), [false]);
  assert.deepEqual(await partial('resources: [kafka.yaml]\npatches: [{path: gone.yaml}]\n'), [true]);
});

test('a base that no overlay uses is judged where it stands', async () => {
  const project = await projectOf({ 'base/kustomization.yaml': 'resources: [kafka.yaml]\n', 'base/kafka.yaml': kafka });
  assert.deepEqual(
    project.system().clusters.map(({ id, environment }) => `${id} ${environment}`),
    ['kafka@base/kustomization.yaml unknown'],
  );
});

describe('hostile input ends early', () => {
  test('ten thousand patches', async () => {
    const patches = Array.from({ length: 10_000 }, (_, index) =>
      [
        `  - target: {kind: StatefulSet, name: kafka}`,
        `    patch: "- {op: replace, path: /spec/replicas, value: ${index}}"`,
      ].join('\n'),
    );
    const files = {
      'kustomization.yaml': `resources: [kafka.yaml]\npatches:\n${patches.join('\n')}\n`,
      'kafka.yaml': kafka,
    };
    const project = await projectOf(files);
    assert.deepEqual(
      project.system().clusters.map(({ nodes }) => nodes.value),
      [9999],
    );
  });

  test('ten thousand patches of one image keep a chain that can be read', async () => {
    const patches = Array.from({ length: 10_000 }, (_, index) => {
      const operation = `{op: replace, path: /spec/template/spec/containers/0/image, value: "apache/kafka:4.${index}.0"}`;
      return `  - target: {kind: StatefulSet, name: kafka}\n    patch: '- ${operation}'`;
    });
    const files = {
      'kustomization.yaml': `resources: [kafka.yaml]\npatches:\n${patches.join('\n')}\n`,
      'kafka.yaml': kafka,
    };
    const project = await projectOf(files);
    assert.deepEqual(
      project.system().clusters.map(({ version }) => version.value),
      ['4.9999.0'],
    );
  });

  test('kustomizations that double at every level', async () => {
    const files: Record<string, string> = {
      'k0/kustomization.yaml': 'resources: [kafka.yaml]\n',
      'k0/kafka.yaml': kafka,
    };
    for (let level = 1; level <= 18; level++) {
      files[`k${level}/kustomization.yaml`] = `resources: [../k${level - 1}, ../m${level - 1}]\n`;
      files[`m${level}/kustomization.yaml`] = `resources: [../k${level - 1}, ../m${level - 1}]\nnamePrefix: m-\n`;
    }
    files['m0/kustomization.yaml'] = 'resources: [../k0]\nnamePrefix: m-\n';
    const started = performance.now();
    const project = await projectOf(files);
    assert.ok(project.system().clusters.length > 0);
    assert.ok(performance.now() - started < 20_000);
  });

  test('values of other kinds than expected', async () => {
    const kustomization = [
      'resources: {a: b}',
      'patches: [1, null, {patch: 5}, {path: [x]}, {target: 3, patch: "- 7"}, {target: {name: "(((("}, patch: "[{op: add}]"}]',
      'images: x',
      'replicas: [{name: 1, count: many}]',
      'labels: [[]]',
      'namePrefix: [a]',
      'configMapGenerator: [{name: {}}, {name: a, files: {b: c}, literals: [=, 5, ""]}]',
      'replacements: [{source: 1, targets: 2}, {source: {}, targets: [{select: {}, fieldPaths: [".", "a.[", 3]}]}]',
      '',
    ].join('\n');
    const project = await projectOf({ 'kustomization.yaml': kustomization });
    assert.equal(project.part(`${root}/kustomization.yaml`)?.status, 'ok');
  });
});
