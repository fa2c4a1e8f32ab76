import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryHost } from '../../server/src/host/memory-host.ts';
import { createProject } from '../../server/src/project/create.ts';

/** Each level merges the one before it twice: walked through, it is larger than any memory. */
const levels = Array.from({ length: 40 }, (_, n) => `x-${n + 1}: &x${n + 1}\n  a: {<<: *x${n}}\n  b: {<<: *x${n}}\n`);
const bomb = `x-0: &x0\n  k: v\n${levels.join('')}`;
const manifest = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${bomb.replace(/^(?=.)/gm, '  ')}`;

test('a bomb of merges ends in every format, and what stands beside it is still seen', async () => {
  const files = {
    'compose.yml': `${bomb}services:\n  redis: {image: "redis:7", environment: {<<: *x40}, deploy: {<<: *x40}}\n`,
    'compose.override.yml': `${bomb}services:\n  redis: {environment: {<<: *x40}, labels: *x40}\n`,
    'orders/application.yml': `${bomb}spring:\n  redis: {host: redis, <<: *x40}\n`,
    'chart/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
    'chart/values.yaml': `${bomb}redis: {<<: *x40, enabled: true}\n`,
    'k8s/config.yaml': manifest,
    'k8s/kustomization.yaml': 'resources: [config.yaml]\npatches:\n- path: config.yaml\n',
  };
  const root = 'file:///w';
  const project = createProject(new MemoryHost(root, files), { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  project.review();
  assert.deepEqual(
    project.system().clusters.flatMap(({ name, component }) => (name === 'redis' ? component : [])),
    ['redis', 'redis'],
  );
  const told = project.problems().filter(({ problem }) => problem.code === 'too-many-aliases');
  assert.ok(told.length >= 5);
});
