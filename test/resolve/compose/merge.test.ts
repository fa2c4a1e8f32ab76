import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceOf, shownMounts, shownPorts, shownVariables, viewOf } from './view.ts';

/**
 * Compose Specification, “Merge and override” (13-merge.md), one test for each section. The oracle is the specification: its
 * own examples, as facts about the result, and the published cases of its reference implementation, compose-go/override.
 */
const base = 'compose.yaml';
const overlay = 'compose.override.yaml';

/** The service `foo` of two files, given by what stands below it. */
function foo(weaker: string, stronger: string): ReturnType<typeof serviceOf> {
  const file = (body: string): string => `services:\n  foo:\n${body.replace(/^(?=.)/gm, '    ')}`;
  return serviceOf({ [base]: file(`image: redis:7.2\n${weaker}`), [overlay]: file(stronger) }, base, 'foo');
}

test('13 Merge, Mapping: entries of both, and of an entry that both say the later one', () => {
  const service = foo('environment:\n  A: "1"\n  B: "2"\n', 'environment:\n  B: two\n  C: "3"\n');
  assert.deepEqual(shownVariables(service), [`A=1 ${base}`, `B=two ${overlay} < 2 ${base}`, `C=3 ${overlay}`]);
});

test('13 Merge, Mapping: the list form and the map form of variables say the same', () => {
  const service = foo('environment:\n  - A=1\n  - B=2\n', 'environment:\n  B: two\n');
  assert.deepEqual(shownVariables(service), [`A=1 ${base}`, `B=two ${overlay} < 2 ${base}`]);
});

test('13 Merge, Mapping: a value that is no list or map is replaced, and the one it replaces stays in its chain', () => {
  const { image } = foo('', 'image: redis:8.0\n');
  assert.equal(image?.value, 'redis:8.0');
  assert.equal(image?.overrides?.value, 'redis:7.2');
});

test('13 Merge, Sequence: values of the later file are appended', () => {
  const hosts = foo('networks:\n  data:\n    aliases: [a]\n', 'networks:\n  data:\n    aliases: [b]\n').hosts;
  assert.deepEqual(hosts, ['foo', 'a', 'b']);
});

test('13 Merge, Sequence: one env file and a list of them', () => {
  const files = foo('env_file: base.env\n', 'env_file:\n  - extra.env\n  - path: base.env\n').envFiles;
  assert.deepEqual(
    files.map(({ value }) => value),
    ['base.env', 'extra.env'],
  );
});

test('13 Merge, Shell commands: a later command stands alone', () => {
  const service = foo(
    'entrypoint: [docker-entrypoint.sh]\ncommand: [redis-server, --appendonly, "yes"]\n',
    'command: [redis-server, --save, ""]\n',
  );
  assert.deepEqual(
    service.words.map(({ value }) => value),
    ['docker-entrypoint.sh', 'redis-server', '--save', ''],
  );
});

test('13 Merge, Unique resources: a volume is known by its target', () => {
  assert.deepEqual(shownMounts(foo('volumes: ["foo:/work"]\n', 'volumes: ["bar:/work", "more:/more"]\n')), [
    'volume bar:/work',
    'volume more:/more',
  ]);
});

test('13 Merge, Unique resources: a port is known by address, both ports and protocol', () => {
  const service = foo(
    'ports:\n  - "9080:80"\n  - "127.0.0.1:6379:6379"\n',
    'ports:\n  - target: 80\n    published: "9080"\n  - "6379:6379"\n  - "9080:80/udp"\n',
  );
  assert.deepEqual(shownPorts(service), ['9080:80', '127.0.0.1:6379:6379', '6379:6379', '9080:80']);
});

test('13 Merge, Unique resources: a config is known by its target, under its own name where it says none', () => {
  const service = foo(
    'configs: [redis.conf]\n',
    'configs:\n  - source: other.conf\n    target: redis.conf\n  - source: users\n    target: /etc/users.acl\n',
  );
  assert.deepEqual(shownMounts(service), ['config other.conf:/redis.conf', 'config users:/etc/users.acl']);
});

