import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Files } from '../../../server/src/resolve/files.ts';
import { chartIn } from '../../../server/src/resolve/helm/chart.ts';
import { resolveHelmValues } from '../../../server/src/resolve/helm/view.ts';
import { filesOf, root } from '../../support/files.ts';
import { pathOf, shownCluster, systemOf } from '../../support/workspace.ts';

/**
 * Oracle: the examples of Helm's own documentation, "Chart Template Guide: Values Files", "…: Subcharts and Global Values" and
 * "Charts: Tags and Condition fields in dependencies". Helm itself is in no package registry these tests may use.
 */

/** `name=value`, with `< value (file)` for each statement it stands over. */
function values(texts: Readonly<Record<string, string>>, path: string): readonly string[] {
  const { files, extractions } = filesOf(texts);
  const own = extractions.find(({ uri }) => uri === root + path);
  assert.ok(own);
  const { extraction } = resolveHelmValues(own, files);
  const [tree] = extraction.declarations;
  assert.ok(tree?.kind === 'values');
  return tree.fields.map((field) => {
    let text = `${field.name}=${field.value}`;
    for (let weaker = field.overrides; weaker !== undefined; weaker = weaker.overrides)
      text += ` < ${weaker.value} (${pathOf(weaker.at.uri)})`;
    return text;
  });
}

function chart(files: Files, folder: string): ReturnType<typeof chartIn> {
  return chartIn(root + folder, files);
}

const plain = 'apiVersion: v2\nname: shop\nversion: 1.0.0\n';

test('Values Files: a file given with -f stands over the values of the chart, entry by entry', () => {
  const files = {
    'shop/Chart.yaml': plain,
    'shop/values.yaml': 'redis:\n  architecture: standalone\n  image:\n    repository: redis\n    tag: "7.2"\n',
    'shop/values-prod.yaml': 'redis:\n  architecture: replication\n  image:\n    tag: "7.4"\n',
  };
  assert.deepEqual(values(files, 'shop/values-prod.yaml'), [
    'redis.architecture=replication < standalone (shop/values.yaml)',
    'redis.image.repository=redis',
    'redis.image.tag=7.4 < 7.2 (shop/values.yaml)',
  ]);
});

test('Values Files: a list is replaced whole', () => {
  const files = {
    'shop/Chart.yaml': plain,
    'shop/values.yaml': 'redis:\n  args:\n    - --appendonly\n    - "yes"\n',
    'shop/values-prod.yaml': 'redis:\n  args:\n    - --save\n',
  };
  assert.deepEqual(values(files, 'shop/values-prod.yaml'), ['redis.args[0]=--save']);
});

test('Values Files, Deleting a default key: null takes it away', () => {
  const files = {
    'shop/Chart.yaml': plain,
    'shop/values.yaml':
      'redis:\n  livenessProbe:\n    httpGet:\n      path: /user/login\n    initialDelaySeconds: 120\n',
    'shop/values-prod.yaml': 'redis:\n  livenessProbe:\n    httpGet: null\n    exec:\n      command:\n        - cat\n',
  };
  assert.deepEqual(values(files, 'shop/values-prod.yaml'), [
    'redis.livenessProbe.initialDelaySeconds=120',
    'redis.livenessProbe.exec.command[0]=cat',
  ]);
});

test('Subcharts and Global Values: the values of the chart around stand over those of the chart it brings', () => {
  const files = {
    'shop/Chart.yaml': `${plain}dependencies:\n  - name: kafka\n    version: 1.0.0\n`,
    'shop/values.yaml': 'kafka:\n  replicaCount: 3\n',
    'shop/charts/kafka/Chart.yaml': 'apiVersion: v2\nname: kafka\nversion: 1.0.0\n',
    'shop/charts/kafka/values.yaml': 'replicaCount: 1\nheap: 1g\n',
  };
  assert.deepEqual(values(files, 'shop/values.yaml'), [
    'kafka.heap=1g',
    'kafka.replicaCount=3 < 1 (shop/charts/kafka/values.yaml)',
  ]);
  assert.deepEqual(systemOf(files).clusters.map(shownCluster), ['kafka cluster 3 ? partial: kafka']);
});

