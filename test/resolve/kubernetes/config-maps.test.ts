import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Client } from '../../../server/src/model/part.ts';
import { pathOf, shownClient, systemOf } from '../../support/workspace.ts';

/**
 * "Configure a Pod to Use a ConfigMap" and "Distribute Credentials Securely Using Secrets" of the Kubernetes documentation:
 * https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/
 */
function deployment(container: string, namespace = ''): string {
  const metadata = namespace === '' ? 'name: orders' : `name: orders\n  namespace: ${namespace}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  ${metadata}
spec:
  template:
    spec:
      containers:
        - name: orders
          image: registry.example.org/orders:1
${container.replace(/^/gm, '          ')}`;
}

function configMap(name: string, data: string, namespace = ''): string {
  const metadata = namespace === '' ? `name: ${name}` : `name: ${name}\n  namespace: ${namespace}`;
  return `apiVersion: v1
kind: ConfigMap
metadata:
  ${metadata}
data:
${data.replace(/^/gm, '  ')}
`;
}

function clientsOf(files: Readonly<Record<string, string>>, component = 'kafka'): readonly Client[] {
  return systemOf(files).clients.filter(
    (client) => client.component === component && client.application.endsWith('#orders'),
  );
}

function shown(files: Readonly<Record<string, string>>, component?: string): readonly string[] {
  return clientsOf(files, component).map(shownClient);
}

const byKey = `env:
  - name: KAFKA_BOOTSTRAP_SERVERS
    valueFrom:
      configMapKeyRef:
        name: shop
        key: brokers`;

const whole = `envFrom:
  - configMapRef:
      name: shop`;

describe('Define container environment variables using ConfigMap data', () => {
  test('a key in another file of the folder', () => {
    const files = { 'k8s/orders.yaml': deployment(byKey), 'k8s/config.yaml': configMap('shop', 'brokers: kafka:9092') };
    assert.deepEqual(shown(files), ['kafka messaging: kafka:9092']);
    const [client] = clientsOf(files);
    const [fact] = client?.settings.get('kafka:bootstrap.servers') ?? [];
    assert.deepEqual(
      fact?.via?.map(({ name, value, at }) => `${name} ${value} ${pathOf(at.uri)}`),
      ['shop/brokers kafka:9092 k8s/config.yaml'],
    );
  });

  test('a ConfigMap of another namespace is another one', () => {
    const config = configMap('shop', 'brokers: kafka:9092', 'shop-prod');
    assert.deepEqual(shown({ 'k8s/orders.yaml': deployment(byKey), 'k8s/config.yaml': config }), ['kafka messaging:']);
    assert.deepEqual(shown({ 'k8s/orders.yaml': deployment(byKey, 'shop-prod'), 'k8s/config.yaml': config }), [
      'kafka messaging: kafka:9092',
    ]);
  });

  test('of several ConfigMaps of a name the nearest counts, and none where two are as near', () => {
    const far = { 'b/config.yaml': configMap('shop', 'brokers: other:9092') };
    const near = { 'a/config.yaml': configMap('shop', 'brokers: kafka:9092') };
    assert.deepEqual(shown({ 'a/orders.yaml': deployment(byKey), ...near, ...far }), ['kafka messaging: kafka:9092']);
    assert.deepEqual(shown({ 'orders.yaml': deployment(byKey), ...near, ...far }), ['kafka messaging:']);
  });

  test('a key that is missing stays unknown', () => {
    const files = { 'k8s/orders.yaml': deployment(byKey), 'k8s/config.yaml': configMap('shop', 'topics: orders') };
    assert.deepEqual(shown(files), ['kafka messaging:']);
  });
});

