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

test('a number of instances shows which one it overrides', async () => {
  const project = await projectOf({
    'base/kustomization.yaml': 'resources: [zookeeper.yaml]\n',
    'base/zookeeper.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: zookeeper
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: zookeeper
          image: zookeeper:3.9.3
`,
    'overlays/prod/kustomization.yaml': 'resources: [../../base]\nreplicas:\n  - { name: zookeeper, count: 4 }\n',
  });
  const finding = project.review().findings.find(({ rule }) => rule === 'zookeeper/even-ensemble');
  assert.equal(project.path(finding?.at.uri ?? ''), 'overlays/prod/kustomization.yaml');
  assert.deepEqual(
    finding?.related.map(({ at, note, args }) => [project.path(at.uri), project.places.line(at), note, args]),
    [['base/zookeeper.yaml', 5, 'overridden', { value: '3' }]],
  );
});
