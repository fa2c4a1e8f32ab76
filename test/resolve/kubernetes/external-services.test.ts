import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { systemOf } from '../../support/workspace.ts';

/** "Services without selectors" and "ExternalName" of the Kubernetes documentation: https://kubernetes.io/docs/concepts/services-networking/service/ */
const kafka = `apiVersion: v1
kind: Service
metadata:
  name: kafka
spec:
  selector: { app: kafka }
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kafka
spec:
  serviceName: kafka
  template:
    metadata:
      labels: { app: kafka }
    spec:
      containers:
        - name: kafka
          image: apache/kafka:4.1.0
`;

const outside = `apiVersion: v1
kind: Service
metadata:
  name: kafka
spec:
  ports: [{ port: 9092 }]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: kafka-1
  labels: { kubernetes.io/service-name: kafka }
addressType: IPv4
ports: [{ port: 9092 }]
endpoints:
  - addresses: [10.4.5.6]
`;

const legacy = `apiVersion: v1
kind: Service
metadata:
  name: kafka
spec:
  ports: [{ port: 9092 }]
---
apiVersion: v1
kind: Endpoints
metadata:
  name: kafka
subsets:
  - addresses: [{ ip: 10.4.5.6 }]
    ports: [{ port: 9092 }]
`;

const externalName = (target: string): string => `apiVersion: v1
kind: Service
metadata:
  name: kafka
spec:
  type: ExternalName
  externalName: ${target}
`;

const orders = (servers = 'kafka:9092'): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  template:
    spec:
      containers:
        - name: orders
          image: registry.example.org/orders:1
          env:
            - name: KAFKA_BOOTSTRAP_SERVERS
              value: ${servers}
`;

/** Where `orders` and its files lead: a cluster's id, `outside`, or nothing where that cannot be told. */
function target(files: Readonly<Record<string, string>>): readonly string[] {
  const links = systemOf(files).links.filter(({ client }) => client.component === 'kafka');
  return [...new Set(links.map(({ cluster }) => cluster?.id ?? 'outside'))];
}

describe('a Service without a selector leads to what its EndpointSlices name', () => {
  for (const [what, manifest] of Object.entries({ EndpointSlice: outside, Endpoints: legacy })) {
    test(`${what}: never to a deployment of another environment that has the same name`, () => {
      const files = { 'k8s/dev/kafka.yaml': kafka, 'k8s/prod/kafka.yaml': manifest, 'k8s/prod/orders.yaml': orders() };
      assert.deepEqual(target(files), ['outside']);
    });
  }

  test('the deployment beside the client is meant where the Service is further away', () => {
    const files = { 'k8s/dev/kafka.yaml': kafka, 'k8s/prod/kafka.yaml': outside, 'k8s/dev/orders.yaml': orders() };
    assert.deepEqual(target(files), ['kafka@k8s/dev/kafka.yaml']);
  });

  test('equally near, nobody can tell', () => {
    const files = { 'k8s/kafka.yaml': kafka, 'k8s/kafka-outside.yaml': outside, 'k8s/orders.yaml': orders() };
    assert.deepEqual(target(files), []);
  });

  test('by its full name', () => {
    const files = {
      'k8s/dev/kafka.yaml': kafka,
      'k8s/prod/kafka.yaml': outside,
      'k8s/prod/orders.yaml': orders('kafka.default.svc.cluster.local:9092'),
    };
    assert.deepEqual(target(files), ['outside']);
  });

  test('a Spring application means no deployment of another namespace by it', () => {
    const files = {
      'k8s/dev/kafka.yaml': kafka.replaceAll(/^( *name: kafka)$/gm, '$1\n  namespace: dev'),
      'k8s/prod/kafka.yaml': outside,
      'k8s/prod/orders.yaml': orders().replace(/ {10}env:[^]*$/, ''),
      'orders/src/main/resources/application.yml':
        'spring:\n  application: { name: orders }\n  kafka:\n    bootstrap-servers: kafka:9092\n',
    };
    assert.deepEqual(target(files), ['outside']);
    const { 'k8s/prod/kafka.yaml': _, ...without } = files;
    assert.deepEqual(target(without), ['outside', 'kafka@k8s/dev/kafka.yaml']);
  });

  test('a template whose selector nobody knows is no such Service', () => {
    const template = kafka.replace('selector: { app: kafka }', '{{- include "selector" . | nindent 2 }}');
    const files = { 'chart/templates/service.yaml': template, 'k8s/kafka.yaml': kafka, 'k8s/orders.yaml': orders() };
    assert.deepEqual(target(files), ['kafka@k8s/kafka.yaml']);
  });

  test('nor is a patch, which changes something else of the Service', () => {
    const patch = 'apiVersion: v1\nkind: Service\nmetadata: { name: kafka }\nspec: { type: LoadBalancer }\n';
    const files = { 'k8s/service-patch.yaml': patch, 'k8s/kafka.yaml': kafka, 'k8s/orders.yaml': orders() };
    assert.deepEqual(target(files), ['kafka@k8s/kafka.yaml']);
  });
});

describe('ExternalName', () => {
  test('another name stays outside, though the same Service runs in another environment', () => {
    const files = {
      'k8s/dev/kafka.yaml': kafka,
      'k8s/prod/kafka.yaml': externalName('kafka.example.org'),
      'k8s/prod/orders.yaml': orders(),
    };
    assert.deepEqual(target(files), ['outside']);
  });

  test('a name without a domain is no Service, and no service of compose', () => {
    const files = {
      'docker-compose.yml': 'services:\n  broker:\n    image: apache/kafka:4.1.0\n',
      'k8s/kafka.yaml': externalName('broker'),
      'k8s/orders.yaml': orders(),
    };
    assert.deepEqual(target(files), ['outside']);
  });

  test('the full name of a Service leads to it', () => {
    const streams = kafka.replaceAll(/^( *name: kafka)$/gm, '$1\n  namespace: streams');
    const files = {
      'k8s/streams/kafka.yaml': streams,
      'k8s/shop/kafka.yaml': externalName('kafka.streams.svc.cluster.local'),
      'k8s/shop/orders.yaml': orders(),
    };
    assert.deepEqual(target(files), ['kafka@k8s/streams/kafka.yaml']);
  });
});
