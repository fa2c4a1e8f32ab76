import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { systemOf } from '../../support/workspace.ts';

/** "DNS for Services and Pods" of the Kubernetes documentation: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/ */
const kafka = `apiVersion: v1
kind: Service
metadata:
  name: kafka
  namespace: infra
spec:
  clusterIP: None
  selector:
    app: kafka
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: broker
  namespace: infra
spec:
  serviceName: kafka
  replicas: 3
  template:
    metadata:
      labels:
        app: kafka
    spec:
      containers:
        - name: kafka
          image: apache/kafka:4.1.0
`;

function client(servers: string, namespace: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
  namespace: ${namespace}
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
}

function reaches(servers: string, namespace: string, more: Readonly<Record<string, string>> = {}): boolean {
  const system = systemOf({ 'k8s/kafka.yaml': kafka, 'k8s/orders.yaml': client(servers, namespace), ...more });
  return system.links.some(({ cluster }) => cluster?.component === 'kafka');
}

describe('names of Services', () => {
  test('the short name in the namespace, and nowhere else', () => {
    assert.equal(reaches('kafka:9092', 'infra'), true);
    assert.equal(reaches('kafka:9092', 'shop'), false);
  });

  for (const name of [
    'kafka.infra',
    'kafka.infra.svc',
    'kafka.infra.svc.cluster.local',
    'kafka.infra.svc.cluster.local.',
  ])
    test(`${name} from another namespace`, () => {
      assert.equal(reaches(`${name}:9092`, 'shop'), true);
    });

  test('the name with another namespace is another Service', () => {
    assert.equal(reaches('kafka.shop.svc:9092', 'shop'), false);
  });
});

describe('names of the pods of a StatefulSet', () => {
  test('behind the headless Service, within and across namespaces', () => {
    assert.equal(reaches('broker-2.kafka:9092', 'infra'), true);
    assert.equal(reaches('broker-0.kafka.infra.svc.cluster.local:9092', 'shop'), true);
  });

  test('a pod that the number of replicas does not give', () => {
    assert.equal(reaches('broker-3.kafka:9092', 'infra'), false);
  });
});

describe('a Service of type ExternalName', () => {
  const alias = (target: string): Readonly<Record<string, string>> => ({
    'k8s/alias.yaml': `apiVersion: v1
kind: Service
metadata:
  name: events
  namespace: shop
spec:
  type: ExternalName
  externalName: ${target}
`,
  });

  test('leads to the Service of another namespace', () => {
    assert.equal(reaches('events:9092', 'shop', alias('kafka.infra.svc.cluster.local')), true);
  });

  test('leads out of the cluster', () => {
    assert.equal(reaches('events:9092', 'shop', alias('kafka.example.org')), false);
  });
});