test('Subcharts and Global Values: every chart below sees the global values', () => {
  const files = {
    'shop/Chart.yaml': `${plain}dependencies:\n  - name: redis\n    version: 1.0.0\n`,
    'shop/values.yaml': 'global:\n  registry: registry.shop.example\n',
    'shop/charts/redis/Chart.yaml': 'apiVersion: v2\nname: redis\nversion: 1.0.0\n',
    'shop/charts/redis/values.yaml': 'global:\n  registry: docker.io\n',
  };
  assert.deepEqual(values(files, 'shop/values.yaml'), [
    'global.registry=registry.shop.example',
    'redis.global.registry=registry.shop.example < docker.io (shop/charts/redis/values.yaml)',
  ]);
});

const switched = (condition: string): string =>
  `${plain}dependencies:\n  - name: redis\n    version: 19.0.0\n    repository: https://charts.shop.example\n${condition}`;

function state(chartText: string, valuesText: string): string {
  const { clusters } = systemOf({ 'shop/Chart.yaml': chartText, 'shop/values.yaml': valuesText });
  return clusters.map((cluster) => cluster.state).join();
}

test('Tags and Condition fields: the first condition that has a value decides', () => {
  const chartText = switched('    condition: redis.enabled,global.redis.enabled\n');
  assert.equal(state(chartText, 'redis:\n  enabled: false\nglobal:\n  redis:\n    enabled: true\n'), 'inactive');
  assert.equal(state(chartText, 'redis: {}\nglobal:\n  redis:\n    enabled: false\n'), 'inactive');
  assert.equal(state(chartText, 'name: shop\n'), 'active');
});

test('Tags and Condition fields: one tag that is true is enough, all of them false switch off, and a condition overrides tags', () => {
  const tags = '    tags:\n      - back-end\n      - cache\n';
  assert.equal(state(switched(tags), 'tags:\n  back-end: false\n  cache: true\n'), 'active');
  assert.equal(state(switched(tags), 'tags:\n  back-end: false\n'), 'inactive');
  const both = `${tags}    condition: redis.enabled\n`;
  assert.equal(state(switched(both), 'tags:\n  back-end: false\nredis:\n  enabled: true\n'), 'active');
});

test('Alias field in dependencies: the values stand below the alias', () => {
  const clusters = systemOf({
    'shop/Chart.yaml': `${plain}dependencies:\n  - name: redis\n    alias: sessions\n    version: 19.0.0\n`,
    'shop/values.yaml': 'sessions:\n  architecture: standalone\n',
  }).clusters.map(shownCluster);
  assert.deepEqual(clusters, ['redis standalone 1 ? partial: sessions']);
});

test('requirements.yaml of Helm 2 lists dependencies as well', () => {
  const clusters = systemOf({
    'shop/Chart.yaml': 'apiVersion: v1\nname: shop\n',
    'shop/requirements.yaml': 'dependencies:\n  - name: redis\n    alias: sessions\n    version: 19.0.0\n',
    'shop/values.yaml': 'sessions:\n  architecture: standalone\n',
  }).clusters.map(shownCluster);
  assert.deepEqual(clusters, ['redis standalone 1 ? partial: sessions']);
});

test('charts that bring each other end, and a repository outside the workspace is not read', () => {
  const { files, extractions } = filesOf({
    'a/Chart.yaml':
      'name: a\ndependencies:\n  - name: b\n    repository: file://../b\n  - name: c\n    repository: file://../../c\n',
    'a/values.yaml': 'b:\n  redis: 1\n',
    'b/Chart.yaml': 'name: b\ndependencies:\n  - name: a\n    repository: file://../a\n',
    'b/values.yaml': 'redis: 2\n',
  });
  const own = extractions.find(({ uri }) => uri === `${root}a/values.yaml`);
  assert.ok(own);
  assert.equal(resolveHelmValues(own, files).extraction.declarations.length, 1);
  assert.deepEqual(
    chart(files, 'a')?.dependencies.map(({ folder }) => folder),
    [`${root}b`, undefined],
  );
});

test('a file of values that belongs to no chart stands alone', () => {
  const { files, extractions } = filesOf({ 'values.yaml': 'redis: 1\n', 'values-prod.yaml': 'redis: 2\n' });
  for (const extraction of extractions) assert.equal(resolveHelmValues(extraction, files).extraction, extraction);
});
