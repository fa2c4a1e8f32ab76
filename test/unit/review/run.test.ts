import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knowledge } from '../../../server/src/knowledge/catalog.ts';
import type { Rule } from '../../../server/src/knowledge/types.ts';
import type { System } from '../../../server/src/model/system.ts';
import { type Check, defineCheck } from '../../../server/src/review/check.ts';
import { noConfig } from '../../../server/src/review/config.ts';
import type { Finding } from '../../../server/src/review/finding.ts';
import { type Review, review } from '../../../server/src/review/run.ts';
import type { Project } from '../../../server/src/project/project.ts';
import { projectOf } from '../../support/review-files.ts';

const text = { en: 'x.', 'zh-cn': 'x。' };

function rule(id: string, check: string, params: Rule['params'] = {}): Rule {
  const severity = { prod: 'error', staging: 'warning', unknown: 'info', test: 'off', dev: 'off' } as const;
  const texts = { title: text, message: text, related: {}, why: text, remedy: text };
  const meta = {
    aliases: [],
    since: '0.1.0',
    category: 'cap',
    confidence: 'high',
    components: ['kafka', 'redis'],
  } as const;
  return { id, check, params, severity, ...texts, ...meta, fixable: false, sources: [], examples: [] };
}

/** Says something about each cluster. */
const atCluster = defineCheck({
  on: 'cluster',
  params: {},
  run: ({ subject, report }) => report({ at: subject.at, args: { name: subject.name } }),
});
const failing = defineCheck({
  on: 'any',
  params: {},
  run: () => {
    throw new Error('a slip');
  },
});

function run(
  project: Project,
  rules: readonly Rule[],
  checks: Readonly<Record<string, Check>>,
  system: System = project.system(),
): Review {
  return review(system, {
    knowledge: { ...knowledge(), rules },
    checks,
    config: noConfig,
    today: '2026-11-21',
    places: project.places,
  });
}

const twoServers = {
  'docker-compose.yml': 'services:\n  kafka:\n    image: apache/kafka:4.1.0\n  redis:\n    image: redis:8.2\n',
};

test('findings come by place, whatever the order of rules', async () => {
  const project = await projectOf(twoServers);
  const { findings } = run(project, [rule('redis/b', 'c'), rule('kafka/a', 'c')], { c: atCluster });
  assert.deepEqual(
    findings.map((finding) => `${finding.args['name']} ${finding.rule}`),
    ['kafka kafka/a', 'kafka redis/b', 'redis kafka/a', 'redis redis/b'],
  );
});

test('a check that throws is one problem, and the others go on', async () => {
  const project = await projectOf(twoServers);
  const { findings, problems } = run(project, [rule('kafka/a', 'failing'), rule('kafka/b', 'c')], {
    c: atCluster,
    failing,
  });
  assert.equal(findings.length, 2);
  assert.deepEqual(
    problems.map((problem) => [problem.code, problem.args]),
    [['check-failed', { rule: 'kafka/a', detail: 'a slip' }]],
  );
});

test('a rule without its check is a problem', async () => {
  const { problems } = run(await projectOf(twoServers), [rule('kafka/a', 'nowhere')], {});
  assert.deepEqual(problems, [{ code: 'check-missing', args: { rule: 'kafka/a', check: 'nowhere' } }]);
});

test('what is switched off is never judged', async () => {
  const project = await projectOf(twoServers);
  const system = project.system();
  const off = { ...system, clusters: system.clusters.map((cluster) => ({ ...cluster, state: 'inactive' as const })) };
  assert.deepEqual(run(project, [rule('kafka/a', 'c')], { c: atCluster }, off).findings, []);
});

test('a rule yields where another one names the cause of the same cluster', async () => {
  const project = await projectOf(twoServers);
  const quiet = rule('kafka/quiet', 'c', { yieldsTo: ['kafka/loud'] });
  const loud = { ...rule('kafka/loud', 'c'), components: ['kafka'] };
  const { findings } = run(project, [quiet, loud], { c: atCluster });
  assert.deepEqual(
    findings.map((finding) => `${finding.args['name']} ${finding.rule}`),
    ['kafka kafka/loud', 'redis kafka/quiet'],
  );
});

test('when and unless choose the clusters', async () => {
  const project = await projectOf(twoServers);
  const named = (params: Rule['params']): unknown[] =>
    run(project, [rule('kafka/a', 'c', params)], { c: atCluster }).findings.map((f) => f.args['name']);
  assert.deepEqual(named({ when: { version: '>=8.0.0' } }), ['redis']);
  assert.deepEqual(named({ unless: { version: '>=8.0.0' } }), ['kafka']);
});

test('two clients that share a YAML anchor are one cause', async () => {
  const compose = `x-env: &env
  SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka.example.com:9092
  SPRING_KAFKA_PRODUCER_ACKS: "1"
services:
  orders:
    image: shop/orders:1.0.0
    environment: *env
  billing:
    image: shop/billing:1.0.0
    environment: *env
`;
  const { findings } = (await projectOf({ 'compose.yml': compose })).review();
  assert.deepEqual(
    findings.map((finding) => finding.rule),
    ['kafka/acks-not-all'],
  );
});

