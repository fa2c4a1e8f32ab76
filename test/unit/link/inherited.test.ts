import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../../server/src/model/part.ts';
import { pathOf, shownClient, systemOf } from '../../support/workspace.ts';

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
