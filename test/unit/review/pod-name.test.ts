import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { projectOf } from '../../support/review-files.ts';

/** "Stable Network ID" of the Kubernetes documentation: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id */
const kafka = `apiVersion: v1
kind: Service
metadata: { name: brokers, namespace: streams }
spec:
  clusterIP: None
  selector: { app: kafka }
---
apiVersion: v1
kind: Service
metadata: { name: kafka, namespace: streams }
spec:
  selector: { app: kafka }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: kafka, namespace: streams }
spec:
  serviceName: brokers
  replicas: 3
  template:
    metadata:
      labels: { app: kafka }
    spec:
      containers:
        - name: kafka
          image: apache/kafka:4.1.0
`;

function client(servers: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, namespace: shop }
spec:
  template:
    spec:
      containers:
        - name: orders
          image: example.org/orders:1
          env:
            - { name: SPRING_KAFKA_BOOTSTRAP_SERVERS, value: "${servers}" }
`;
}

/** Hosts of a client that the rule names. */
async function named(servers: string): Promise<readonly unknown[]> {
  const project = await projectOf({ 'k8s/kafka.yaml': kafka, 'k8s/orders.yaml': client(servers) });
  const found = project.review().findings.filter(({ rule }) => rule === 'system/pod-name-below-other-service');
  return found.map(({ args }) => args['host']);
}

describe('addresses of single pods', () => {
  test('below the governing Service they resolve', async () => {
    assert.deepEqual(await named('kafka-0.brokers.streams:9092,kafka-1.brokers.streams.svc.cluster.local:9092'), []);
  });

  test('below another Service of the same pods they do not', async () => {
    assert.deepEqual(await named('kafka-0.kafka.streams:9092,kafka-1.brokers.streams:9092'), ['kafka-0.kafka.streams']);
  });

  test('the Service itself is none', async () => {
    assert.deepEqual(await named('kafka.streams:9092'), []);
  });

  test('nor is a pod of another namespace', async () => {
    assert.deepEqual(await named('kafka.streams:9092,kafka-0.kafka.other:9092'), []);
  });
});
