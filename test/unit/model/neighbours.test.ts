import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientsOfSameApplication } from '../../../server/src/model/neighbours.ts';
import { systemOf } from '../../support/workspace.ts';

test('clients of one application are found in all of its files', () => {
  const name = 'spring.application.name=orders\n';
  const system = systemOf({
    'orders/src/main/resources/application.properties': `${name}spring.kafka.bootstrap-servers=kafka:9092\n`,
    'orders/src/main/resources/application-prod.properties': 'spring.data.redis.host=redis\n',
    'mail/src/main/resources/application.properties': 'spring.application.name=mail\nspring.data.redis.host=redis\n',
  });
  const kafka = system.clients.find(({ component }) => component === 'kafka');
  assert.ok(kafka);
  const found = clientsOfSameApplication(kafka, system);
  assert.deepEqual(found.map(({ component, uri }) => `${component} ${uri.split('/').at(-1)}`).toSorted(), [
    'kafka application-prod.properties',
    'kafka application.properties',
    'redis application-prod.properties',
  ]);
  assert.ok(found.every(({ uri }) => uri.includes('/orders/')));
});
