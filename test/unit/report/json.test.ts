import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsIn } from '../../../server/src/describe/texts.ts';
import { catalog } from '../../../server/src/knowledge/catalog.ts';
import { checkJson, inspectJson, rulesJson } from '../../../server/src/report/json.ts';
import { projectOf } from '../../support/review-files.ts';

const tool = { name: 'archlens', version: '0.1.0' };
const english = textsIn('en', catalog());

const zookeeper = (name: string): string[] => [
  `  ${name}:`,
  '    image: zookeeper:3.9.3',
  '    environment:',
  `      ZOO_MY_ID: ${name.slice(2)}`,
  '      ZOO_SERVERS: server.1=zk1:2888:3888;2181 server.2=zk2:2888:3888;2181 server.3=zk3:2888:3888;2181',
];

const files = {
  'compose.prod.yml': [
    'services:',
    ...['zk1', 'zk2', 'zk3'].flatMap(zookeeper),
    '  kafka:',
    '    image: bitnami/kafka:3.7.0',
    '    environment:',
    '      KAFKA_CFG_ZOOKEEPER_CONNECT: zk1:2181,zk2:2181,zk3:2181',
    '',
  ].join('\n'),
  'orders/src/main/resources/application-prod.yml': [
    'spring:',
    '  application:',
    '    name: orders',
    '  kafka:',
    '    bootstrap-servers: kafka:9092',
    '    producer:',
    '      acks: 1',
    '  cloud:',
    '    consul:',
    '      enabled: false',
    '  data:',
    '    redis:',
    '      host: cache.example.com',
    '',
  ].join('\n'),
};

test('inspect: one entry per cluster of a file, at its first line of evidence', async () => {
  const { components, schemaVersion } = inspectJson(await projectOf(files), english, tool);
  assert.equal(schemaVersion, 1);
  const [first] = components.filter(({ component }) => component === 'zookeeper');
  assert.ok(first);
  const { links, settings, ...entry } = first;
  assert.deepEqual(entry, {
    component: 'zookeeper',
    kind: 'deployment',
    name: 'zk1',
    path: 'compose.prod.yml',
    line: 3,
    column: 5,
    endLine: 3,
    endColumn: 27,
    variant: null,
    evidence: 'image',
    cluster: 'zookeeper@compose.prod.yml',
    topology: 'cluster',
    nodes: 3,
    instances: null,
    budgets: [],
    version: '3.9.3',
    library: null,
    purpose: null,
    environment: 'prod',
    state: 'active',
    endpoints: [],
  });
  assert.deepEqual(
    links.map(({ client, path }) => [client, path]),
    [['kafka', 'compose.prod.yml']],
  );
  const declared = settings.filter(({ from }) => from === 'declared');
  assert.deepEqual([...new Set(declared.map(({ id }) => id))], ['zookeeper:myid', 'zookeeper:servers']);
});

test('inspect: a setting comes with the place that decides it, what was filled in and what it overrides', async () => {
  const project = await projectOf({
    '.env': 'KAFKA_ACKS=1\n',
    'compose.yml': [
      'services:',
      '  orders:',
      '    image: shop/orders:1.4',
      '    environment:',
      '      SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka.example.com:9092',
      '      SPRING_KAFKA_PRODUCER_ACKS: ${KAFKA_ACKS}',
      '',
    ].join('\n'),
    'orders/src/main/resources/application.yml':
      'spring:\n  application: { name: orders }\n  kafka:\n    producer:\n      acks: all\n',
  });
  const { components } = inspectJson(project, english, tool);
  const container = components.find(({ path }) => path === 'compose.yml');
  assert.deepEqual(
    container?.settings.find(({ id }) => id === 'kafka:acks'),
    {
      id: 'kafka:acks',
      value: '1',
      from: 'declared',
      chain: [
        {
          value: '1',
          spelling: 'SPRING_KAFKA_PRODUCER_ACKS',
          path: 'compose.yml',
          line: 6,
          column: 35,
          via: [{ name: 'KAFKA_ACKS', value: '1', path: '.env', line: 1, column: 12 }],
        },
        {
          value: 'all',
          spelling: 'spring.kafka.producer.acks',
          path: 'orders/src/main/resources/application.yml',
          line: 5,
          column: 13,
          via: [],
        },
      ],
      text: '1 — SPRING_KAFKA_PRODUCER_ACKS in compose.yml:6 (KAFKA_ACKS = 1 from .env:1), overrides orders/src/main/resources/application.yml:5 (all)',
    },
  );
});

