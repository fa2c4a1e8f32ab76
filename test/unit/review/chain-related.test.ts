import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectOf } from '../../support/review-files.ts';

const files = {
  '.env': 'KAFKA_ACKS=1\n',
  'compose.prod.yml': [
    'services:',
    '  orders:',
    '    image: shop/orders:1.4',
    '    environment:',
    '      SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka.example.com:9092',
    '      SPRING_KAFKA_PRODUCER_ACKS: ${KAFKA_ACKS}',
    '',
  ].join('\n'),
  'orders/src/main/resources/application.yml':
    'spring:\n  application: { name: orders }\n  kafka:\n    producer:\n      acks: all\n',
};

test('a finding shows what was filled in and what its value overrides', async () => {
  const project = await projectOf(files);
  const finding = project.review().findings.find(({ rule }) => rule === 'kafka/acks-not-all');
  assert.equal(project.path(finding?.at.uri ?? ''), 'compose.prod.yml');
  assert.deepEqual(
    finding?.related.map(({ at, note, args }) => [project.path(at.uri), project.places.line(at), note, args]),
    [
      ['.env', 0, 'filled-in', { name: 'KAFKA_ACKS', value: '1' }],
      ['orders/src/main/resources/application.yml', 4, 'overridden', { value: 'all' }],
    ],
  );
});

test('a value that nothing decides but its own line has no further places', async () => {
  const project = await projectOf({
    'orders/application.yml': 'spring:\n  kafka:\n    bootstrap-servers: k:9092\n    producer:\n      acks: 1\n',
  });
  const finding = project.review().findings.find(({ rule }) => rule === 'kafka/acks-not-all');
  assert.deepEqual(finding?.related, []);
});
