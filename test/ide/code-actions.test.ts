import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CodeAction, CodeActionKind, type Range, type TextEdit } from 'vscode-languageserver-types';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { codeActions, type CodeActionOptions } from '../../server/src/ide/code-actions.ts';
import type { Project } from '../../server/src/project/project.ts';
import { english, projectOf, uriOf } from '../support/check-ide.ts';

const name = 'application-prod.yml';

function everywhere(): Range {
  return { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
}

function actionsIn(project: Project, path: string, options: Partial<CodeActionOptions> = {}): readonly CodeAction[] {
  return codeActions(project, uriOf(path), everywhere(), english(), { snippets: false, ...options });
}

/** The text of a file after the first action whose title matches. */
function applied(project: Project, path: string, title: RegExp, options: Partial<CodeActionOptions> = {}): string {
  const action = actionsIn(project, path, options).find((one) => title.test(one.title));
  const edits: TextEdit[] = action?.edit?.changes?.[uriOf(path)] ?? [];
  assert.ok(edits.length > 0, `no action ${title} with edits`);
  return TextDocument.applyEdits(TextDocument.create(uriOf(path), 'yaml', 1, project.text(uriOf(path)) ?? ''), edits);
}

const producer = 'spring:\n  kafka:\n    producer:\n      acks: "1" # fast\n';

test('a fix keeps quotes and comments', async () => {
  const project = await projectOf(`-- ${name} --\n${producer}`);
  assert.equal(applied(project, name, /^Set/), producer.replace('"1"', '"all"'));
});

test('order: fix, line, file, rule', async () => {
  const project = await projectOf(`-- ${name} --\n${producer}`);
  const titles = actionsIn(project, name, { showRule: 'archlens.showRule' }).map(({ title }) => title);
  assert.match(titles[0] ?? '', /^Set/);
  assert.match(titles[1] ?? '', /on this line/);
  assert.match(titles[2] ?? '', /in this file/);
  assert.match(titles[3] ?? '', /^Show rule/);
});

test('a suppression stands above its line with the same indentation, and silences it', async () => {
  const project = await projectOf(`-- ${name} --\n${producer}`);
  const text = applied(project, name, /on this line/);
  assert.match(
    text,
    /\n {6}# archlens-disable-next-line kafka\/acks-not-all -- state the reason\n {6}acks: "1" # fast\n/,
  );
  project.open(uriOf(name), 2, text);
  assert.deepEqual(project.findings(uriOf(name)), []);
});

test('a suppression of the file silences it from its first line; line ends stay those of the file', async () => {
  const project = await projectOf(`-- ${name} --\n`);
  project.open(uriOf(name), 1, producer.replaceAll('\n', '\r\n'));
  const text = applied(project, name, /in this file/);
  assert.match(text, /^# archlens-disable-file kafka\/acks-not-all -- state the reason\r\nspring:\r\n/);
  project.open(uriOf(name), 2, text);
  assert.deepEqual(project.findings(uriOf(name)), []);
});

test('inside a ConfigMap the comment belongs to the file inside', async () => {
  const manifest = [
    'apiVersion: v1',
    'kind: ConfigMap',
    'metadata: { name: billing, namespace: prod }',
    'data:',
    '  application.yml: |',
    '    spring:',
    '      kafka:',
    '        producer:',
    '          acks: 0',
    '',
  ].join('\n');
  const project = await projectOf(`-- billing.yaml --\n${manifest}`);
  const text = applied(project, 'billing.yaml', /on this line/);
  assert.match(text, /\n {10}# archlens-disable-next-line kafka\/acks-not-all -- .*\n {10}acks: 0\n/);
  project.open(uriOf('billing.yaml'), 2, text);
  assert.deepEqual(project.findings(uriOf('billing.yaml')), []);
});

test('inside a folded command the comment goes above its key, where it is a comment', async () => {
  const compose = [
    'services:',
    '  redis:',
    '    image: redis:8.2',
    '    command: >',
    '      redis-server --requirepass x --appendonly yes',
    '      --maxmemory 1gb --maxmemory-policy allkeys-lru',
    '    volumes: ["redis:/data"]',
    '  orders:',
    '    image: registry.example.com/orders:1',
    '    environment: { SPRING_SESSION_STORE_TYPE: redis, SPRING_DATA_REDIS_HOST: redis, SPRING_DATA_REDIS_PASSWORD: x }',
    'volumes: { redis: {} }',
    '',
  ].join('\n');
  const path = 'compose.prod.yml';
  const project = await projectOf(`-- ${path} --\n${compose}`);
  const rule = 'redis/evicting-policy-on-state';
  assert.ok(project.findings(uriOf(path)).some((finding) => finding.rule === rule));
  const text = applied(project, path, /redis\/evicting-policy-on-state on this line/);
  assert.match(text, /\n {4}# archlens-disable-next-line redis\/evicting-policy-on-state -- .*\n {4}command: >\n/);
  project.open(uriOf(path), 2, text);
  assert.ok(!project.findings(uriOf(path)).some((finding) => finding.rule === rule));
});

test('a client with snippets types the reason at once', async () => {
  const project = await projectOf(`-- ${name} --\n${producer}`);
  const action = actionsIn(project, name, { snippets: true }).find(({ title }) => /on this line/.test(title));
  assert.match(JSON.stringify(action?.edit?.documentChanges), /\$\{1:state the reason\}/);
});

test('all safe fixes at once, where they are asked for', async () => {
  const project = await projectOf(`-- ${name} --\n${producer}`);
  const titles = actionsIn(project, name, { only: [CodeActionKind.SourceFixAll] }).map(({ kind }) => kind);
  assert.deepEqual(titles, ['source.fixAll.archlens']);
  assert.equal(applied(project, name, /./, { only: [CodeActionKind.SourceFixAll] }), producer.replace('"1"', '"all"'));
});

test('in XML a value is fixed in place, and no comment is offered, as a line with # is none there', async () => {
  const site = (copies: string): string => `<configuration>
  <property>
    <name>dfs.permissions.enabled</name>
    <value>${copies}</value>
  </property>
</configuration>
`;
  const path = 'conf/prod/hdfs-site.xml';
  const project = await projectOf(`-- ${path} --\n${site('false')}`);
  assert.equal(applied(project, path, /^Check permissions/), site('true'));
  assert.deepEqual(
    actionsIn(project, path).filter(({ title }) => /on this line|in this file/.test(title)),
    [],
  );
  const inside = `apiVersion: v1
kind: ConfigMap
metadata:
  name: hadoop-prod
  namespace: production
data:
  hdfs-site.xml: |
${site('false').replace(/^(?=.)/gm, '    ')}`;
  const embedded = await projectOf(`-- deploy/prod/hadoop.yaml --\n${inside}`);
  const titles = actionsIn(embedded, 'deploy/prod/hadoop.yaml').map(({ title }) => title);
  assert.ok(titles.some((title) => /in this file/.test(title)));
  assert.ok(!titles.some((title) => /on this line/.test(title)));
});