test('inspect: that a password is written is told, the password is not', async () => {
  const project = await projectOf({
    'compose.yml': 'services:\n  cache:\n    image: redis:8.2\n    command: redis-server --requirepass s3cret\n',
  });
  const report = inspectJson(project, english, tool);
  assert.match(JSON.stringify(report), /redis:requirepass/);
  assert.doesNotMatch(JSON.stringify(report), /s3cret/);
});

test('inspect: a connection inside the file that deploys its target is a link and no entry', async () => {
  const { components } = inspectJson(await projectOf(files), english, tool);
  assert.deepEqual(
    components.map(({ component, kind, path }) => `${path} ${component} ${kind}`),
    [
      'compose.prod.yml zookeeper deployment',
      'compose.prod.yml kafka deployment',
      'orders/src/main/resources/application-prod.yml kafka client',
      'orders/src/main/resources/application-prod.yml redis client',
    ],
  );
});

test('inspect: every file is listed with what it is', async () => {
  const { files: listed } = inspectJson(
    await projectOf({ ...files, '.github/dependabot.yml': 'version: 2\nupdates: []\n' }),
    english,
    tool,
  );
  assert.deepEqual(
    listed.map(({ path, format, status }) => [path, format, status]),
    [
      ['.github/dependabot.yml', 'other', 'ok'],
      ['compose.prod.yml', 'compose', 'ok'],
      ['orders/src/main/resources/application-prod.yml', 'spring', 'ok'],
    ],
  );
});

test('check: a finding with its place, the other half, its identity', async () => {
  const report = checkJson(await projectOf(files), english, tool);
  const found = report.findings.find(({ rule }) => rule === 'kafka/data-not-persistent');
  assert.ok(found);
  assert.deepEqual(
    [found.path, found.line, found.environment, found.component, found.category],
    ['compose.prod.yml', 18, 'prod', 'kafka', 'durability'],
  );
  assert.match(found.fingerprint, /^[0-9a-f]{16}$/);
  assert.doesNotMatch(found.message, /\{\w+\}/);
});

test('check: findings are sorted by path, line, column and rule, and counted', async () => {
  const { findings, summary } = checkJson(await projectOf(files), english, tool);
  const keys = findings.map(({ path, line, column, rule }) =>
    [path, String(line).padStart(6), String(column).padStart(6), rule].join('\u0000'),
  );
  assert.deepEqual(keys, keys.toSorted());
  assert.equal(summary.files, 2);
  assert.equal(summary.errors + summary.warnings + summary.infos, findings.length);
});

test('check: the language changes the words and nothing else', async () => {
  const project = await projectOf(files);
  const [english1, chinese] = [
    checkJson(project, english, tool),
    checkJson(project, textsIn('zh-cn', catalog()), tool),
  ];
  const wordless = (report: typeof chinese): unknown =>
    report.findings.map(({ message, related, ...rest }) => ({
      ...rest,
      related: related.map((one) => one.path),
      said: message !== '',
    }));
  assert.deepEqual(wordless(chinese), wordless(english1));
  assert.notDeepEqual(
    chinese.findings.map(({ message }) => message),
    english1.findings.map(({ message }) => message),
  );
});

test('rules: every rule with what programs need', () => {
  const { rules } = rulesJson(catalog().knowledge.rules, english) as { rules: readonly Record<string, unknown>[] };
  const acks = rules.find(({ id }) => id === 'kafka/acks-not-all');
  assert.deepEqual(
    [
      acks?.['category'],
      acks?.['severity'],
      acks?.['confidence'],
      acks?.['components'],
      acks?.['fixable'],
      acks?.['aliases'],
    ],
    ['durability', 'warning', 'high', ['kafka'], true, []],
  );
});

