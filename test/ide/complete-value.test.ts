import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CompletionItem } from 'vscode-languageserver-types';
import { textsIn } from '../../server/src/describe/texts.ts';
import { completion, type CompletionOptions } from '../../server/src/ide/completion.ts';
import { catalog } from '../../server/src/knowledge/catalog.ts';
import { projectOf, uriOf } from '../support/check-ide.ts';

const broker = 'services:\n  kafka:\n    image: apache/kafka:4.1.0\n    environment:\n';
const container = `apiVersion: v1
kind: Pod
metadata: { name: kafka }
spec:
  containers:
    - name: kafka
      image: apache/kafka:4.1.0
      env:
        - name: KAFKA_AUTO_CREATE_TOPICS_ENABLE
`;
const producer = 'spring:\n  kafka:\n    bootstrap-servers: kafka:9092\n    producer:\n';
const consumer = 'spring.kafka.bootstrap-servers=kafka:9092\n';

interface Offered {
  readonly items: readonly CompletionItem[];
  /** The line after the first item was taken. */
  readonly taken: string;
}

/** What is offered at `|` in a file, and what taking the first of it makes of the line. */
async function offered(path: string, text: string, options?: CompletionOptions, language?: 'zh-cn'): Promise<Offered> {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  const project = await projectOf('');
  const content = text.replace('|', '');
  project.open(uriOf(path), 1, content);
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const texts = textsIn(language ?? 'en', catalog());
  const items = completion(project, uriOf(path), position, texts, options);
  const edit = items[0]?.textEdit;
  const line = content.split('\n')[position.line] ?? '';
  if (edit === undefined || !('range' in edit)) return { items, taken: '' };
  const { start, end } = edit.range;
  return { items, taken: line.slice(0, start.character) + edit.newText + line.slice(end.character) };
}

function labels({ items }: Offered): string[] {
  return items.map(({ label }) => label);
}

test('values of a Spring property, each with what it means', async () => {
  const found = await offered('application.yml', `${producer}      acks: |\n`);
  assert.deepEqual(labels(found), ['0', '1', 'all', '-1']);
  const meaning = catalog().setting('kafka:acks')?.values[0]?.meaning;
  assert.deepEqual(found.items[0]?.documentation, { kind: 'markdown', value: meaning?.en });
  const chinese = await offered('application.yml', `${producer}      acks: |\n`, {}, 'zh-cn');
  assert.deepEqual(chinese.items[0]?.documentation, { kind: 'markdown', value: meaning?.['zh-cn'] });
});

test('the default of the version at hand is called so', async () => {
  const { items } = await offered('docker-compose.yml', `${broker}      KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE: |\n`);
  assert.deepEqual(
    items.map(({ label, detail }) => [label, detail]),
    [
      ['true', undefined],
      ['false', 'Default'],
    ],
  );
});

/** Where the value stands, and the line after the first item was taken. */
const written: readonly (readonly [what: string, path: string, text: string, taken: string])[] = [
  [
    'a variable is a text, so a truth value is quoted',
    'docker-compose.yml',
    `${broker}      KAFKA_AUTO_CREATE_TOPICS_ENABLE: |\n`,
    '      KAFKA_AUTO_CREATE_TOPICS_ENABLE: "true"',
  ],
  [
    'a space after the colon is added',
    'docker-compose.yml',
    `${broker}      KAFKA_AUTO_CREATE_TOPICS_ENABLE:|\n`,
    '      KAFKA_AUTO_CREATE_TOPICS_ENABLE: "true"',
  ],
  [
    'quotes stay where they are',
    'docker-compose.yml',
    `${broker}      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'fal|' # why\n`,
    "      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'true' # why",
  ],
  [
    'an item of a list needs no quotes',
    'docker-compose.yml',
    `${broker}      - KAFKA_AUTO_CREATE_TOPICS_ENABLE=f|\n`,
    '      - KAFKA_AUTO_CREATE_TOPICS_ENABLE=true',
  ],
  [
    'the value of a container’s variable',
    'pod.yaml',
    `${container}          value: fal|se\n`,
    '          value: "true"',
  ],
  ['the same before it is written', 'pod.yaml', `${container}          value: |\n`, '          value: "true"'],
  [
    'a key of an operator’s resource',
    'kafka.yaml',
    'apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nmetadata: { name: k }\nspec:\n  kafka:\n    config:\n      unclean.leader.election.enable: f|\n',
    '      unclean.leader.election.enable: true',
  ],
  [
    'a properties file',
    'application.properties',
    `${consumer}spring.kafka.consumer.isolation-level = |\n`,
    'spring.kafka.consumer.isolation-level = read_uncommitted',
  ],
  ['a file of the component', 'redis.conf', 'port 6379\nappendfsync ev|\n', 'appendfsync always'],
];

