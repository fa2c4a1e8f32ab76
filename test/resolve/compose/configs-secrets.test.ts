import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemOf } from '../../support/workspace.ts';
import { serviceOf, shownMounts } from './view.ts';

/** Compose Specification, “Configs” (08-configs.md) and “Secrets” (09-secrets.md). The oracle is the specification. */

const redis = (uses: string): string =>
  `services:\n  redis:\n    image: redis:7.2\n    command: redis-server /etc/redis.conf\n${uses}`;

function mounts(file: string): readonly string[] {
  return shownMounts(serviceOf({ 'compose.yaml': file }, 'compose.yaml', 'redis'));
}

/** The values of `appendonly` that the server has. */
function appendOnly(files: Readonly<Record<string, string>>): readonly unknown[] {
  return systemOf(files)
    .clusters.flatMap(({ deployments }) => deployments)
    .filter(({ controller }) => controller === 'compose')
    .map(({ settings }) => settings.get('redis:appendonly')?.at(-1)?.value);
}

const long = '    configs:\n      - source: settings\n        target: /etc/redis.conf\n';

test('08 Configs, file: what the file says is in force where it is mounted', () => {
  const files = {
    'compose.yaml': `${redis(long)}configs:\n  settings:\n    file: ./conf/redis.conf\n`,
    'conf/redis.conf': 'appendonly yes\n',
  };
  assert.deepEqual(appendOnly(files), ['yes']);
});

test('08 Configs, content: what is written in the project is in force where it is mounted', () => {
  const file = `${redis(long)}configs:\n  settings:\n    content: |\n      appendonly yes\n`;
  assert.deepEqual(appendOnly({ 'compose.yaml': file }), ['yes']);
});

test('12 Interpolation: variables in `content` are the project’s; what nobody says is unknown', () => {
  const content = (line: string): string => `${redis(long)}configs:\n  settings:\n    content: |\n      ${line}\n`;
  const env = { '.env': 'AOF=yes\n' };
  assert.deepEqual(appendOnly({ 'compose.yaml': content('appendonly ${AOF:-no}') }), ['no']);
  assert.deepEqual(appendOnly({ 'compose.yaml': content('appendonly ${AOF:-no}'), ...env }), ['yes']);
  assert.deepEqual(appendOnly({ 'compose.yaml': content('appendonly $AOF'), ...env }), ['yes']);
  assert.deepEqual(appendOnly({ 'compose.yaml': content('appendonly ${AOF}') }), [undefined]);
  assert.deepEqual(appendOnly({ 'compose.yaml': content('appendonly ${AOF:?say it}') }), [undefined]);
  assert.deepEqual(appendOnly({ 'compose.yaml': content('requirepass a$$b\n      appendonly yes') }), ['yes']);
});

test('12 Interpolation: a value in `content` stands where its variable is written', () => {
  const file = `${redis(long)}configs:\n  settings:\n    content: |\n      save \${A}\n      appendonly \${AOF:-yes} \n`;
  const [server] = systemOf({ 'compose.yaml': file, '.env': 'A=900 1\n' }).clusters.flatMap(
    ({ deployments }) => deployments,
  );
  const at = server?.settings.get('redis:appendonly')?.at(-1)?.at[0];
  assert.equal(file.slice(at?.value?.start, at?.value?.end), '${AOF:-yes}');
});

test('13 Merge: an overlay’s content stands alone', () => {
  const written = (value: string): string => `configs:\n  settings:\n    content: |\n      appendonly ${value}\n`;
  const files = { 'compose.yaml': redis(long) + written('no'), 'compose.override.yaml': written('yes') };
  assert.deepEqual(appendOnly(files), ['yes']);
});

test('08 Configs: an overlay says which file it is', () => {
  const files = {
    'compose.yaml': `${redis(long)}configs:\n  settings:\n    file: ./dev/redis.conf\n`,
    'compose.override.yaml': 'configs:\n  settings:\n    file: ./live/redis.conf\n',
    'dev/redis.conf': 'appendonly no\n',
    'live/redis.conf': 'appendonly yes\n',
  };
  assert.deepEqual(appendOnly(files), ['yes']);
});

test('08 Configs, external and environment: a config that nobody sees', () => {
  assert.deepEqual(mounts(`${redis(long)}configs:\n  settings:\n    external: true\n`), [
    'config settings:/etc/redis.conf',
  ]);
  assert.deepEqual(mounts(`${redis(long)}configs:\n  settings:\n    environment: SETTINGS\n`), [
    'config settings:/etc/redis.conf',
  ]);
});

test('09 Secrets: under its own name in /run/secrets, or where it says', () => {
  const uses =
    '    secrets:\n      - password\n      - source: users\n        target: users.acl\n      - source: key\n        target: /etc/key\n';
  assert.deepEqual(mounts(redis(uses)), [
    'secret password:/run/secrets/password',
    'secret users:/run/secrets/users.acl',
    'secret key:/etc/key',
  ]);
});

test('09 Secrets, file: a configuration file is followed, a password is not', () => {
  const uses = '    secrets:\n      - source: settings\n        target: /etc/redis.conf\n      - password\n';
  const sections = 'secrets:\n  settings:\n    file: ./redis.conf\n  password:\n    file: ./password.txt\n';
  assert.deepEqual(mounts(redis(uses) + sections), [
    'bind ./redis.conf:/etc/redis.conf',
    'secret password:/run/secrets/password',
  ]);
});