describe('Configure all key-value pairs in a ConfigMap as container environment variables', () => {
  const config = configMap('shop', 'KAFKA_BOOTSTRAP_SERVERS: kafka:9092\nSPRING_KAFKA_PRODUCER_ACKS: "1"');

  test('each entry is a variable, at its own place', () => {
    const files = { 'k8s/orders.yaml': deployment(whole), 'k8s/config.yaml': config };
    const [client] = clientsOf(files);
    assert.equal(client?.partial, false);
    assert.deepEqual(
      client?.settings.get('kafka:acks')?.map(({ value, at: [at] }) => `${value} ${pathOf(at?.uri ?? '')}`),
      ['1 k8s/config.yaml'],
    );
  });

  test('a variable of the container stands over the entry', () => {
    const own = `${whole}\nenv:\n  - name: SPRING_KAFKA_PRODUCER_ACKS\n    value: all`;
    const [client] = clientsOf({ 'k8s/orders.yaml': deployment(own), 'k8s/config.yaml': config });
    assert.deepEqual(
      client?.settings.get('kafka:acks')?.map(({ value, at: [at] }) => `${value} ${pathOf(at?.uri ?? '')}`),
      ['1 k8s/config.yaml', 'all k8s/orders.yaml'],
    );
  });

  test('of two ConfigMaps with an entry of one name the later one holds', () => {
    const both = `${whole}\n  - configMapRef:\n      name: late`;
    const late = configMap('late', 'SPRING_KAFKA_PRODUCER_ACKS: all');
    const files = { 'k8s/orders.yaml': deployment(both), 'k8s/config.yaml': config, 'k8s/late.yaml': late };
    assert.deepEqual(
      clientsOf(files)[0]
        ?.settings.get('kafka:acks')
        ?.map(({ value }) => value),
      ['1', 'all'],
    );
  });

  test('a prefix stands before the names', () => {
    const prefixed = 'envFrom:\n  - prefix: SPRING_KAFKA_\n    configMapRef:\n      name: shop';
    const files = {
      'k8s/orders.yaml': deployment(prefixed),
      'k8s/config.yaml': configMap('shop', 'BOOTSTRAP_SERVERS: kafka:9092'),
    };
    assert.deepEqual(shown(files), ['kafka messaging: kafka:9092']);
  });

  test('a ConfigMap that is nowhere leaves what the container has in part', () => {
    const own = `${whole}\nenv:\n  - name: KAFKA_BOOTSTRAP_SERVERS\n    value: kafka:9092`;
    assert.equal(clientsOf({ 'k8s/orders.yaml': deployment(own) })[0]?.partial, true);
  });
});

test('Configure all key-value pairs in a Secret as container environment variables', () => {
  const secret = `apiVersion: v1
kind: Secret
metadata:
  name: shop
stringData:
  SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka:9092
`;
  const files = {
    'k8s/orders.yaml': deployment('envFrom:\n  - secretRef:\n      name: shop'),
    'k8s/secret.yaml': secret,
  };
  assert.deepEqual(shown(files), ['kafka messaging: kafka:9092']);
  // A ConfigMap of the same name is something else.
  assert.deepEqual(shown({ ...files, 'k8s/orders.yaml': deployment(whole) }), []);
});

describe('the encoded data of a Secret', () => {
  const secret = (key: string, text: string): string => `apiVersion: v1
kind: Secret
metadata:
  name: shop
data:
  ${key}: ${btoa(text)}
`;
  const reference = (key: string): string => `env:
  - name: KAFKA_BOOTSTRAP_SERVERS
    valueFrom:
      secretKeyRef:
        name: shop
        key: ${key}`;
  const read = (key: string, text: string): readonly string[] =>
    shown({ 'k8s/orders.yaml': deployment(reference(key)), 'k8s/secret.yaml': secret(key, text) });

  test('an address is read', () => {
    assert.deepEqual(read('kafka-brokers', 'kafka-0:9092,kafka-1:9092'), [
      'kafka messaging: kafka-0:9092 kafka-1:9092',
    ]);
  });

  test('an address with a login, and anything that is not called an address, stays a secret', () => {
    assert.deepEqual(read('kafka-url', 'sasl://orders:s3cret@kafka:9092'), ['kafka messaging:']);
    assert.deepEqual(read('kafka-password', 'kafka:9092'), ['kafka messaging:']);
  });
});
