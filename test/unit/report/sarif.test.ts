import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Notification, Result, Run } from 'sarif';
import { languages } from '../../../server/src/base/language.ts';
import { textsIn } from '../../../server/src/describe/texts.ts';
import { catalog } from '../../../server/src/knowledge/catalog.ts';
import type { Project } from '../../../server/src/project/project.ts';
import { sarif } from '../../../server/src/report/sarif.ts';
import { projectOf, root } from '../../support/review-files.ts';

/** The official JSON Schema of SARIF 2.1.0 (OASIS), as its maintainers publish it with their SDK (MIT). */
const official = join(import.meta.dirname, '../../support/sarif-2.1.0.schema.json');
const schema = JSON.parse(readFileSync(official, 'utf8')) as object;
const isUri = (text: string): boolean => URL.canParse(text);
const isReference = (text: string): boolean => URL.canParse(text, 'file:///') && !/[ "<>\\^`{|}]/.test(text);
const formats = { uri: isUri, 'uri-reference': isReference, 'date-time': true as const, uuid: true as const };
const validate = new Ajv2020({ allErrors: true, strict: false, formats }).compile(schema);

const tool = { name: 'archlens', version: '0.1.0' };
const english = textsIn('en', catalog());

const files = {
  'deploy/订单 [1]/compose.prod.yml': [
    'services:',
    '  kafka:',
    '    image: apache/kafka:4.1.0',
    '    deploy: { replicas: 3 }',
    '    environment:',
    '      KAFKA_MIN_INSYNC_REPLICAS: 2',
    '      KAFKA_DEFAULT_REPLICATION_FACTOR: 3',
    '',
  ].join('\n'),
  'orders/application-prod.yml':
    'spring:\n  kafka:\n    bootstrap-servers: kafka:9092\n    producer: { client-id: 订单, acks: 1 }\n',
  'metrics/application-prod.yml': [
    'spring:',
    '  kafka:',
    '    bootstrap-servers: kafka:9092',
    '    producer:',
    '      # archlens-disable-next-line kafka/acks-not-all -- metrics only',
    '      acks: 1',
    '',
  ].join('\n'),
  'broken/compose.yml': 'services:\n  redis:\n    image: "redis\n',
};

function runOf(project: Project, prefix = ''): Run {
  const [run] = sarif(project, english, tool, prefix).runs;
  assert.ok(run);
  return run;
}

function acksResults(run: Run): readonly Result[] {
  return (run.results ?? []).filter(({ ruleId }) => ruleId === 'kafka/acks-not-all');
}

test('rules lead to the site of the team where there is one', async () => {
  const helpUris = async (files: Readonly<Record<string, string>>): Promise<string | undefined> => {
    const log = sarif(await projectOf(files), english, tool, '');
    return log.runs[0]?.tool.driver.rules?.find(({ id }) => id === 'kafka/acks-not-all')?.helpUri;
  };
  assert.equal(
    await helpUris({ '.archlens.yaml': 'site: https://docs.example.com/\n' }),
    'https://docs.example.com/en/rules/kafka/acks-not-all.html',
  );
  assert.match((await helpUris({})) ?? '', /^https:\/\/kafka\.apache\.org\//);
});

test('the log is valid in every language, also when there is nothing to say', async () => {
  for (const project of [await projectOf(files), await projectOf({})]) {
    for (const language of languages) {
      assert.ok(
        validate(sarif(project, textsIn(language, catalog()), tool, 'sub dir/')),
        JSON.stringify(validate.errors, undefined, 2),
      );
    }
  }
  assert.deepEqual(runOf(await projectOf({})).results, []);
});

test('a result points at the value: 1-based, UTF-16 columns, end exclusive, escaped path from the repository', async () => {
  const [result] = acksResults(runOf(await projectOf(files), 'sub dir/')).filter(
    ({ suppressions }) => suppressions?.length === 0,
  );
  assert.deepEqual(result?.locations?.[0]?.physicalLocation, {
    artifactLocation: { uri: 'sub%20dir/orders/application-prod.yml' },
    region: { startLine: 4, startColumn: 38, endLine: 4, endColumn: 39 },
  });
  const [fix] = result?.fixes ?? [];
  assert.equal(fix?.artifactChanges[0]?.replacements[0]?.insertedContent?.text, 'all');
});

test('every related place is referred to in the message, and brackets of texts make no links', async () => {
  const run = runOf(await projectOf(files));
  const withRelated = (run.results ?? []).filter(({ relatedLocations }) => relatedLocations !== undefined);
  assert.ok(withRelated.length > 0);
  for (const { message, relatedLocations = [] } of withRelated) {
    const referred = Array.from((message.text ?? '').matchAll(/(?<!\\)\]\((\d+)\)/g), ([, id]) => Number(id));
    assert.deepEqual(
      referred,
      relatedLocations.map(({ id }) => id),
    );
  }
});

test('an answered finding is kept with its reason', async () => {
  const suppressions = acksResults(runOf(await projectOf(files))).map((result) => result.suppressions);
  assert.deepEqual(suppressions, [[], [{ kind: 'inSource', status: 'accepted', justification: 'metrics only' }]]);
});

test('identity depends neither on language nor on the lines above', async () => {
  const moved = { ...files, 'orders/application-prod.yml': `# one more line\n${files['orders/application-prod.yml']}` };
  const projects = [await projectOf(files), await projectOf(moved)];
  const logs = [
    ...projects.map((project) => sarif(project, english, tool, '')),
    ...projects.map((project) => sarif(project, textsIn('zh-cn', catalog()), tool, '')),
  ];
  const prints = logs.map((log) => acksResults(log.runs[0] as Run)[0]?.partialFingerprints);
  assert.ok(prints[0]?.['primaryLocationLineHash']);
  for (const print of prints) assert.deepEqual(print, prints[0]);
});

/** `level code path:line`, one for each; without a line where the whole file is meant. */
function notified(notifications: readonly Notification[] = []): readonly string[] {
  return notifications.map(({ level, descriptor, locations }) => {
    const place = locations?.[0]?.physicalLocation;
    const line = place?.region?.startLine;
    return `${level} ${descriptor?.id} ${place?.artifactLocation?.uri}${line === undefined ? '' : `:${line}`}`;
  });
}

test('toolExecutionNotifications: what could not be read is a notification, and so is what could not be followed', async () => {
  const followed = {
    'compose.yml': 'include: [gone.yml]\nservices:\n  app:\n    image: shop/app:1\n    env_file: ["app [1].env"]\n',
  };
  const project = await projectOf({ ...files, ...followed });
  project.open(`${root}/deploy/compose.dev.yml`, 1, 'services:\n  redis:\n    image: "redis\n');
  const [invocation] = runOf(project, 'sub dir/').invocations ?? [];
  assert.deepEqual(notified(invocation?.toolExecutionNotifications), [
    'error syntax sub%20dir/broken/compose.yml:4',
    'error syntax sub%20dir/deploy/compose.dev.yml:4',
    'note include-missing sub%20dir/compose.yml:1',
    'note env-file-missing sub%20dir/compose.yml:5',
  ]);
  assert.ok(validate(sarif(project, english, tool, '')), JSON.stringify(validate.errors, undefined, 2));
});

test('toolConfigurationNotifications: what `.archlens.yaml` says wrongly is a notification about the configuration', async () => {
  const project = await projectOf({ '.archlens.yaml': 'severities: {}\n' });
  const [invocation] = runOf(project).invocations ?? [];
  assert.deepEqual(notified(invocation?.toolConfigurationNotifications), ['error config-unknown-key .archlens.yaml:1']);
  assert.deepEqual(invocation?.toolExecutionNotifications, []);
  assert.ok(validate(sarif(project, english, tool, '')), JSON.stringify(validate.errors, undefined, 2));
});

test('only rules about security make security alerts', async () => {
  const rules = runOf(await projectOf({})).tool.driver.rules ?? [];
  for (const { id, properties } of rules) {
    const security = catalog().rule(id)?.category === 'security';
    assert.equal(properties?.['security-severity'] !== undefined, security, id);
  }
});
