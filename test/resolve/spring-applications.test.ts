import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../server/src/model/part.ts';
import { pathOf, shownClient, systemOf } from '../support/workspace.ts';

const base =
  'spring:\n  application:\n    name: orders\n  kafka:\n    bootstrap-servers: kafka:9092\n    producer:\n      acks: all\n';
const prod = 'spring:\n  kafka:\n    producer:\n      acks: "1"\n';
const folder = 'orders/src/main/resources';

function clientOf(files: Readonly<Record<string, string>>, path: string): Client | undefined {
  return systemOf(files).clients.find((client) => pathOf(client.uri) === path && client.component === 'kafka');
}

/** Every declared `acks`, the one in force last, with its file. */
function acks(client: Client | undefined): readonly string[] {
  return (client?.settings.get('kafka:acks') ?? []).map(({ value, at }) => `${value} ${pathOf(at[0]?.uri ?? '')}`);
}

test('a profile’s file stands above the file without one', () => {
  const client = clientOf(
    { [`${folder}/application.yml`]: base, [`${folder}/application-prod.yml`]: prod },
    `${folder}/application-prod.yml`,
  );
  assert.deepEqual(acks(client), [`all ${folder}/application.yml`, `1 ${folder}/application-prod.yml`]);
  assert.equal(client === undefined ? '' : shownClient(client), 'kafka messaging: kafka:9092');
});

test('files of another application, and of tests, do not count', () => {
  const files = {
    'billing/src/main/resources/application.yml': base,
    'orders/src/test/resources/application.yml': base,
    [`${folder}/application-prod.yml`]: prod,
  };
  assert.deepEqual(acks(clientOf(files, `${folder}/application-prod.yml`)), [`1 ${folder}/application-prod.yml`]);
});

test('a container’s variable stands above the files of the application it runs, with its profiles', () => {
  const compose = [
    'services:',
    '  orders:',
    '    build: orders',
    '    environment:',
    '      SPRING_PROFILES_ACTIVE: prod',
    '      SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka:9092',
    '      SPRING_KAFKA_PRODUCER_ACKS: "0"',
    '',
  ].join('\n');
  const files = {
    'docker-compose.yml': compose,
    [`${folder}/application.yml`]: base,
    [`${folder}/application-prod.yml`]: prod,
  };
  assert.deepEqual(acks(clientOf(files, 'docker-compose.yml')), [
    `all ${folder}/application.yml`,
    `1 ${folder}/application-prod.yml`,
    '0 docker-compose.yml',
  ]);
});

test('an application that takes configuration from a server is seen in part', () => {
  const whole = clientOf({ [`${folder}/application.yml`]: base }, `${folder}/application.yml`);
  const remote = clientOf(
    { [`${folder}/application.yml`]: `${base}  config:\n    import: nacos:orders.yml\n` },
    `${folder}/application.yml`,
  );
  assert.deepEqual([whole?.partial, remote?.partial], [false, true]);
});

test('a switch of the documents without a profile also holds in one with a profile', () => {
  const path = `${folder}/application.properties`;
  const text = [
    'spring.cloud.zookeeper.enabled=false',
    '#---',
    'spring.config.activate.on-profile=prod',
    'spring.cloud.zookeeper.connect-string=zk:2181',
  ].join('\n');
  assert.deepEqual(systemOf({ [path]: text }).clients.map(shownClient), ['zookeeper registry off: zk:2181']);
});

const containerised = [
  'spring:',
  '  application:',
  '    name: orders',
  '  kafka:',
  '    bootstrap-servers: ${KAFKA_HOST:localhost}:9092',
  '    producer:',
  '      acks: ${orders.acks:all}',
].join('\n');

test('a container that says only a host is a client by the files of its application', () => {
  const files = {
    'docker-compose.yml':
      'services:\n  kafka:\n    image: apache/kafka:3.9.0\n  shop:\n    build: ./orders\n    environment:\n      KAFKA_HOST: kafka\n',
    [`${folder}/application.yml`]: containerised,
  };
  const client = clientOf(files, 'docker-compose.yml');
  assert.equal(client === undefined ? '' : shownClient(client), 'kafka messaging: kafka:9092');
  const [fact] = client?.settings.get('kafka:bootstrap.servers') ?? [];
  assert.deepEqual(
    fact?.via?.map(({ name, value, at }) => `${name}=${value} ${pathOf(at.uri)}`),
    ['KAFKA_HOST=kafka docker-compose.yml'],
  );
  const link = systemOf(files).links.find((each) => pathOf(each.client.uri) === 'docker-compose.yml');
  assert.equal(link?.cluster?.id, 'kafka@docker-compose.yml');
});

