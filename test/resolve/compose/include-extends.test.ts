import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemOf, pathOf } from '../../support/workspace.ts';
import { notesIn, serviceOf, shownMounts, shownVariables, viewOf } from './view.ts';

/** Compose Specification, “Include” (14-include.md) and “extends” (05-services.md). The oracle is the specification. */

const redis = 'services:\n  redis:\n    image: redis:${TAG:-7.2}\n    volumes: ["./redis.conf:/redis.conf"]\n';

function names(files: Readonly<Record<string, string>>, path: string): readonly string[] {
  return viewOf(files, path).workloads.map(({ name }) => name);
}

test('14 Include, Short syntax: another file’s services are this project’s, and the file is not drawn twice', () => {
  const files = {
    'compose.yaml': 'include:\n  - commons/compose.yaml\nservices:\n  app:\n    image: shop/app:1\n',
    'commons/compose.yaml': redis,
  };
  assert.deepEqual(names(files, 'compose.yaml'), ['app', 'redis']);
  const { clusters, coveredBy } = systemOf(files);
  assert.equal(clusters.length, 1);
  assert.deepEqual([...coveredBy.keys()].map(pathOf), ['commons/compose.yaml']);
});

test('14 Include, Short syntax: relative paths count from the included file', () => {
  const files = { 'compose.yaml': 'include: [commons/compose.yaml]\n', 'commons/compose.yaml': redis };
  assert.deepEqual(shownMounts(serviceOf(files, 'compose.yaml', 'redis')), ['bind ./redis.conf:/redis.conf']);
  assert.equal(pathOf(serviceOf(files, 'compose.yaml', 'redis').mounts[0]?.at.uri ?? ''), 'commons/compose.yaml');
});

test('14 Include, Short syntax: the included folder’s .env gives defaults, the local one is stronger', () => {
  const files = {
    'compose.yaml': 'include: [commons/compose.yaml]\n',
    'commons/compose.yaml': redis,
    'commons/.env': 'TAG=7.4\n',
  };
  assert.equal(serviceOf(files, 'compose.yaml', 'redis').image?.value, 'redis:7.4');
  const image = serviceOf({ ...files, '.env': 'TAG=8.0\n' }, 'compose.yaml', 'redis').image;
  assert.equal(image?.value, 'redis:8.0');
  assert.equal(pathOf(image?.via?.[0]?.at.uri ?? ''), '.env');
});

test('14 Include: names that both say are the local file’s, without merging', () => {
  const files = {
    'compose.yaml': 'include: [commons/compose.yaml]\nservices:\n  redis:\n    image: valkey/valkey:8.1\n',
    'commons/compose.yaml': redis,
  };
  const service = serviceOf(files, 'compose.yaml', 'redis');
  assert.equal(service.image?.value, 'valkey/valkey:8.1');
  assert.deepEqual(shownMounts(service), []);
});

test('14 Include: an included file’s own includes are followed', () => {
  const files = {
    'compose.yaml': 'include: [a/compose.yaml]\n',
    'a/compose.yaml': 'include: [../b/compose.yaml]\nservices:\n  app:\n    image: shop/app:1\n',
    'b/compose.yaml': redis,
  };
  assert.deepEqual(names(files, 'compose.yaml'), ['app', 'redis']);
});

test('14 Include, path: several files are merged before they are included', () => {
  const files = {
    'compose.yaml': 'include:\n  - path: [commons/compose.yaml, ./commons-override.yaml]\n',
    'commons/compose.yaml': redis,
    'commons-override.yaml': 'services:\n  redis:\n    image: redis:8.0\n',
  };
  assert.equal(serviceOf(files, 'compose.yaml', 'redis').image?.value, 'redis:8.0');
});

test('14 Include, project_directory: relative paths count from there', () => {
  const files = {
    'compose.yaml': 'include:\n  - path: commons/compose.yaml\n    project_directory: data\n',
    'commons/compose.yaml': redis,
    'data/.env': 'TAG=7.0\n',
  };
  const service = serviceOf(files, 'compose.yaml', 'redis');
  assert.deepEqual(shownMounts(service), ['bind ../data/redis.conf:/redis.conf']);
  assert.equal(service.image?.value, 'redis:7.0');
});

