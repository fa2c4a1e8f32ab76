import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathOf, systemOf } from '../../support/workspace.ts';

/**
 * "Add ConfigMap data to a Volume" of the Kubernetes documentation, with "External Application Properties" of the Spring Boot
 * reference: https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files
 */
const packed = {
  'orders/src/main/resources/application.yml':
    'spring:\n  application:\n    name: orders\n  kafka:\n    bootstrap-servers: kafka:9092\n    producer:\n      acks: all\n',
};

const config = `apiVersion: v1
kind: ConfigMap
metadata:
  name: orders-config
data:
  application.yml: |
    spring:
      kafka:
        producer:
          acks: "1"
  other.yml: |
    spring:
      kafka:
        producer:
          acks: "0"
`;

function workload(container: string, volume: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  template:
    spec:
      containers:
        - name: orders
          image: registry.example.org/orders:1
${container.replace(/^/gm, '          ')}
      volumes:
        - name: config
${volume.replace(/^/gm, '          ')}
`;
}

const volume = 'configMap:\n  name: orders-config';

/** The statements on `acks` for what the container runs, the one in force last, with their files. */
function acks(
  container: string,
  mounted = volume,
  files: Readonly<Record<string, string>> = packed,
): readonly string[] {
  const system = systemOf({ ...files, 'k8s/orders.yaml': workload(container, mounted), 'k8s/config.yaml': config });
  const [client] = system.clients.filter(
    ({ uri, component }) => pathOf(uri) === 'k8s/orders.yaml' && component === 'kafka',
  );
  return (client?.settings.get('kafka:acks') ?? []).map(({ value, at: [at] }) => `${value} ${pathOf(at?.uri ?? '')}`);
}

const inJar = 'all orders/src/main/resources/application.yml';
const inConfigMap = '1 k8s/config.yaml';

describe('a mounted application.yml stands over the packed one', () => {
  test('as a folder', () => {
    assert.deepEqual(acks('volumeMounts:\n  - name: config\n    mountPath: /config'), [inJar, inConfigMap]);
  });

  test('as one file by subPath', () => {
    const mount = 'volumeMounts:\n  - name: config\n    mountPath: /app/application.yml\n    subPath: application.yml';
    assert.deepEqual(acks(mount), [inJar, inConfigMap]);
  });

  test('as a source of a projected volume', () => {
    const projected =
      'projected:\n  sources:\n    - secret:\n        name: login\n    - configMap:\n        name: orders-config';
    assert.deepEqual(acks('volumeMounts:\n  - name: config\n    mountPath: /config', projected), [inJar, inConfigMap]);
  });

  test('where nothing is packed in this workspace', () => {
    const system = systemOf({
      'k8s/orders.yaml': workload('volumeMounts:\n  - name: config\n    mountPath: /config', volume),
      'k8s/config.yaml': config.replace('producer:', 'bootstrap-servers: kafka:9092\n        producer:'),
    });
    const [client] = system.clients.filter(({ uri }) => pathOf(uri) === 'k8s/orders.yaml');
    assert.deepEqual(
      client?.endpoints.map(({ host }) => host),
      ['kafka'],
    );
  });
});

describe('where the application looks', () => {
  const mount = 'volumeMounts:\n  - name: config\n    mountPath: /etc/orders';
  const location = (name: string, value: string): string => `${mount}\nenv:\n  - name: ${name}\n    value: ${value}`;

  test('spring.config.additional-location names the folder', () => {
    assert.deepEqual(acks(location('SPRING_CONFIG_ADDITIONAL_LOCATION', 'optional:file:/etc/orders/')), [
      inJar,
      inConfigMap,
    ]);
  });

  test('spring.config.additional-location names another folder', () => {
    assert.deepEqual(acks(location('SPRING_CONFIG_ADDITIONAL_LOCATION', 'file:/etc/other/')), [inJar]);
  });

  test('spring.config.location takes the place of what is packed', () => {
    assert.deepEqual(acks(location('SPRING_CONFIG_LOCATION', 'file:/etc/orders/')), [inConfigMap]);
  });

  test('spring.config.location with the class path keeps what is packed', () => {
    assert.deepEqual(acks(location('SPRING_CONFIG_LOCATION', 'classpath:/,file:/etc/orders/')), [inJar, inConfigMap]);
  });

  test('an argument names a file of any name', () => {
    const argument = `${mount}\nargs: ["--spring.config.additional-location=file:/etc/orders/other.yml"]`;
    assert.deepEqual(acks(argument), [inJar, '0 k8s/config.yaml']);
  });

  test('only the items of a volume are there', () => {
    const items = 'configMap:\n  name: orders-config\n  items:\n    - key: other.yml\n      path: other.yml';
    assert.deepEqual(acks('volumeMounts:\n  - name: config\n    mountPath: /config', items), [inJar]);
  });
});