test('SPRING_APPLICATION_JSON stands over files, an argument over both', () => {
  const service = (command: string): string =>
    [
      'services:',
      '  orders:',
      '    image: shop/orders:1.4',
      `    command: ${command}`,
      '    environment:',
      '      SPRING_APPLICATION_JSON: \'{"spring":{"kafka":{"producer":{"acks":"1"}}}}\'',
    ].join('\n');
  const files = (command: string): Readonly<Record<string, string>> => ({
    'docker-compose.yml': service(command),
    [`${folder}/application.yml`]: containerised,
  });
  assert.deepEqual(acks(clientOf(files('[]'), 'docker-compose.yml')), [
    `all ${folder}/application.yml`,
    '1 docker-compose.yml',
  ]);
  assert.deepEqual(
    acks(clientOf(files('java -jar app.jar --spring.kafka.producer.acks=0'), 'docker-compose.yml')).at(-1),
    '0 docker-compose.yml',
  );
});

test('of two applications with one name, a container by that name runs neither that is known', () => {
  const files = {
    'docker-compose.yml': 'services:\n  orders:\n    image: shop/orders\n    environment:\n      KAFKA_HOST: kafka\n',
    [`${folder}/application.yml`]: containerised,
    'legacy/orders/src/main/resources/application.yml': containerised,
  };
  assert.equal(clientOf(files, 'docker-compose.yml')?.settings.size, 0);
});

test('Profile groups: a profile brings those of its group along', () => {
  const files = {
    [`${folder}/application.yml`]: `${base}  profiles:\n    group:\n      prod: brokers\n`,
    [`${folder}/application-brokers.yml`]: 'spring:\n  kafka:\n    producer:\n      acks: "0"\n',
    [`${folder}/application-prod.yml`]: 'spring:\n  kafka:\n    producer:\n      retries: 3\n',
  };
  assert.deepEqual(acks(clientOf(files, `${folder}/application-prod.yml`)), [
    `all ${folder}/application.yml`,
    `0 ${folder}/application-brokers.yml`,
  ]);
});

test('Multi-document files: a later document stands over an earlier one of the same profile', () => {
  const path = `${folder}/application.yml`;
  const text = `${base}---\nspring:\n  config:\n    activate:\n      on-profile: prod & eu\n  kafka:\n    producer:\n      acks: "1"\n---\nspring:\n  config:\n    activate:\n      on-profile: prod\n  kafka:\n    producer:\n      acks: "0"\n`;
  const client = systemOf({ [path]: text }).clients.find(({ profiles }) => profiles.join() === 'prod');
  assert.deepEqual(acks(client), [`all ${path}`, `0 ${path}`]);
});

test('a properties file stands over a YAML file beside it', () => {
  const files = {
    [`${folder}/application.yml`]: base,
    [`${folder}/application.properties`]: 'spring.kafka.producer.acks=1\n',
  };
  const clients = systemOf(files).clients.filter(({ component }) => component === 'kafka');
  assert.deepEqual(clients.map(acks), [[`all ${folder}/application.yml`, `1 ${folder}/application.properties`]]);
});

test('a list in a stronger file replaces the whole list', () => {
  const files = {
    [`${folder}/application.yml`]:
      'spring:\n  data:\n    redis:\n      sentinel:\n        master: mymaster\n        nodes:\n          - s1:26379\n          - s2:26379\n          - s3:26379\n',
    [`${folder}/application-dev.yml`]:
      'spring:\n  data:\n    redis:\n      sentinel:\n        nodes:\n          - localhost:26379\n',
  };
  const client = systemOf(files).clients.find(({ profiles }) => profiles.join() === 'dev');
  assert.deepEqual(
    client?.endpoints.map(({ host }) => host),
    ['localhost'],
  );
});