test('14 Include, env_file: several, of which the last wins', () => {
  const files = {
    'compose.yaml': 'include:\n  - path: commons/compose.yaml\n    env_file: [commons/.env, commons/dev.env]\n',
    'commons/compose.yaml': redis,
    'commons/.env': 'TAG=7.0\n',
    'commons/dev.env': 'TAG=7.1\n',
  };
  assert.equal(serviceOf(files, 'compose.yaml', 'redis').image?.value, 'redis:7.1');
});

test('14 Include: configs of an included project are its files', () => {
  const files = {
    'compose.yaml': 'include: [commons/compose.yaml]\n',
    'commons/compose.yaml':
      'services:\n  redis:\n    image: redis:7.2\n    command: redis-server /redis.conf\n    configs: [redis.conf]\nconfigs:\n  redis.conf:\n    file: ./conf/redis.conf\n',
  };
  assert.deepEqual(shownMounts(serviceOf(files, 'compose.yaml', 'redis')), ['bind ./conf/redis.conf:/redis.conf']);
});

test('14 Include: a circle, a file that is not there and one outside are noted, and the rest is read', () => {
  const local = 'services:\n  app:\n    image: shop/app:1\n';
  const circle = {
    'compose.yaml': `include: [b.yaml]\n${local}`,
    'b.yaml': 'include: [compose.yaml]\nservices:\n  redis:\n    image: redis:7.2\n',
  };
  assert.deepEqual(names(circle, 'compose.yaml'), ['app', 'redis']);
  assert.equal(systemOf(circle).clusters.length, 1);
  assert.deepEqual(notesIn(circle, 'b.yaml'), ['include-cycle b.yaml → compose.yaml']);
  const missing = { 'compose.yaml': `include: [gone.yaml, ../outside.yaml, /srv/base.yaml]\n${local}` };
  assert.deepEqual(names(missing, 'compose.yaml'), ['app']);
  assert.deepEqual(notesIn(missing, 'compose.yaml'), [
    'include-missing gone.yaml',
    'file-outside ../outside.yaml',
    'file-outside /srv/base.yaml',
  ]);
  assert.equal(viewOf(missing, 'compose.yaml').status, 'ok');
});

test('05 Services, extends: entries of the service win, lists are put together, the base first', () => {
  const files = {
    'compose.yaml':
      'services:\n  common:\n    image: redis:7.2\n    environment: { TZ: utc, PORT: "80" }\n    ports: ["1:1"]\n  cli:\n    extends:\n      service: common\n    environment: [PORT=8080]\n    ports: ["2:2"]\n',
  };
  const service = serviceOf(files, 'compose.yaml', 'cli');
  assert.deepEqual(shownVariables(service), ['TZ=utc compose.yaml', 'PORT=8080 compose.yaml < 80 compose.yaml']);
  assert.deepEqual(
    service.ports.map(({ target }) => target),
    [1, 2],
  );
  assert.equal(service.image?.value, 'redis:7.2');
});

test('05 Services, extends: a chain across files; paths of a base count from its own folder', () => {
  const files = {
    'compose.yaml':
      'services:\n  cli:\n    extends:\n      file: common/services.yaml\n      service: common\n    environment: { C: "3" }\n',
    'common/services.yaml':
      'services:\n  common:\n    extends: { file: base/base.yaml, service: base }\n    environment: { B: "2" }\n',
    'common/base/base.yaml':
      'services:\n  base:\n    image: redis:7.2\n    env_file: base.env\n    volumes: ["./redis.conf:/redis.conf"]\n',
    'common/base/base.env': 'A=1\nB=0\n',
  };
  const service = serviceOf(files, 'compose.yaml', 'cli');
  assert.deepEqual(shownVariables(service), [
    'A=1 common/base/base.env',
    'B=2 common/services.yaml < 0 common/base/base.env',
    'C=3 compose.yaml',
  ]);
  assert.equal(pathOf(service.mounts[0]?.at.uri ?? ''), 'common/base/base.yaml');
});

