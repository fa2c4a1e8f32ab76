import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Part } from '../../server/src/model/part.ts';
import { MemoryHost } from '../../server/src/host/memory-host.ts';
import { createProject } from '../../server/src/project/create.ts';
import type { Project } from '../../server/src/project/project.ts';

const root = 'file:///workspace';

async function projectOf(files: Readonly<Record<string, string>>): Promise<Project> {
  const project = createProject(new MemoryHost(root, files), {});
  await project.load([{ uri: root }]);
  return project;
}

async function partOf(path: string, text: string): Promise<Part> {
  const project = await projectOf({ [path]: text });
  const part = project.part(`${root}/${path}`);
  assert.ok(part, `${path} was not looked at`);
  project.review();
  return part;
}

/** `kafka:3 redis:12`: components that run or are used here, with the line of their evidence. */
function seen(part: Part, text: string): string {
  return [...part.deployments, ...part.clients]
    .map(({ component, at }) => `${component}:${text.slice(0, (at.value ?? at.key)?.start).split(/\r\n|\n|\r/).length}`)
    .join(' ');
}

function codes(part: Part): readonly string[] {
  return [...new Set(part.problems.map(({ code }) => code))];
}

function composeAround(service: string): string {
  return `services:\n  kafka:\n    image: apache/kafka:3.9.0\n${service}\n  redis:\n    image: redis:7.2\n`;
}

describe('one broken service does not hide the others, and is named', () => {
  for (const [what, service, line] of [
    ['double quote', '  web:\n    image: "httpd\n    restart: always', 8],
    ['single quote', "  web:\n    image: 'httpd\n    restart: always", 8],
    ['bracket', '  web:\n    image: httpd\n    ports: [80, 81\n    restart: always', 9],
    ['brace', '  web:\n    image: httpd\n    labels: {a: b\n    restart: always', 9],
    ['bracket too many', '  web:\n    image: httpd\n    ports: [80]]', 8],
    ['tabs', '  web:\n\timage: httpd\n\trestart: always', 8],
    ['indentation', '  web:\n    image: httpd\n   restart: always\n     ports:\n  - "80:80"', 10],
    ['no colon', '  web:\n    image httpd\n    restart: always', 8],
    ['colon in a value', '  web:\n    image: httpd: 1.27', 7],
    ['reserved sign', '  web:\n    image: `httpd`', 7],
    ['escape', '  web:\n    image: "\\q httpd"', 7],
    ['missing anchor', '  web:\n    <<: *common\n    image: httpd', 8],
    ['full-width colon', '  web:\n    image：httpd\n    restart: always', 8],
    ['nested brackets without end', `  web:\n    image: httpd\n    x: ${'['.repeat(50_000)}`, 8],
    ['indentation without end', `  web:\n    image: httpd\n    x: ${'- '.repeat(50_000)}a`, 8],
  ] as const) {
    test(what, async () => {
      const text = composeAround(service);
      const part = await partOf('docker-compose.yml', text);
      assert.equal(seen(part, text), `kafka:3 redis:${line}`);
      assert.equal(part.status, 'partial');
      assert.ok(!codes(part).includes('internal-error'), JSON.stringify(part.problems));
    });
  }
});

test('both sides of a merge conflict are read, and the conflict is named', async () => {
  const text = composeAround(
    '<<<<<<< HEAD\n  zk:\n    image: zookeeper:3.8\n=======\n  nacos:\n    image: nacos/nacos-server:v2.4.3\n>>>>>>> upgrade',
  );
  const part = await partOf('docker-compose.yml', text);
  assert.equal(seen(part, text), 'kafka:3 zookeeper:6 nacos:9 redis:12');
  assert.deepEqual(codes(part), ['conflict']);
});

test('a lone carriage return ends a line, as it does in editors', async () => {
  const text = composeAround('  web:\n    image: httpd').replaceAll('\n', '\r');
  const part = await partOf('docker-compose.yml', text);
  assert.equal(seen(part, text), 'kafka:3 redis:7');
  assert.deepEqual(part.problems, []);
});

test('a compose file with Jinja statements is a template: what it writes out is read, what it makes is not guessed', async () => {
  const text =
    'services:\n{% for id in brokers %}\n  kafka{{ id }}:\n    image: apache/kafka:3.9.0\n{% endfor %}\n  redis:\n    image: redis:7.2\n';
  const part = await partOf('docker-compose.yml', text);
  assert.equal(seen(part, text), 'redis:7');
  assert.deepEqual([part.status, codes(part)], ['partial', ['template']]);
});

test('a quote that is not closed does not turn a registry off', async () => {
  const part = await partOf(
    'registry.conf',
    'registry {\n  type = "nacos\n  nacos {\n    serverAddr = "nacos:8848"\n  }\n}\n',
  );
  assert.deepEqual(
    part.clients.map(({ component, state }) => [component, state]),
    [['nacos', 'active']],
  );
});

