import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact } from '../../server/src/model/fact.ts';
import type { Client } from '../../server/src/model/part.ts';
import { pathOf, shownClient, systemOf } from '../support/workspace.ts';

/*
 * What a container says to its Spring application. Oracle: the order and the rules of binding in Spring Boot's reference,
 * "Externalized Configuration" and its sections "JSON Application Properties" and "Binding From Environment Variables".
 */

const resources = 'orders/src/main/resources';

const own = [
  'spring:',
  '  application:',
  '    name: orders',
  '  kafka:',
  '    bootstrap-servers: [localhost:9092, localhost:9093, localhost:9094]',
  '    producer:',
  '      acks: all',
  '      retries: ${orders.retries:3}',
].join('\n');

/** The container `orders`, with the lines of its service. */
function container(lines: readonly string[], files: Readonly<Record<string, string>> = {}): readonly Client[] {
  const compose = ['services:', '  orders:', '    build: ./orders', ...lines.map((line) => `    ${line}`)].join('\n');
  const all = { 'compose.yml': compose, [`${resources}/application.yml`]: own, ...files };
  return systemOf(all).clients.filter(({ uri }) => pathOf(uri) === 'compose.yml');
}

function kafka(clients: readonly Client[]): Client {
  const found = clients.find(({ component }) => component === 'kafka');
  assert.ok(found);
  return found;
}

/** `value file`, weakest first. */
function chain(client: Client, setting: string): readonly string[] {
  return (client.settings.get(setting) ?? []).map(({ value, at }: Fact) => `${value} ${pathOf(at[0]?.uri ?? '')}`);
}

const json = `SPRING_APPLICATION_JSON: '{"spring.kafka.producer.acks":"2"}'`;
const variable = 'SPRING_KAFKA_PRODUCER_ACKS: "4"';
const options = 'JDK_JAVA_OPTIONS: -Xmx1g -Dspring.kafka.producer.acks=3';
const command = 'command: java -jar app.jar --spring.kafka.producer.acks=1';

/** Each source with those that are weaker: the one in force is the strongest. */
const sources = [
  {
    lines: [command, 'environment:', `  ${json}`, `  ${options}`, `  ${variable}`],
    expected: ['all', '4', '3', '2', '1'],
  },
  { lines: ['environment:', `  ${json}`, `  ${options}`, `  ${variable}`], expected: ['all', '4', '3', '2'] },
  { lines: ['environment:', `  ${options}`, `  ${variable}`], expected: ['all', '4', '3'] },
  { lines: ['environment:', `  ${variable}`], expected: ['all', '4'] },
];

for (const { lines, expected } of sources)
  test(`Externalized Configuration: ${expected.toReversed().join(' over ')}`, () => {
    const facts = kafka(container(lines)).settings.get('kafka:acks') ?? [];
    assert.deepEqual(
      facts.map(({ value }) => value),
      expected,
    );
  });

test('Binding From Environment Variables, List: items replace the list of the files as a whole', () => {
  const client = kafka(
    container([
      'environment:',
      '  SPRING_KAFKA_BOOTSTRAP_SERVERS_0: kafka-1:9092',
      '  SPRING_KAFKA_BOOTSTRAP_SERVERS_1_: kafka-2:9092',
    ]),
  );
  assert.equal(shownClient(client), 'kafka messaging: kafka-1:9092 kafka-2:9092');
});

test('a list of the files that nothing stands over stays whole', () => {
  assert.equal(
    shownClient(kafka(container(['environment:', '  TZ: UTC']))),
    'kafka messaging: localhost:9092 localhost:9093 localhost:9094',
  );
});

test('a number in another variable is no index of a list', () => {
  const clients = container(['environment:', '  SPRING_KAFKA_PRODUCER_ACKS_MODE_2: "0"']);
  assert.deepEqual(chain(kafka(clients), 'kafka:acks'), [`all ${resources}/application.yml`]);
});

test('JSON Application Properties: every value at its own place, names bound relaxed', () => {
  const line = `  SPRING_APPLICATION_JSON: '{"spring":{"kafka":{"bootstrapServers":"kafka:9092","producer":{"acks":1}}}}'`;
  const client = kafka(container(['environment:', line]));
  assert.equal(shownClient(client), 'kafka messaging: kafka:9092');
  const at = client.settings.get('kafka:acks')?.at(-1)?.at[0];
  const text = ['services:', '  orders:', '    build: ./orders', '    environment:', `    ${line}`].join('\n');
  assert.equal(text.slice(at?.sub?.start, at?.sub?.end), '1');
});

