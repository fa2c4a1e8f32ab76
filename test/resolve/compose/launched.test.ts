import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectOf, root } from '../../support/review-files.ts';

/**
 * Which files are applied together, by commands that stand in the workspace: `docker compose -f`
 * (https://docs.docker.com/reference/cli/docker/compose/) and `COMPOSE_FILE`
 * (https://docs.docker.com/compose/how-tos/environment-variables/envvars/). Nothing is run. The oracle is the documentation.
 */

const base = 'services:\n  redis:\n    image: redis:7.2\n';
const live = 'services:\n  redis:\n    image: redis:8.0\n  kafka:\n    image: apache/kafka:3.9.0\n';
const pair = { 'base.compose.yml': base, 'live.compose.yml': live };

/** `redis 8.0, kafka 3.9.0 — base.compose.yml + live.compose.yml (Makefile:2)`: what a file comes to, and who says so. */
async function viewOf(files: Readonly<Record<string, string>>, path: string): Promise<string> {
  const project = await projectOf(files);
  const part = project.system().parts.find(({ uri }) => uri === `${root}/${path}`);
  const servers = part?.deployments.map(({ name, version }) => `${name} ${version.value ?? '?'}`).join(', ') ?? 'none';
  const { uris = [], saidAt } = part?.applied ?? {};
  const names = uris.map((uri) => project.path(uri)).join(' + ');
  const line = saidAt && (project.range(saidAt)?.start.line ?? 0) + 1;
  return `${servers}${names === '' ? '' : ` — ${names}`}${saidAt ? ` (${project.path(saidAt.uri)}:${line})` : ''}`;
}

const alone = 'redis 8.0, kafka 3.9.0';
const together = (said: string): string => `${alone} — base.compose.yml + live.compose.yml (${said})`;

const commands: readonly (readonly [file: string, text: string, line: number])[] = [
  ['Makefile', 'up:\n\tdocker compose -f base.compose.yml -f live.compose.yml up -d\n', 2],
  ['Makefile', 'DC := docker-compose --file=base.compose.yml --file live.compose.yml\nup:\n\t$(DC) up\n', 1],
  ['up.sh', '#!/bin/sh\ndocker compose \\\n  -p shop -f "base.compose.yml" \\\n  -f \'live.compose.yml\' up\n', 2],
  ['up.sh', '#!/bin/sh\nexport COMPOSE_FILE=base.compose.yml:live.compose.yml\ndocker compose up\n', 2],
  ['up.bat', 'set COMPOSE_FILE=base.compose.yml;live.compose.yml\r\ndocker compose up\r\n', 1],
  [
    'package.json',
    '{\n  "scripts": {\n    "up": "docker compose -f base.compose.yml -f live.compose.yml up"\n  }\n}\n',
    3,
  ],
  [
    'Taskfile.yml',
    'version: "3"\ntasks:\n  up:\n    cmds:\n      - docker compose -f base.compose.yml -f live.compose.yml up\n',
    5,
  ],
  ['.gitlab-ci.yml', 'deploy:\n  script:\n    - docker-compose -f base.compose.yml -f live.compose.yml up -d\n', 3],
  [
    '.github/workflows/ci.yml',
    'jobs:\n  it:\n    steps:\n      - run: docker compose -f base.compose.yml -f live.compose.yml up\n',
    4,
  ],
  ['.github/workflows/ci.yml', 'env:\n  COMPOSE_FILE: base.compose.yml:live.compose.yml\njobs: {}\n', 2],
  ['up.sh', 'podman-compose -f base.compose.yml -f live.compose.yml up\n', 1],
  ['scripts/up.sh', 'cd .. && docker compose -f base.compose.yml -f live.compose.yml up\n', 1],
];

for (const [file, text, line] of commands) {
  test(`${file}: ${text
    .trim()
    .split('\n')
    .at(line - 1)
    ?.trim()}`, async () => {
    assert.equal(await viewOf({ ...pair, [file]: text }, 'live.compose.yml'), together(`${file}:${line}`));
  });
}

test('a comment in the file itself says what it is for', async () => {
  const overlay = `# docker compose -f base.compose.yml \\\n#   -f live.compose.yml up\n${live}`;
  assert.equal(
    await viewOf({ ...pair, 'live.compose.yml': overlay }, 'live.compose.yml'),
    together('live.compose.yml:1'),
  );
});

const unknown: readonly (readonly [why: string, text: string])[] = [
  ['a variable among the files', 'docker compose -f base.compose.yml -f $EXTRA -f live.compose.yml up\n'],
  ['a variable in front of the command', 'docker compose -f base.compose.yml -f $(DIR)/live.compose.yml up\n'],
  ['an optional part', 'docker compose -f base.compose.yml [-f other.yml] -f live.compose.yml up\n'],
  ['a file that is not there', 'docker compose -f gone.yml -f live.compose.yml up\n'],
  ['one file alone', 'docker compose -f live.compose.yml up\n'],
  ['options of the subcommand', 'docker compose logs -f base.compose.yml -f live.compose.yml\n'],
  ['another tool', 'kubectl apply -f base.compose.yml -f live.compose.yml\n'],
  ['a place outside of the workspace', 'docker compose -f ../base.compose.yml -f live.compose.yml up\n'],
];

