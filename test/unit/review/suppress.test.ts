import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectOf } from '../../support/review-files.ts';

const spring = (producer: string): string => `spring:
  application:
    name: orders
  kafka:
    bootstrap-servers: kafka.example.com:9092
    producer:
${producer}`;

/** Rules reported and rules set aside, in order. */
async function outcome(files: Readonly<Record<string, string>>): Promise<{ reported: string[]; suppressed: string[] }> {
  const { findings, suppressed } = (await projectOf(files)).review();
  return {
    reported: findings.map((finding) => finding.rule),
    suppressed: suppressed.map(({ finding, by, reason }) => `${finding.rule} (${by}: ${reason ?? 'no reason'})`),
  };
}

test('a comment on the line before answers a finding, and the answer is kept', async () => {
  const file = spring('      # archlens-disable-next-line kafka/acks-not-all -- metrics only\n      acks: 1\n');
  assert.deepEqual(await outcome({ 'application.yml': file }), {
    reported: [],
    suppressed: ['kafka/acks-not-all (comment: metrics only)'],
  });
});

test('a comment on the same line does too', async () => {
  const file = spring('      acks: 1 # archlens-disable-line kafka/acks-not-all -- metrics only\n');
  assert.deepEqual((await outcome({ 'application.yml': file })).suppressed, [
    'kafka/acks-not-all (comment: metrics only)',
  ]);
});

test('a comment for the file answers the rule it names and no other', async () => {
  const file = `# archlens-disable-file kafka/retries-zero -- the outbox sends again\n${spring('      acks: 1\n      retries: 0\n')}`;
  assert.deepEqual(await outcome({ 'application.yml': file }), {
    reported: ['kafka/acks-not-all'],
    suppressed: ['kafka/retries-zero (comment: the outbox sends again)'],
  });
});

test('a pattern answers all rules of a component', async () => {
  const file = `# archlens-disable-file kafka/* -- a demo\n${spring('      acks: 1\n      retries: 0\n')}`;
  assert.deepEqual((await outcome({ 'application.yml': file })).reported, []);
});

test('a comment two lines above answers nothing and is reported as unused', async () => {
  const file = spring(
    '      # archlens-disable-next-line kafka/acks-not-all -- metrics only\n      retries: 3\n      acks: 1\n',
  );
  assert.deepEqual((await outcome({ 'application.yml': file })).reported, [
    'archlens/unused-suppression',
    'kafka/acks-not-all',
  ]);
});

test('the last day of a suppression still counts, the day after does not', async () => {
  const until = (date: string): string =>
    spring(
      `      # archlens-disable-next-line kafka/acks-not-all until=${date} -- until the new cluster\n      acks: 1\n`,
    );
  assert.deepEqual((await outcome({ 'application.yml': until('2026-11-21') })).reported, []);
  assert.deepEqual((await outcome({ 'application.yml': until('2026-11-20') })).reported, [
    'archlens/expired-suppression',
    'kafka/acks-not-all',
  ]);
});

test('a suppression of a rule that is off in this environment is not called unused', async () => {
  const file = spring('      # archlens-disable-next-line kafka/acks-not-all -- a test\n      acks: 1\n');
  assert.deepEqual((await outcome({ 'src/test/resources/application.yml': file })).reported, []);
});

test('an entry of the configuration answers by path, rule, component and environment', async () => {
  const entry = (more: string): string => `suppressions:\n  - rule: kafka/acks-not-all\n${more}    reason: agreed\n`;
  const file = spring('      acks: 1\n');
  const reported = async (more: string): Promise<string[]> =>
    (await outcome({ '.archlens.yaml': entry(more), 'demo/application.yml': file })).reported;
  assert.deepEqual(await reported('    path: demo/**\n'), []);
  assert.deepEqual(await reported('    component: kafka\n    environment: unknown\n'), []);
  assert.deepEqual(await reported('    environment: prod\n'), ['archlens/unused-suppression', 'kafka/acks-not-all']);
});

test('an entry for files that are not looked at is not called unused', async () => {
  const config = 'suppressions:\n  - { rule: kafka/acks-not-all, path: "other/**", reason: agreed }\n';
  const file = spring('      acks: all\n');
  assert.deepEqual((await outcome({ '.archlens.yaml': config, 'application.yml': file })).reported, []);
});

test('a severity for a rule that does not exist is reported', async () => {
  const config = 'severity:\n  kafka/ack-not-all: off\n';
  const { reported } = await outcome({ '.archlens.yaml': config, 'application.yml': spring('      acks: all\n') });
  assert.deepEqual(reported, ['archlens/unknown-rule']);
});

test('the annotation of a Kubernetes object covers the object and not its neighbour', async () => {
  const zookeeper = (name: string, annotations: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
${annotations}spec:
  replicas: 3
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      containers:
        - name: zookeeper
          image: zookeeper:3.9.3
`;
  const annotated = zookeeper(
    'first',
    '  annotations:\n    archlens.dev/disable: "zookeeper/ensemble-in-deployment -- throw-away"\n',
  );
  const { findings, suppressed } = (
    await projectOf({ 'k8s/zookeeper.yaml': `${annotated}---\n${zookeeper('second', '')}` })
  ).review();
  const rule = 'zookeeper/ensemble-in-deployment';
  assert.equal(suppressed.filter(({ finding }) => finding.rule === rule).length, 1);
  assert.equal(findings.filter((finding) => finding.rule === rule).length, 1);
});