describe('taking a value writes what the file needs', () => {
  for (const [what, path, text, taken] of written) {
    test(what, async () => assert.equal((await offered(path, text)).taken, taken));
  }
});

/** Where nothing is offered. */
const silent: readonly (readonly [what: string, path: string, text: string])[] = [
  ['at a key', 'application.yml', `${producer}      ac|ks: 1\n`],
  ['at a variable nobody knows', 'docker-compose.yml', `${broker}      SHOP_COLOUR: |\n`],
  ['at a setting whose values are anything', 'application.yml', `${consumer.trim()}|\n`],
  ['before an opening quote', 'docker-compose.yml', `${broker}      KAFKA_AUTO_CREATE_TOPICS_ENABLE: |"true"\n`],
  [
    'in what is filled in from outside',
    'docker-compose.yml',
    `${broker}      KAFKA_AUTO_CREATE_TOPICS_ENABLE: \${CREA|TE:-true}\n`,
  ],
  ['on the line below', 'application.yml', `${producer}      acks:\n      |retries: 1\n`],
  ['in a file that is no configuration', 'notes.yml', 'acks: |\n'],
];

describe('nothing is offered', () => {
  for (const [what, path, text] of silent) {
    test(what, async () => assert.deepEqual(labels(await offered(path, text)), []));
  }
  test('where another extension completes values', async () => {
    const text = `${producer}      acks: |\n`;
    assert.deepEqual(labels(await offered('application.yml', text, { values: false })), []);
  });
});

describe('inside a value', () => {
  const uri = 'spring:\n  data:\n    mongodb:\n      uri: mongodb://m1,m2/shop?replicaSet=rs0';
  test('an option of a connection URL', async () => {
    const found = await offered('application.yml', `${uri}&w=|1&retryWrites=true\n`);
    assert.deepEqual(labels(found), ['0', '1', 'majority']);
    assert.equal(found.taken, '      uri: mongodb://m1,m2/shop?replicaSet=rs0&w=0&retryWrites=true');
  });
  test('an option that is begun, and one that is empty', async () => {
    const begun = await offered('application.yml', `${uri}&readPreference=sec|\n`);
    assert.ok(labels(begun).includes('secondaryPreferred'));
    const empty = await offered('application.yml', `${uri}&w=|\n`);
    assert.deepEqual(labels(empty), ['0', '1', 'majority']);
    assert.equal(empty.taken, '      uri: mongodb://m1,m2/shop?replicaSet=rs0&w=0');
  });
  test('nothing on the name of an option, on a host, and on an option nobody describes', async () => {
    assert.deepEqual(labels(await offered('application.yml', `${uri}&|w=1\n`)), []);
    assert.deepEqual(
      labels(await offered('application.yml', 'spring:\n  data:\n    mongodb:\n      uri: mongodb://m|1/shop?w=1\n')),
      [],
    );
    assert.deepEqual(labels(await offered('application.yml', `${uri}&appName=|orders\n`)), []);
  });
});
