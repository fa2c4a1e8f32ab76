import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectOf } from '../../support/review-files.ts';
import { systemOf } from '../../support/workspace.ts';
import { viewOf } from './view.ts';

/** Files that are hostile, broken or just being written: nothing throws, and nothing takes long. */

function quickly(what: () => void): void {
  const start = performance.now();
  what();
  assert.ok(performance.now() - start < 10_000);
}

test('maps in maps, as deep as the parser reads, in both files', () => {
  const deep = (depth: number): string =>
    `services:\n  redis:\n    image: redis:7.2\n    x: ${'{a: '.repeat(depth)}1${'}'.repeat(depth)}\n`;
  quickly(() => systemOf({ 'compose.yaml': deep(200), 'compose.override.yaml': deep(200) }));
});

test('aliases that double at every step', () => {
  const steps = Array.from({ length: 30 }, (_, index) => `  a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`);
  const bomb = `x-bomb:\n  a0: &a0 [x]\n${steps.join('')}services:\n  redis:\n    image: redis:7.2\n    ports: *a30\n    volumes: *a30\n    environment: *a30\n`;
  quickly(() => systemOf({ 'compose.yaml': bomb, 'compose.override.yaml': bomb }));
});

test('two files of ten thousand services', () => {
  const services = (image: string): string =>
    `services:\n${Array.from({ length: 10_000 }, (_, index) => `  s${index}:\n    image: ${image}\n    ports: ["${index}:6379"]\n`).join('')}`;
  quickly(() => {
    const files = { 'compose.yaml': services('redis:7.2'), 'compose.override.yaml': services('redis:8.0') };
    assert.equal(viewOf(files, 'compose.yaml').workloads.length, 10_000);
  });
});

test('a project cut off at every place, with its overlay and its env files', () => {
  const base =
    'include: [inc.yaml]\nservices:\n  redis: &r\n    image: redis:${TAG:-7.2}\n    env_file:\n      - path: a.env\n        required: false\n    configs: [c]\n  app:\n    extends: { file: inc.yaml, service: base }\n    <<: *r\nconfigs:\n  c:\n    file: ./redis.conf\n';
  const overlay =
    'services:\n  redis: !override\n    image: redis:8.0\n    ports: !reset []\n  app:\n    environment: { A: !reset null }\n';
  const rest = {
    'inc.yaml': 'services:\n  base:\n    image: redis:7.2\n',
    'a.env': 'A=${B}\nB="${A\n',
    '.env': 'TAG=\nCOMPOSE_PROFILES=,\n',
  };
  for (let length = 0; length <= Math.max(base.length, overlay.length); length++)
    assert.doesNotThrow(() =>
      systemOf({ ...rest, 'compose.yaml': base.slice(0, length), 'compose.override.yaml': overlay.slice(0, length) }),
    );
});

test('sections of a form that nobody expects', () => {
  const forms = [
    '~',
    '[]',
    '{}',
    'x',
    '[[x]]',
    '[{a: b}]',
    '{a: [b]}',
    '!reset x',
    '!override [x]',
    '[!reset x]',
    '*none',
    '42',
  ];
  const keys = ['include', 'services', 'configs', 'secrets', 'networks'];
  const inner = [
    'extends',
    'environment',
    'env_file',
    'ports',
    'volumes',
    'networks',
    'configs',
    'profiles',
    'links',
    'depends_on',
  ];
  for (const form of forms) {
    for (const key of keys) {
      const file = `services:\n  redis:\n    image: redis:7.2\n${key === 'services' ? '' : `${key}: ${form}\n`}`;
      const other = `${key}: ${form}\n`;
      assert.doesNotThrow(() => systemOf({ 'compose.yaml': file, 'compose.override.yaml': other }), `${key}: ${form}`);
    }
    for (const key of inner) {
      const file = `services:\n  redis:\n    image: redis:7.2\n    ${key}: ${form}\n`;
      assert.doesNotThrow(() => systemOf({ 'compose.yaml': file, 'compose.override.yaml': file }), `${key}: ${form}`);
    }
  }
});

test('a script cut off anywhere, and commands that never end', async () => {
  const script =
    'cd deploy && docker compose --env-file "a b.env" \\\n  -f \'base.compose.yml\' --file=live.compose.yml --profile x up\nexport COMPOSE_FILE=base.compose.yml:live.compose.yml\n';
  const files = {
    'base.compose.yml': 'services:\n  redis:\n    image: redis:7.2\n',
    'live.compose.yml': 'services:\n  redis:\n    image: redis:8.0\n',
  };
  for (let length = 0; length <= script.length; length += 5)
    await assert.doesNotReject(async () => (await projectOf({ ...files, 'up.sh': script.slice(0, length) })).review());
  const endless = `docker compose ${'-f base.compose.yml '.repeat(20_000)}\nCOMPOSE_FILE=${'a;'.repeat(50_000)}\n${'cd x && '.repeat(20_000)}docker compose -f a -f b\n`;
  const start = performance.now();
  (await projectOf({ ...files, 'up.sh': endless })).review();
  assert.ok(performance.now() - start < 10_000);
});