for (const [why, text] of unknown) {
  test(`nothing is known from ${why}`, async () => {
    assert.equal(await viewOf({ ...pair, 'up.sh': text }, 'live.compose.yml'), alone);
  });
}

test('lists that only add to another one: the shorter holds; others are not known', async () => {
  const files = { ...pair, 'tools.compose.yml': 'services:\n  ui:\n    image: shop/ui:1\n' };
  const up = (...lists: readonly string[]): string =>
    lists.map((list) => `docker compose ${list.replaceAll(/\w+/g, '-f $&.compose.yml')} up\n`).join('');
  const added = await viewOf({ ...files, 'up.sh': up('base tools live', 'base live') }, 'live.compose.yml');
  assert.equal(added, together('up.sh:2'));
  assert.equal(await viewOf({ ...files, 'up.sh': up('base live', 'tools live') }, 'live.compose.yml'), alone);
});

test('--env-file stands in place of .env, --profile in place of COMPOSE_PROFILES', async () => {
  const files = {
    'base.compose.yml':
      'services:\n  redis:\n    image: redis:${TAG}\n    profiles: [cache]\n  app:\n    image: shop/app:1\n',
    'live.compose.yml': 'services:\n  app:\n    image: shop/app:2\n',
    '.env': 'TAG=7.2\nCOMPOSE_PROFILES=other\n',
    'live.env': 'TAG=8.0\n',
  };
  const view = async (options: string): Promise<string> => {
    const project = await projectOf({
      ...files,
      'up.sh': `docker compose ${options} -f base.compose.yml -f live.compose.yml up\n`,
    });
    const [redis] = project.system().parts.find(({ uri }) => uri === `${root}/live.compose.yml`)?.deployments ?? [];
    return `${redis?.version.value} ${redis?.state}`;
  };
  assert.equal(await view(''), '7.2 inactive');
  assert.equal(await view('--profile cache'), '7.2 active');
  assert.equal(await view('--env-file live.env --profile=cache'), '8.0 active');
});

test('one file with variables of its own', async () => {
  const files = {
    'compose.yml': 'services:\n  redis:\n    image: redis:${TAG}\n',
    'compose.live.yml': 'services:\n  redis:\n    image: redis:${TAG}\n',
    '.env': 'TAG=7.2\n',
    'live.env': 'TAG=8.0\n',
  };
  const up = 'docker compose --env-file live.env -f compose.live.yml up -d\n';
  assert.equal(await viewOf({ ...files, 'up.sh': up }, 'compose.live.yml'), 'redis 8.0');
  assert.equal(await viewOf({ ...files, 'up.sh': up }, 'compose.yml'), 'redis 7.2');
});

test('the user’s configuration stands over COMPOSE_FILE, and that over commands', async () => {
  const files = {
    ...pair,
    'more.compose.yml': 'services:\n  etcd:\n    image: bitnami/etcd:3.5.0\n',
    'up.sh': 'docker compose -f base.compose.yml -f live.compose.yml up\n',
    '.env': 'COMPOSE_FILE=more.compose.yml:live.compose.yml\n',
  };
  assert.match(
    await viewOf(files, 'live.compose.yml'),
    /^etcd .* — more\.compose\.yml \+ live\.compose\.yml \(\.env:1\)$/,
  );
  const configured = {
    ...files,
    '.archlens.yaml': 'views:\n  - files: [live.compose.yml, base.compose.yml, live.compose.yml]\n',
  };
  assert.match(await viewOf(configured, 'live.compose.yml'), / — live\.compose\.yml \+ base\.compose\.yml/);
});

test('scripts are looked at beside files that are applied together only, and count as none where they say nothing', async () => {
  const seen = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const project = await projectOf(files);
    return project.files().map(({ path }) => path);
  };
  const script = 'docker compose -f base.compose.yml -f live.compose.yml up\n';
  assert.deepEqual(await seen({ 'compose.yml': base, 'up.sh': script }), ['compose.yml']);
  assert.deepEqual(await seen({ ...pair, 'up.sh': 'echo hello\n' }), Object.keys(pair));
  assert.deepEqual(await seen({ ...pair, 'docs/more/up.sh': script }), Object.keys(pair));
});

test('an edit of the script makes the view anew', async () => {
  const up = 'docker compose -f base.compose.yml -f live.compose.yml up\n';
  const project = await projectOf({ ...pair, Makefile: `up:\n\t${up}` });
  assert.equal(project.part(`${root}/live.compose.yml`)?.applied?.uris.length, 2);
  project.open(`${root}/Makefile`, 1, 'up:\n\techo\n');
  assert.equal(project.part(`${root}/live.compose.yml`)?.applied, undefined);
});