test('a base keeps the size it states, and the overlay has its own', async () => {
  const set = (replicas: number): string =>
    `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: kafka\nspec:\n  replicas: ${replicas}\n`;
  const kafka = `${set(3)}  template:\n    spec:\n      containers:\n        - name: broker\n          image: apache/kafka:4.1.0\n`;
  const project = await projectOf({
    'base/kustomization.yaml': 'resources:\n  - kafka.yaml\n',
    'base/kafka.yaml': kafka,
    'dev/kustomization.yaml': 'resources:\n  - ../base\npatches:\n  - path: scale.yaml\n',
    'dev/scale.yaml': set(1),
  });
  const { components } = inspectJson(project, english, tool);
  assert.deepEqual(
    components.map(({ path, environment, nodes, topology }) => `${path} ${environment} ${topology} ${nodes}`),
    ['base/kafka.yaml unknown cluster 3', 'base/kafka.yaml dev standalone 1'],
  );
});

test('a base is listed under each overlay, with what is in force there and what that stands over', async () => {
  const kafka = (factor: number): string =>
    [
      'apiVersion: apps/v1',
      'kind: StatefulSet',
      'metadata:',
      '  name: kafka',
      'spec:',
      '  replicas: 3',
      '  template:',
      '    spec:',
      '      containers:',
      '        - name: broker',
      '          image: confluentinc/cp-kafka:7.8.0',
      '          env:',
      '            - name: KAFKA_DEFAULT_REPLICATION_FACTOR',
      `              value: "${factor}"`,
      '',
    ].join('\n');
  const project = await projectOf({
    'base/kustomization.yaml': 'resources:\n  - kafka.yaml\n',
    'base/kafka.yaml': kafka(2),
    'overlays/prod/kustomization.yaml': 'resources:\n  - ../../base\npatches:\n  - path: factor.yaml\n',
    'overlays/prod/factor.yaml': kafka(3).replace(/ +image: .*\n/, ''),
    'overlays/staging/kustomization.yaml': 'resources:\n  - ../../base\n',
  });
  const { components } = inspectJson(project, english, tool);
  const inBase = components.filter(({ path }) => path === 'base/kafka.yaml');
  assert.deepEqual(
    inBase.map(({ environment, settings }) => [
      environment,
      settings.find(({ id }) => id === 'kafka:default.replication.factor')?.chain.map(({ value }) => value),
    ]),
    [
      ['prod', ['3', '2']],
      ['staging', ['2']],
    ],
  );
});

test('what bootstrap says without a profile is listed beside what it says for one', async () => {
  const project = await projectOf({
    'src/main/resources/bootstrap.yml': [
      'spring:',
      '  application:',
      '    name: reviews',
      '  cloud:',
      '    config:',
      '      uri: http://localhost:8888',
      '---',
      'spring:',
      '  profiles: docker',
      '  cloud:',
      '    config:',
      '      uri: http://config:8888',
      '',
    ].join('\n'),
    'src/main/resources/application.yml': 'server:\n  port: 8080\n',
  });
  const { components } = inspectJson(project, english, tool);
  assert.deepEqual(
    components.map(({ path, line, name, endpoints }) => [path, line, name, endpoints.join()]),
    [
      ['src/main/resources/bootstrap.yml', 6, 'reviews', 'localhost:8888'],
      ['src/main/resources/bootstrap.yml', 12, 'reviews', 'config:8888'],
    ],
  );
});

test('what holds alike under several profiles is listed once', async () => {
  const project = await projectOf({
    'src/main/resources/application.yml': [
      'spring:',
      '  application:',
      '    name: reviews',
      '  kafka:',
      '    bootstrap-servers: kafka:9092',
      '---',
      'spring.config.activate.on-profile: blue',
      'server.port: 8081',
      '---',
      'spring.config.activate.on-profile: green',
      'server.port: 8082',
      '',
    ].join('\n'),
  });
  const { components } = inspectJson(project, english, tool);
  assert.deepEqual(
    components.map(({ line, endpoints }) => [line, endpoints.join()]),
    [[5, 'kafka:9092']],
  );
});
