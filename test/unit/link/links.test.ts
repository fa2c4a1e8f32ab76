import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf, systemOf } from '../../support/workspace.ts';

/** `path endpoints → cluster`, `→ outside` where nothing in the workspace answers. */
function links(files: Readonly<Record<string, string>>): readonly string[] {
  return systemOf(files).links.map(({ client, cluster, endpoints }) => {
    const list = endpoints.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`)).join(' ');
    return `${pathOf(client.uri)} ${list} → ${cluster?.id ?? 'outside'}`;
  });
}

const redis = 'services:\n  cache:\n    image: redis:7\n    ports: ["6379:6379"]\n';

test('a service finds another by its name, its container’s name and an alias', () => {
  const file = [
    'services:',
    '  cache:',
    '    image: redis:7',
    '    container_name: shop-cache',
    '    networks:',
    '      backend:',
    '        aliases: [redis.internal]',
    '  cart:',
    '    image: shop/cart:1',
    '    environment:',
    '      REDIS_HOST: cache',
    '    networks: [backend]',
    '  orders:',
    '    image: shop/orders:1',
    '    environment:',
    '      REDIS_HOST: shop-cache',
    '    networks: [backend]',
    '  payment:',
    '    image: shop/payment:1',
    '    environment:',
    '      REDIS_HOST: redis.internal',
    '    networks: [backend]',
    '',
  ].join('\n');
  const cluster = 'redis@docker-compose.yml';
  assert.deepEqual(links({ 'docker-compose.yml': file }), [
    `docker-compose.yml cache → ${cluster}`,
    `docker-compose.yml shop-cache → ${cluster}`,
    `docker-compose.yml redis.internal → ${cluster}`,
  ]);
});

test('a service that runs something else under the name is not reached', () => {
  const file =
    'services:\n  redis:\n    image: httpd:2.40\n  cart:\n    image: shop/cart:1\n    environment:\n      REDIS_HOST: redis\n';
  assert.deepEqual(links({ 'docker-compose.yml': file }), ['docker-compose.yml redis → outside']);
});

test('a Spring file reaches the only server of that name', () => {
  const files = {
    'deploy/docker-compose.yml': redis,
    'cart/src/main/resources/application.yml': 'spring:\n  data:\n    redis:\n      host: cache\n',
  };
  assert.deepEqual(links(files), ['cart/src/main/resources/application.yml cache → redis@deploy/docker-compose.yml']);
});

test('of two projects, the one that runs the application', () => {
  const files = {
    'blue/docker-compose.yml': `${redis}  cart:\n    build: ../cart\n`,
    'green/docker-compose.yml': redis,
    'cart/src/main/resources/application.yml':
      'spring:\n  application:\n    name: cart\n  data:\n    redis:\n      host: cache\n',
  };
  assert.deepEqual(links(files).toSorted(), [
    // The container, which runs it, and the file.
    'blue/docker-compose.yml cache → redis@blue/docker-compose.yml',
    'cart/src/main/resources/application.yml cache → redis@blue/docker-compose.yml',
  ]);
});

test('a name that two servers answer to links nothing', () => {
  const files = {
    'a/docker-compose.yml': redis,
    'b/docker-compose.yml': redis,
    'cart/src/main/resources/application.yml': 'spring:\n  data:\n    redis:\n      host: cache\n',
  };
  assert.deepEqual(links(files), []);
});

test('localhost is a published port of the only server, and never one from inside a container', () => {
  const application = 'spring:\n  data:\n    redis:\n      host: localhost\n      port: 6379\n';
  assert.deepEqual(links({ 'docker-compose.yml': redis, 'src/main/resources/application.yml': application }), [
    'src/main/resources/application.yml localhost:6379 → redis@docker-compose.yml',
  ]);
  const elsewhere = {
    'samples/a/docker-compose.yml': redis,
    'samples/b/docker-compose.yml': redis.replaceAll('6379', '6380'),
    'samples/c/src/main/resources/application.yml': application,
  };
  assert.deepEqual(links(elsewhere), ['samples/c/src/main/resources/application.yml localhost:6379 → outside']);
  const inside = `${redis}  cart:\n    image: shop/cart:1\n    environment:\n      REDIS_ADDR: localhost:6379\n`;
  assert.deepEqual(links({ 'docker-compose.yml': inside }), ['docker-compose.yml localhost:6379 → outside']);
});

const kubernetes = (namespace: string): string =>
  [
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    '  name: cache',
    `  namespace: ${namespace}`,
    'spec:',
    '  selector: { app: redis }',
    '  ports: [{ port: 6379 }]',
    '---',
    'apiVersion: apps/v1',
    'kind: StatefulSet',
    'metadata:',
    '  name: redis',
    `  namespace: ${namespace}`,
    'spec:',
    '  serviceName: cache',
    '  template:',
    '    metadata:',
    '      labels: { app: redis, tier: data }',
    '    spec:',
    '      containers:',
    '        - { name: redis, image: "redis:7" }',
    '',
  ].join('\n');

const deployment = (namespace: string, host: string): string =>
  [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    '  name: cart',
    `  namespace: ${namespace}`,
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    '        - name: cart',
    '          image: shop/cart:1',
    '          env:',
    `            - { name: REDIS_ADDR, value: "${host}" }`,
    '',
  ].join('\n');

test('Kubernetes names a Service inside its namespace, and with the namespace from outside', () => {
  const reached = (namespace: string, host: string): readonly string[] =>
    links({ 'redis.yaml': kubernetes('data'), 'cart.yaml': deployment(namespace, host) });
  assert.deepEqual(reached('data', 'cache:6379'), ['cart.yaml cache:6379 → redis@redis.yaml']);
  assert.deepEqual(reached('shop', 'cache.data:6379'), ['cart.yaml cache.data:6379 → redis@redis.yaml']);
  assert.deepEqual(reached('shop', 'cache.data.svc.cluster.local:6379'), [
    'cart.yaml cache.data.svc.cluster.local:6379 → redis@redis.yaml',
  ]);
  assert.deepEqual(reached('data', 'redis-0.cache:6379'), ['cart.yaml redis-0.cache:6379 → redis@redis.yaml']);
  assert.deepEqual(reached('shop', 'cache:6379'), ['cart.yaml cache:6379 → outside']);
});

test('a Service that selects other pods gives its name to nobody', () => {
  const other = kubernetes('data').replace('app: redis }\n', 'app: other }\n');
  assert.deepEqual(links({ 'redis.yaml': other, 'cart.yaml': deployment('data', 'cache:6379') }), [
    'cart.yaml cache:6379 → outside',
  ]);
});

test('Strimzi’s bootstrap Service leads to its cluster', () => {
  const kafka = [
    'apiVersion: kafka.strimzi.io/v1beta2',
    'kind: Kafka',
    'metadata:',
    '  name: main',
    'spec:',
    '  kafka:',
    '    replicas: 3',
    '',
  ].join('\n');
  const connect = [
    'apiVersion: kafka.strimzi.io/v1beta2',
    'kind: KafkaConnect',
    'metadata:',
    '  name: connect',
    'spec:',
    '  bootstrapServers: main-kafka-bootstrap:9092',
    '',
  ].join('\n');
  assert.deepEqual(links({ 'kafka.yaml': kafka, 'connect.yaml': connect }), [
    'connect.yaml main-kafka-bootstrap:9092 → kafka@kafka.yaml',
  ]);
});

test('Redisson leads to the Redis it names', () => {
  const files = {
    'docker-compose.yml': redis,
    'src/main/resources/redisson.yaml': 'singleServerConfig:\n  address: redis://cache:6379\n',
  };
  assert.deepEqual(links(files), [
    'src/main/resources/redisson.yaml cache:6379 → redis@docker-compose.yml',
    'src/main/resources/redisson.yaml cache:6379 → redis@docker-compose.yml',
  ]);
});

test('members of one cluster are one link, strangers another', () => {
  const broker = (name: string): string =>
    `  ${name}:\n    image: apache/kafka:3.9.0\n    environment:\n      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka-1:9093,2@kafka-2:9093\n`;
  const file = `services:\n${broker('kafka-1')}${broker('kafka-2')}  orders:\n    image: shop/orders:1\n    environment:\n      KAFKA_BOOTSTRAP_SERVERS: kafka-1:9092,kafka-2:9092,kafka-9:9092\n`;
  assert.deepEqual(links({ 'docker-compose.yml': file }), [
    'docker-compose.yml kafka-1:9092 kafka-2:9092 → kafka@docker-compose.yml',
    'docker-compose.yml kafka-9:9092 → outside',
  ]);
});