test('JSON Application Properties: an argument, and an application whose files are not known', () => {
  const compose = [
    'services:',
    '  billing:',
    '    image: shop/billing',
    `    command: java -jar app.jar --spring.application.json='{"spring.kafka.bootstrap-servers":"kafka:9092"}'`,
  ].join('\n');
  assert.deepEqual(systemOf({ 'compose.yml': compose }).clients.map(shownClient), ['kafka messaging: kafka:9092']);
});

test('what is no JSON says nothing', () => {
  const client = kafka(container(['environment:', `  SPRING_APPLICATION_JSON: '{"spring.kafka.producer.acks":'`]));
  assert.deepEqual(chain(client, 'kafka:acks'), [`all ${resources}/application.yml`]);
});

test('Property Placeholders: arguments and variables of the container are found, relaxed', () => {
  for (const lines of [
    ['command: java -jar app.jar --orders.retries=7'],
    ['environment:', '  ORDERS_RETRIES: 7'],
    ['environment:', '  JAVA_TOOL_OPTIONS: -Dorders.retries=7'],
  ])
    assert.deepEqual(chain(kafka(container(lines)), 'kafka:retries'), [`7 ${resources}/application.yml`]);
});

const profiles = {
  [`${resources}/application-prod.yml`]: 'spring:\n  kafka:\n    producer:\n      acks: "1"\n',
  [`${resources}/application-eu.yml`]: 'spring:\n  kafka:\n    producer:\n      acks: "0"\n',
};

test('Profile Specific Files: of several profiles the last one wins, however the container turns them on', () => {
  for (const lines of [
    ['environment:', '  SPRING_PROFILES_ACTIVE: prod,eu'],
    ['environment:', '  JDK_JAVA_OPTIONS: -Dspring.profiles.active=prod,eu'],
    ['command: ["java", "-jar", "app.jar", "--spring.profiles.active=prod,eu"]'],
    ['environment:', `  SPRING_APPLICATION_JSON: '{"spring":{"profiles":{"active":"prod,eu"}}}'`],
  ])
    assert.deepEqual(chain(kafka(container(lines, profiles)), 'kafka:acks'), [
      `all ${resources}/application.yml`,
      `1 ${resources}/application-prod.yml`,
      `0 ${resources}/application-eu.yml`,
    ]);
});

test('the profile of a container tells its environment where its file does not', () => {
  assert.equal(kafka(container(['environment:', '  SPRING_PROFILES_ACTIVE: prod'], profiles)).environment, 'prod');
});

/** The container with a file of the workspace bound to a path, which its variables may tell it to look at. */
function bound(path: string, environment: readonly string[]): readonly string[] {
  const lines = ['volumes:', `  - ./deploy/orders:${path}`, 'environment:', '  TZ: UTC', ...environment];
  const files = { 'deploy/orders/application.yml': 'spring:\n  kafka:\n    producer:\n      acks: "1"\n' };
  return chain(kafka(container(lines, files)), 'kafka:acks');
}

test('External Application Properties: a folder that compose mounts where the application looks', () => {
  const over = [`all ${resources}/application.yml`, '1 deploy/orders/application.yml'];
  assert.deepEqual(bound('/app/config', []), over);
  assert.deepEqual(bound('/etc/orders', ['  SPRING_CONFIG_ADDITIONAL_LOCATION: file:/etc/orders/']), over);
  assert.deepEqual(bound('/etc/orders', ['  SPRING_CONFIG_ADDITIONAL_LOCATION: file:/etc/other/']), over.slice(0, 1));
});

test('External Application Properties: spring.config.location stands in place of what is packed', () => {
  const files = {
    'deploy/orders/application.yml':
      'spring:\n  kafka:\n    bootstrap-servers: kafka:9092\n    producer:\n      acks: "1"\n',
  };
  const lines = [
    'volumes:',
    '  - ./deploy/orders:/etc/orders',
    'command: java -jar app.jar --spring.config.location=file:/etc/orders/',
  ];
  const client = kafka(container(lines, files));
  assert.deepEqual(chain(client, 'kafka:acks'), ['1 deploy/orders/application.yml']);
  assert.equal(shownClient(client), 'kafka messaging: kafka:9092');
});
