import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryHost } from '../../../server/src/host/memory-host.ts';
import { createProject } from '../../../server/src/project/create.ts';

const root = 'file:///workspace';

test('an included project follows when its clause names other env files that were read before', async () => {
  const clause = (name: string, envFiles: string): string =>
    `  - path: ${name}/compose.yml\n    env_file: [${envFiles}]\n`;
  const text = (cache: string, sessions: string): string =>
    `include:\n${clause('cache', cache)}${clause('sessions', sessions)}services:\n  orders:\n    image: shop/orders:1\n`;
  const redis = (name: string): string => `services:\n  ${name}:\n    image: redis:\${REDIS_VERSION}\n`;
  const host = new MemoryHost(root, {
    'compose.yml': text('a.env', 'a.env, b.env'),
    'cache/compose.yml': redis('cache'),
    'sessions/compose.yml': redis('sessions'),
    'a.env': 'REDIS_VERSION=7.2\n',
    'b.env': 'REDIS_VERSION=8.2\n',
  });
  const project = createProject(host, { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  const versions = (): readonly unknown[] =>
    project.system().clusters.map(({ name, version }) => `${name} ${version.value}`);
  assert.deepEqual(versions(), ['cache 7.2', 'sessions 8.2']);
  const edits = [
    ['a.env', 'a.env, b.env'],
    ['a.env, b.env', 'a.env'],
  ] as const;
  const seen = edits.map(([cache, sessions], version) => {
    project.open(`${root}/compose.yml`, version, `# noted\n${text(cache, sessions)}`);
    return versions();
  });
  assert.deepEqual(seen, [
    ['cache 7.2', 'sessions 8.2'],
    ['cache 8.2', 'sessions 7.2'],
  ]);
});

test('which of the properties in several files a finding stands at does not depend on how long the files are', async () => {
  const pom = `<project>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>3.2.0</version>
  </parent>
  <artifactId>orders</artifactId>
</project>
`;
  const compose = 'services:\n  orders:\n    build: ./orders\n    environment:\n      spring.redis.host: redis\n';
  const host = new MemoryHost(root, {
    'compose.yml': compose,
    'orders/pom.xml': pom,
    'orders/src/main/resources/application.yml':
      'spring:\n  application:\n    name: orders\n  # Answers within two seconds.\n  redis:\n    timeout: 2s\n',
  });
  const project = createProject(host, { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  const files = (): readonly string[] =>
    project.review().findings.flatMap(({ rule, at }) => (rule === 'redis/property-of-other-boot' ? [at.uri] : []));
  const before = files();
  project.open(`${root}/compose.yml`, 1, `# ${'Noted. '.repeat(20)}\n${compose}`);
  assert.ok(before.length > 0);
  assert.deepEqual(files(), before);
});