test('members that share the line of their image name no second place', async () => {
  const compose = `x-zk: &zk
  image: zookeeper:3.9.3
services:
  zoo1:
    <<: *zk
    environment: { ZOO_MY_ID: 1, ZOO_SERVERS: "server.1=zoo1:2888:3888;2181 server.2=zoo2:2888:3888;2181" }
  zoo2:
    <<: *zk
    environment: { ZOO_MY_ID: 2, ZOO_SERVERS: "server.1=zoo1:2888:3888;2181 server.2=zoo2:2888:3888;2181" }
`;
  const { findings } = (await projectOf({ 'compose.yml': compose })).review();
  const lost = findings.find(({ rule: id }) => id === 'zookeeper/data-not-persistent');
  assert.deepEqual(lost?.related, []);
});

const application = (before: string, acks: string): string =>
  `${before}spring:\n  kafka:\n    bootstrap-servers: kafka.example.com:9092\n    producer:\n      acks: ${acks}\n`;

async function fingerprintOf(files: Readonly<Record<string, string>>): Promise<string> {
  const isAcks = (finding: Finding): boolean => finding.rule === 'kafka/acks-not-all';
  return (await projectOf(files)).review().findings.find(isAcks)?.fingerprint ?? 'none';
}

test('a fingerprint survives edits elsewhere and the value itself', async () => {
  const before = await fingerprintOf({ 'application.yml': application('', '1') });
  assert.match(before, /^[0-9a-f]{16}$/);
  assert.equal(
    await fingerprintOf({ 'application.yml': application('# a comment\nserver:\n  port: 8080\n', '1') }),
    before,
  );
  assert.equal(await fingerprintOf({ 'application.yml': application('', '0') }), before);
  assert.notEqual(await fingerprintOf({ 'other/application.yml': application('', '1') }), before);
});

test('a fingerprint survives an entry added before it in a list', async () => {
  const compose = (entries: string): string => `services:
  orders:
    image: shop/orders:1.0.0
    environment:
${entries}      - SPRING_KAFKA_BOOTSTRAP_SERVERS=kafka.example.com:9092
      - SPRING_KAFKA_PRODUCER_ACKS=1
`;
  const before = await fingerprintOf({ 'compose.yml': compose('') });
  assert.notEqual(before, 'none');
  assert.equal(await fingerprintOf({ 'compose.yml': compose('      - TZ=Asia/Shanghai\n') }), before);
});

test('no two findings share a fingerprint', async () => {
  const compose = `services:
  kafka-1: &kafka
    image: apache/kafka:4.1.0
    environment:
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka-1:9093,2@kafka-2:9093
      KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE: "true"
    ports: ["9092:9092"]
  kafka-2: *kafka
  redis:
    image: redis
    ports: ["6379:6379"]
`;
  const { findings } = (await projectOf({ 'prod/compose.yml': compose, 'staging/compose.yml': compose })).review();
  assert.ok(findings.length > 6);
  assert.equal(new Set(findings.map((finding) => finding.fingerprint)).size, findings.length);
});

test('a client that does not say what it is for is judged as the server it leads to', async () => {
  const compose = (name: string): string =>
    `services:\n  ${name}-1: &kafka\n    image: apache/kafka:4.1.0\n    environment:\n      KAFKA_PROCESS_ROLES: broker,controller\n      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@${name}-1:9093,2@${name}-2:9093,3@${name}-3:9093\n  ${name}-2: *kafka\n  ${name}-3: *kafka\n`;
  const client = (host: string): string =>
    `spring:\n  kafka:\n    bootstrap-servers: ${host}\n    producer:\n      acks: 1\n`;
  const files = { 'deploy/prod/compose.yml': compose('live'), 'deploy/test/compose.yml': compose('trial') };
  const environments = async (host: string): Promise<string[]> => {
    const { findings } = (await projectOf({ ...files, 'src/main/resources/application.yml': client(host) })).review();
    return findings.filter((finding) => finding.rule === 'kafka/acks-not-all').map((finding) => finding.environment);
  };
  assert.deepEqual(await environments('live-1:9092'), ['prod']);
  assert.deepEqual(await environments('kafka.example.com:9092'), ['unknown']);
  // Off in tests.
  assert.deepEqual(await environments('trial-1:9092'), []);
});

test('an environment nobody names is told beside others where it decides the severity', async () => {
  const held = async (profile: string): Promise<readonly unknown[]> => {
    const files = {
      'src/main/resources/application.yml':
        'spring:\n  kafka:\n    bootstrap-servers: kafka.example.com:9092\n    producer:\n      acks: 1\n',
      [`src/main/resources/application-${profile}.yml`]: 'spring:\n  kafka:\n    client-id: orders\n',
    };
    const { findings } = (await projectOf(files)).review();
    return findings
      .filter(({ rule: id }) => id === 'kafka/acks-not-all')
      .map(({ severity, environments }) => [severity, environments]);
  };
  // A remark for developers, a warning for whoever runs it without that profile.
  assert.deepEqual(await held('dev'), [['warning', ['dev', 'unknown']]]);
  assert.deepEqual(await held('prod'), [['warning', ['prod']]]);
  // Off in tests.
  assert.deepEqual(await held('test'), [['warning', ['unknown']]]);
});