/** Nine lines that stand for nine to the ninth power of copies. */
function bomb(levels: number): string {
  const lines = ['x-0: &m0 {k: v}'];
  for (let i = 1; i <= levels; i++) lines.push(`x-${i}: &m${i}`, `  a: *m${i - 1}`, `  b: *m${i - 1}`);
  return lines.join('\n');
}

describe('aliases that multiply are not followed, and what is written beside them is read', () => {
  for (const [path, text, expected] of [
    ['docker-compose.yml', `${bomb(24)}\nservices:\n  redis:\n    image: redis:7.2\n    labels: *m24\n`, 'redis:76'],
    ['application.yml', `${bomb(24)}\nspring:\n  data:\n    redis:\n      host: cache\n`, 'redis:77'],
    ['values.yaml', `${bomb(24)}\nredis:\n  enabled: true\n  architecture: standalone\n`, 'redis:74'],
    [
      'kafka.yaml',
      `apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nmetadata:\n  name: orders\n${bomb(24)}\nspec:\n  kafka:\n    replicas: 3\n    config: *m24\n`,
      'kafka:2',
    ],
    ['compose.yaml', 'services: &all\n  redis:\n    image: redis:7.2\n    x-all: *all\n    x-again: *all\n', 'redis:3'],
  ] as const) {
    test(path, async () => {
      const part = await partOf(path, text);
      assert.deepEqual(
        [...part.deployments, ...part.clients].map(({ component }) => component),
        [expected.split(':')[0]],
      );
      assert.deepEqual(codes(part), ['too-many-aliases']);
    });
  }

  test('ten thousand ordinary ones are', async () => {
    const services = Array.from({ length: 10_000 }, (_, i) => `  r${i}:\n    <<: *node\n    restart: always`);
    const part = await partOf(
      'docker-compose.yml',
      `x-node: &node\n  image: redis:7.2\nservices:\n${services.join('\n')}\n`,
    );
    assert.deepEqual([part.deployments.length, part.problems], [10_000, []]);
  });
});

test('the last of many properties counts as much as the first', async () => {
  const others = Array.from({ length: 60_000 }, (_, i) => `custom${i}: value`).join('\n');
  const text = `${others}\nspring:\n  kafka:\n    bootstrap-servers: kafka:9092\n`;
  assert.equal(seen(await partOf('application.yml', text), text), 'kafka:60003');
});

/** Sizes at which anything that takes the square of a line's length takes minutes. */
describe('long lines take time in proportion to their length', () => {
  const kilo = 100;
  const blanks = ' '.repeat(kilo * 1000);
  const command = (words: string): string => `services:\n  redis:\n    image: redis:7.2\n    command: ${words}\n`;
  for (const [what, path, text, expected] of [
    ['words of a command', 'docker-compose.yml', command(`redis-server ${'--save 900 1 '.repeat(kilo * 80)}`), 'redis'],
    ['escapes in a command', 'docker-compose.yml', command(`"${'a\\n'.repeat(kilo * 300)}"`), 'redis'],
    ['a quote that stays open', 'docker-compose.yml', command(`"${'a b: c '.repeat(kilo * 140)}`), 'redis'],
    ['blanks in a value', 'docker-compose.yml', command(`a${blanks}b`), 'redis'],
    [
      'a script',
      'docker-compose.yml',
      command(`["sh", "-c", "${'redis-server --port 1;'.repeat(kilo * 40)}"]`),
      'redis',
    ],
    [
      'quotes of a minified file with a comment to us',
      'docker-compose.yml',
      `# archlens: needs=ordering\n${JSON.stringify({ services: Object.fromEntries(Array.from({ length: kilo * 20 }, (_, i) => [`s${i}`, { image: 'httpd' }])) }).slice(0, -2)}, "redis": {"image": "redis:7.2"}}}`,
      'redis',
    ],
    [
      'blanks in registry.conf',
      'registry.conf',
      `registry {\n  type = "nacos"\n  nacos {\n    serverAddr = "n:8848"\n  }\n  a${blanks}b\n  c = d${blanks}e\n}\n`,
      'nacos',
    ],
    [
      'directives of a redis.conf in a ConfigMap',
      'config.yaml',
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: redis\ndata:\n  redis.conf: |\n${'    save 900 1\n'.repeat(kilo * 400)}`,
      'redis',
    ],
    [
      'properties without a backslash',
      'application.properties',
      `spring.data.redis.host=cache\n${Array.from({ length: kilo * 200 }, (_, i) => `custom${i}=value`).join('\n')}\n`,
      'redis',
    ],
    [
      'template comments',
      'templates/redis.yaml',
      `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  template:\n    spec:\n      containers:\n        - name: redis\n          image: redis:7.2\n          # ${'{# '.repeat(kilo * 300)}\n`,
      'redis',
    ],
  ] as const) {
    test(what, { timeout: 10_000 }, async () => {
      const part = await partOf(path, text);
      const components = [...part.deployments, ...part.clients].map(({ component }) => component);
      assert.deepEqual(components, [expected]);
      assert.ok(!codes(part).includes('internal-error'), JSON.stringify(part.problems[0]));
    });
  }
});