test('05 Services, extends, Restrictions: circles and what is not there are noted', () => {
  const circle = {
    'compose.yaml': 'services:\n  a:\n    image: redis:7.2\n    extends: { file: other.yaml, service: b }\n',
    'other.yaml': 'services:\n  b:\n    extends: { file: compose.yaml, service: a }\n',
  };
  assert.equal(serviceOf(circle, 'compose.yaml', 'a').image?.value, 'redis:7.2');
  assert.deepEqual(notesIn(circle, 'other.yaml'), ['extends-cycle b']);
  const missing = {
    'compose.yaml':
      'services:\n  a:\n    image: redis:7.2\n    extends: { file: gone.yaml, service: b }\n  c:\n    image: redis:7.2\n    extends: { file: other.yaml, service: none }\n',
    'other.yaml': 'services:\n  b:\n    image: redis:7.2\n',
  };
  assert.deepEqual(notesIn(missing, 'compose.yaml'), ['extends-missing gone.yaml', 'extends-unknown none']);
});

test('05 Services, extends, Restrictions: in one file as well', () => {
  const file = (body: string): Readonly<Record<string, string>> => ({ 'compose.yaml': `services:\n${body}` });
  const circle = file(
    '  a:\n    image: redis:7.2\n    extends: { service: b }\n  b:\n    extends: { service: a }\n  c:\n    image: redis:7.2\n    extends: c\n',
  );
  assert.deepEqual(notesIn(circle, 'compose.yaml'), ['extends-cycle a', 'extends-cycle b', 'extends-cycle c']);
  assert.equal(serviceOf(circle, 'compose.yaml', 'b').image?.value, 'redis:7.2');
  const missing = file('  a:\n    image: redis:7.2\n    extends: none\n');
  assert.deepEqual(notesIn(missing, 'compose.yaml'), ['extends-unknown none']);
  assert.deepEqual(notesIn(file('  a:\n    extends: b\n  b:\n    image: redis:7.2\n'), 'compose.yaml'), []);
});

test('projects that include each other without end are left, and quickly', () => {
  const files: Record<string, string> = {};
  for (let level = 0; level < 16; level++)
    for (const side of ['a', 'b'])
      files[`${side}${level}.yaml`] =
        `include: [a${level + 1}.yaml, b${level + 1}.yaml]\nservices:\n  ${side}${level}:\n    image: redis:7.2\n`;
  const start = performance.now();
  assert.ok(viewOf(files, 'a0.yaml').workloads.length > 0);
  assert.ok(performance.now() - start < 10_000);
});

test('08 Configs, content: what an included project writes configures its servers, also in an overlay’s view', () => {
  const project =
    'services:\n  redis:\n    image: redis:7.2\n    command: redis-server /redis.conf\n    configs: [redis.conf]\nconfigs:\n  redis.conf:\n    content: |\n      appendonly yes\n';
  const appendOnly = (files: Readonly<Record<string, string>>): readonly unknown[] =>
    systemOf(files)
      .clusters.flatMap(({ deployments }) => deployments)
      .map(({ settings }) => settings.get('redis:appendonly')?.at(-1)?.value);
  const included = { 'compose.yaml': 'include: [data/compose.yaml]\n', 'data/compose.yaml': project };
  assert.ok(appendOnly(included).includes('yes'));
});

test('a thousand services that extend one of another file are all read', () => {
  const services = Array.from(
    { length: 1000 },
    (_, index) => `  s${index}:\n    extends: { file: base.yaml, service: base }\n`,
  );
  const files = {
    'compose.yaml': `services:\n${services.join('')}`,
    'base.yaml': 'services:\n  base:\n    image: redis:7.2\n',
  };
  const { workloads } = viewOf(files, 'compose.yaml');
  assert.equal(workloads.filter(({ image }) => image?.value === 'redis:7.2').length, 1000);
});
