import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Project } from '../../../server/src/project/project.ts';
import { projectOf, root } from '../../support/review-files.ts';

/** What `.archlens.yaml` and comments say of files that are applied together. */

const base =
  'services:\n  # archlens: environment=prod\n  redis:\n    image: redis:7.2\n  app:\n    image: shop/app:1\n    environment:\n      # archlens: purpose=lock\n      REDIS_HOST: redis\n';

function clusters(project: Project, path: string): readonly string[] {
  return project
    .system()
    .clusters.filter(({ deployments: [first] }) => first?.uri === `${root}/${path}`)
    .map(({ name, environment, version }) => `${name} ${version.value} ${environment}`);
}

test('`views` names files that are applied together, in an order that no name tells, and what for', async () => {
  const files = {
    'stack/base.yml': 'services:\n  redis:\n    image: redis:7.2\n',
    'stack/live/extra.yml': 'services:\n  redis:\n    image: redis:8.0\n',
    '.archlens.yaml': 'views:\n  - files: [stack/base.yml, stack/live/extra.yml]\n    environment: prod\n',
  };
  const project = await projectOf(files);
  assert.deepEqual(clusters(project, 'stack/live/extra.yml'), ['redis 8.0 prod']);
  assert.equal(project.configProblems().length, 0);
});

test('another order in `views` makes the view anew', async () => {
  const project = await projectOf({
    'a.compose.yml': 'services:\n  redis:\n    image: redis:7.2\n  kafka:\n    image: apache/kafka:3.9.0\n',
    'b.compose.yml': 'services:\n  redis:\n    image: redis:8.0\n',
    '.archlens.yaml': 'views:\n  - files: [a.compose.yml, b.compose.yml]\n',
  });
  assert.equal(clusters(project, 'b.compose.yml').length, 2);
  project.open(`${root}/.archlens.yaml`, 1, 'severity: {}\n');
  assert.equal(clusters(project, 'b.compose.yml').length, 1);
});

test('what a comment declares in the base holds in the views of its overlays', async () => {
  const project = await projectOf({
    'compose.yml': base,
    'compose.two.yml':
      'services:\n  redis:\n    command: redis-server --save ""\n  app:\n    environment:\n      REDIS_PORT: "6379"\n',
  });
  assert.deepEqual(clusters(project, 'compose.two.yml'), ['redis 7.2 prod']);
  const client = project.system().clients.find(({ uri }) => uri.endsWith('compose.two.yml'));
  assert.equal(client?.purpose, 'lock');
});

test('a suppression in the base holds for what the base says, in every view', async () => {
  const compose = (comment: string): string =>
    `services:\n  redis:\n${comment}    image: redis:6.0\n    ports: ["6379:6379"]\n`;
  const found = async (comment: string): Promise<number> => {
    const project = await projectOf({
      'compose.yml': compose(comment),
      'compose.two.yml': 'services:\n  redis:\n    environment: { A: "1" }\n',
    });
    return project
      .review()
      .findings.filter(({ at, rule }) => rule === 'version/end-of-life' && at.uri.endsWith('compose.yml')).length;
  };
  assert.equal(await found(''), 1);
  assert.equal(await found('    # archlens-disable-next-line version/end-of-life -- known\n'), 0);
});

/** The order in which compose looks for its files, as its reference implementation has it (compose-go, `DefaultFileNames`). */
test('of several files with a default name the first one counts, and of several overrides as well', async () => {
  const file = (tag: string): string => `services:\n  redis:\n    image: redis:${tag}\n`;
  const project = await projectOf({
    'docker-compose.yml': file('6.0'),
    'compose.yaml': file('7.0'),
    'docker-compose.override.yml': file('6.2'),
    'compose.override.yml': file('7.2'),
  });
  assert.deepEqual(clusters(project, 'compose.yaml'), ['redis 7.2 unknown']);
  assert.deepEqual(clusters(project, 'docker-compose.yml'), ['redis 6.0 unknown']);
  const mixed = await projectOf({ 'docker-compose.yml': file('6.0'), 'compose.override.yaml': file('7.2') });
  assert.deepEqual(clusters(mixed, 'docker-compose.yml'), ['redis 7.2 unknown']);
});
