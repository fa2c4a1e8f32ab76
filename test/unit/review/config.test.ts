import assert from 'node:assert/strict';
import { test } from 'node:test';
import { environmentOf, readConfig } from '../../../server/src/review/config.ts';
import { projectOf } from '../../support/review-files.ts';

const uri = 'file:///workspace/.archlens.yaml';

/** Code, marked text and arguments of each problem. */
function problems(text: string): readonly unknown[] {
  return readConfig(uri, text).problems.map(({ code, span, args }) => [
    code,
    span === undefined ? '' : text.slice(span.start, span.end),
    args,
  ]);
}

test('an empty configuration is no problem', () => {
  for (const text of ['', '# nothing yet\n', '---\n', 'severity:\nignore:\nsuppressions:\nenvironments:\n']) {
    assert.deepEqual(problems(text), []);
  }
});

test('severities are for all environments or for some', () => {
  const { severities } = readConfig(
    uri,
    'severity:\n  kafka/acks-not-all: error\n  redis/*: { prod: warning, dev: off }\n',
  );
  assert.equal(severities.get('kafka/acks-not-all')?.of.test, 'error');
  assert.deepEqual(severities.get('redis/*')?.of, { prod: 'warning', dev: 'off' });
});

test('the first glob that covers a path says what it is for', () => {
  const config = readConfig(uri, 'environments:\n  deploy/live/**: prod\n  "**/*.yml": staging\n');
  assert.equal(environmentOf(config, 'deploy/live/docker-compose.yml'), 'prod');
  assert.equal(environmentOf(config, 'deploy/docker-compose.yml'), 'staging');
  assert.equal(environmentOf(config, 'README.md'), undefined);
});

test('globs cover folders that begin with a dot', () => {
  assert.equal(readConfig(uri, 'ignore: ["**/generated/**"]\n').ignores('.deploy/generated/kafka.yml'), true);
});

test('one glob or several, one rule or several', () => {
  const config = readConfig(
    uri,
    'ignore: third-party/**\nsuppressions:\n  - rules: [kafka/retries-zero, kafka/acks-not-all]\n    paths: [a/**, b/**]\n',
  );
  assert.equal(config.ignores('third-party/compose.yml'), true);
  assert.deepEqual(
    config.suppressions.map(({ rule, covers }) => [rule, covers('b/x.yml'), covers('c/x.yml')]),
    [
      ['kafka/retries-zero', true, false],
      ['kafka/acks-not-all', true, false],
    ],
  );
});

test('each slip is named at its place, and the rest counts', () => {
  const text = [
    'severities:',
    '  kafka/acks-not-all: off',
    'severity:',
    '  kafka/retries-zero: fatal',
    '  kafka/acks-not-all: info',
    'environments:',
    '  live/**: production',
    'suppressions:',
    '  - rule: kafka/acks-not-all',
    '    until: 31.12.2026',
    'requireReason: perhaps',
    'ignore: { a: b }',
    '',
  ].join('\n');
  assert.deepEqual(
    problems(text).map((problem) => (problem as readonly unknown[]).slice(0, 2)),
    [
      ['config-unknown-key', 'severities'],
      ['config-value', 'fatal'],
      ['config-value', 'production'],
      ['config-date', '31.12.2026'],
      ['config-expected-text', '{ a: b }'],
      ['config-value', 'perhaps'],
    ],
  );
  assert.equal(readConfig(uri, text).severities.get('kafka/acks-not-all')?.of.prod, 'info');
});

test('a broken file never throws', () => {
  for (const text of ['severity: [', '\tseverity: x', '- a\n- b\n', 'severity: &a { x: *a }\n', '\u0000'])
    readConfig(uri, text);
});

test('severity of the configuration wins, the more particular entry first', async () => {
  const file =
    'spring:\n  kafka:\n    bootstrap-servers: kafka.example.com:9092\n    producer:\n      acks: 1\n      retries: 0\n';
  const config = 'severity:\n  "*": info\n  kafka/*: warning\n  kafka/acks-not-all: error\n';
  const { findings } = (await projectOf({ '.archlens.yaml': config, 'application.yml': file })).review();
  assert.deepEqual(
    findings.map(({ rule, severity }) => [rule, severity]),
    [
      ['kafka/acks-not-all', 'error'],
      ['kafka/retries-zero', 'warning'],
    ],
  );
});
