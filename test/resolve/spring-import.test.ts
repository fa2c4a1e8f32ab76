import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemOf, pathOf } from '../support/workspace.ts';
import { Parts } from '../../server/src/project/parts.ts';
import { knowledge } from '../../server/src/knowledge/catalog.ts';
import { filesOf } from '../support/files.ts';

const folder = 'orders/src/main/resources';

/** Statements of `acks` of the only Kafka client under some profiles, weakest first. */
function acks(files: Readonly<Record<string, string>>, ...profiles: readonly string[]): readonly string[] {
  const clients = systemOf(files).clients.filter(
    ({ component, profiles: own }) => component === 'kafka' && own.join() === profiles.join(),
  );
  assert.equal(clients.length, 1);
  return (clients[0]?.settings.get('kafka:acks') ?? []).map(({ value, at }) => `${value} ${pathOf(at[0]?.uri ?? '')}`);
}

function notes(files: Readonly<Record<string, string>>): readonly string[] {
  const { extractions, files: known } = filesOf(files);
  return new Parts(knowledge())
    .of(extractions, known)
    .parts.flatMap(({ uri, problems }) => problems.map(({ code, args }) => `${pathOf(uri)} ${code} ${args?.['path']}`));
}

const base =
  'spring.application.name=orders\nspring.kafka.bootstrap-servers=kafka:9092\nspring.kafka.producer.acks=1\n';

test('Externalized Configuration, Importing Additional Data: what is imported stands over what imports it', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}spring.config.import=classpath:kafka/common.properties\n`,
    [`${folder}/kafka/common.properties`]: 'spring.kafka.producer.acks=all\n',
  };
  assert.deepEqual(acks(files), [`1 ${folder}/application.properties`, `all ${folder}/kafka/common.properties`]);
});

test('what is imported by the name of the active profile holds under that profile only, and never over itself', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}spring.profiles.active=local
spring.config.import=optional:classpath:application-\${spring.profiles.active}.properties,classpath:kafka-\${spring.profiles.active}.properties
`,
    [`${folder}/application-local.properties`]: 'spring.kafka.producer.acks=0\n',
    [`${folder}/application-dev.properties`]: 'spring.kafka.producer.acks=all\n',
    [`${folder}/kafka-local.properties`]: 'spring.kafka.client-id=local\n',
    [`${folder}/kafka-dev.properties`]: 'spring.kafka.producer.acks=-1\n',
  };
  assert.deepEqual(acks(files, 'local'), [
    `1 ${folder}/application.properties`,
    `0 ${folder}/application-local.properties`,
  ]);
  assert.deepEqual(acks(files, 'dev'), [
    `1 ${folder}/application.properties`,
    `-1 ${folder}/kafka-dev.properties`,
    `all ${folder}/application-dev.properties`,
  ]);
  const { [`${folder}/kafka-local.properties`]: _, ...less } = files;
  assert.deepEqual(notes(files), []);
  assert.deepEqual(notes(less), [`${folder}/application.properties import-missing kafka-local.properties`]);
});

test('Importing Additional Data: variants of an imported file for a profile are imported, too', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}spring.config.import=classpath:kafka.properties\n`,
    [`${folder}/application-prod.properties`]: 'spring.kafka.producer.retries=3\n',
    [`${folder}/kafka.properties`]: 'spring.kafka.producer.acks=0\n',
    [`${folder}/kafka-prod.properties`]: 'spring.kafka.producer.acks=all\n',
    [`${folder}/kafka-streams.properties`]: 'spring.kafka.producer.acks=2\n',
  };
  assert.deepEqual(acks(files, 'prod'), [
    `1 ${folder}/application.properties`,
    `0 ${folder}/kafka.properties`,
    `all ${folder}/kafka-prod.properties`,
  ]);
});

test('Importing Additional Data: a relative location is found from the file that names it', () => {
  const files = {
    [`${folder}/application.yml`]:
      'spring:\n  config:\n    import:\n      - optional:shared.yml\n  kafka:\n    bootstrap-servers: kafka:9092\n',
    [`${folder}/shared.yml`]: 'spring:\n  kafka:\n    producer:\n      acks: "0"\n',
  };
  assert.deepEqual(acks(files), [`0 ${folder}/shared.yml`]);
});

test('Importing Additional Data: a file that is missing is noted, an optional one is not', () => {
  assert.deepEqual(
    notes({
      [`${folder}/application.properties`]: `${base}spring.config.import=classpath:gone.yml,optional:classpath:may-be.yml\n`,
    }),
    [`${folder}/application.properties import-missing gone.yml`],
  );
});

test('files that import each other are noted once, and each is read', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}spring.config.import=a.properties\n`,
    [`${folder}/a.properties`]: 'spring.kafka.producer.acks=all\nspring.config.import=application.properties\n',
  };
  assert.deepEqual(notes(files), [`${folder}/a.properties import-cycle application.properties`]);
  assert.equal(acks(files).at(-1), `all ${folder}/a.properties`);
});

test('a path that leaves the workspace is not read', () => {
  assert.deepEqual(
    notes({ [`${folder}/application.properties`]: `${base}spring.config.import=../../../../../secrets.yml\n` }),
    [`${folder}/application.properties file-outside ../../../../../secrets.yml`],
  );
});

test('Nacos data ids: shared ones, then the application’s, then that of the profile', () => {
  const files = {
    [`${folder}/bootstrap.yml`]: [
      'spring:',
      '  application:',
      '    name: orders',
      '  cloud:',
      '    nacos:',
      '      config:',
      '        server-addr: nacos:8848',
      '        file-extension: yaml',
      '        shared-configs:',
      '          - data-id: common.yaml',
    ].join('\n'),
    'config/nacos/common.yaml':
      'spring:\n  kafka:\n    bootstrap-servers: kafka:9092\n    producer:\n      acks: "0"\n',
    'config/nacos/orders.yaml': 'spring:\n  kafka:\n    producer:\n      acks: "1"\n',
    'config/nacos/orders-prod.yaml': 'spring:\n  kafka:\n    producer:\n      acks: all\n',
    'config/nacos/billing.yaml': 'spring:\n  kafka:\n    producer:\n      retries: 3\n',
  };
  assert.deepEqual(acks(files, 'prod'), [
    '0 config/nacos/common.yaml',
    '1 config/nacos/orders.yaml',
    'all config/nacos/orders-prod.yaml',
  ]);
});

test('Spring Cloud Config: files of the application’s name in the repository stand over its own', () => {
  const files = {
    [`${folder}/application.yml`]: [
      'spring:',
      '  application:',
      '    name: orders',
      '  config:',
      '    import: configserver:http://config:8888',
      '  kafka:',
      '    bootstrap-servers: kafka:9092',
      '    producer:',
      '      acks: "1"',
    ].join('\n'),
    'config-repo/orders-prod.yml': 'spring:\n  kafka:\n    producer:\n      acks: all\n',
  };
  assert.deepEqual(acks(files, 'prod'), [`1 ${folder}/application.yml`, 'all config-repo/orders-prod.yml']);
});

test('an application without a configuration centre takes nothing from files that happen to have its name', () => {
  const files = {
    [`${folder}/application.properties`]: base,
    'config/orders.properties': 'spring.kafka.producer.acks=all\n',
  };
  const client = systemOf(files).clients.find(({ uri }) => uri.endsWith('application.properties'));
  assert.equal(client?.settings.get('kafka:acks')?.at(-1)?.value, '1');
});