test('13 Merge, Reset value: what was said is taken away, an entry or all of them', () => {
  const service = foo(
    'ports: ["8080:80"]\nenvironment:\n  FOO: BAR\n  KEEP: "yes"\n',
    'ports: !reset []\nenvironment:\n  FOO: !reset null\n',
  );
  assert.deepEqual(shownPorts(service), []);
  assert.deepEqual(shownVariables(service), [`KEEP=yes ${base}`]);
});

test('13 Merge, Reset value: an entry of the list form is taken away as well', () => {
  const service = foo('environment: [FOO=BAR, KEEP=yes]\n', 'environment:\n  FOO: !reset null\n');
  assert.deepEqual(shownVariables(service), [`KEEP=yes ${base}`]);
});

test('13 Merge, Reset value: a whole service', () => {
  const { workloads } = viewOf(
    {
      [base]: 'services:\n  redis:\n    image: redis:7.2\n  kafka:\n    image: apache/kafka:3.9.0\n',
      [overlay]: 'services:\n  redis: !reset null\n',
    },
    base,
  );
  assert.deepEqual(
    workloads.map(({ name }) => name),
    ['kafka'],
  );
});

test('13 Merge, Replace value: an attribute, without what was said before', () => {
  assert.deepEqual(shownPorts(foo('ports: ["8080:80"]\n', 'ports: !override\n  - "8443:443"\n')), ['8443:443']);
});

test('13 Merge, Replace value: a whole service', () => {
  const service = serviceOf(
    {
      [base]: 'services:\n  redis:\n    image: redis:7.2\n    environment:\n      A: "1"\n',
      [overlay]: 'services:\n  redis: !override\n    image: valkey/valkey:8.1\n',
    },
    base,
    'redis',
  );
  assert.equal(service.image?.value, 'valkey/valkey:8.1');
  assert.deepEqual(shownVariables(service), []);
});

test('13 Merge, Replace value: all services', () => {
  const { workloads } = viewOf(
    {
      [base]: 'services:\n  redis:\n    image: redis:7.2\n',
      [overlay]: 'services: !override\n  kafka:\n    image: apache/kafka:3.9.0\n',
    },
    base,
  );
  assert.deepEqual(
    workloads.map(({ name }) => name),
    ['kafka'],
  );
});

test('compose-go, null overrides: an empty section of a later file changes nothing', () => {
  const service = foo('environment:\n  A: "1"\ndepends_on: [db]\n', 'environment:\ndepends_on:\n');
  assert.deepEqual(shownVariables(service), [`A=1 ${base}`]);
  assert.deepEqual(
    service.dependsOn.map(({ value }) => value),
    ['db'],
  );
});

test('10 Fragments: anchors, aliases and merge keys hold in their own file, and their entries are merged like others', () => {
  const service = serviceOf(
    {
      [base]:
        'x-common: &common\n  A: common\n  B: common\nservices:\n  foo:\n    image: redis:7.2\n    environment:\n      <<: *common\n      B: own\n',
      [overlay]: 'x-extra: &extra { B: later, C: later }\nservices:\n  foo:\n    environment: *extra\n',
    },
    base,
    'foo',
  );
  assert.deepEqual(shownVariables(service).toSorted(), [
    `A=common ${base}`,
    `B=later ${overlay} < own ${base}`,
    `C=later ${overlay}`,
  ]);
});

test('a file in another folder that COMPOSE_FILE names counts its paths from the first file', () => {
  const files = {
    '.env': 'COMPOSE_FILE=compose.yaml:deploy/compose.prod.yaml\n',
    'compose.yaml': 'services:\n  foo:\n    image: redis:7.2\n',
    'deploy/compose.prod.yaml':
      'services:\n  foo:\n    env_file: ./foo.env\n    volumes: ["./redis.conf:/etc/redis.conf"]\n',
    'foo.env': 'FROM=root\n',
    'deploy/foo.env': 'FROM=deploy\n',
  };
  const service = serviceOf(files, 'deploy/compose.prod.yaml', 'foo');
  assert.deepEqual(shownVariables(service), ['FROM=root foo.env']);
  assert.deepEqual(shownMounts(service), ['bind ../redis.conf:/etc/redis.conf']);
});
