import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { systemOf } from '../../support/workspace.ts';

/** "StatefulSets", Limitations and Stable Network ID, of the Kubernetes documentation: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/ */
function service(name: string, more = ''): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
${more}spec:
  clusterIP: None
  selector: { app: kafka }
`;
}

const kafka = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kafka
  namespace: streams
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

const streams = '  namespace: streams\n';

/** The Services that stand for missing ones. */
function insteadIn(files: Readonly<Record<string, string>>): readonly string[] {
  return systemOf(files).clusters.flatMap(({ deployments }) =>
    deployments.flatMap(({ governedInstead }) => governedInstead?.name ?? []),
  );
}

describe('the Service that serviceName names', () => {
  test('is missing where another one beside the StatefulSet selects its pods', () => {
    const files = { 'k8s/kafka.yaml': kafka, 'k8s/service.yaml': service('kafka-headless', streams) };
    assert.deepEqual(insteadIn(files), ['kafka-headless']);
  });

  test('is there, in whichever file', () => {
    const files = {
      'k8s/kafka.yaml': kafka,
      'k8s/service.yaml': service('kafka-headless', streams),
      'base/services.yaml': service('kafka', streams),
    };
    assert.deepEqual(insteadIn(files), []);
  });

  test('may be there where its manifest leaves the namespace to others', () => {
    const files = { 'k8s/kafka.yaml': `${kafka}---\n${service('other', streams)}---\n${service('kafka')}` };
    assert.deepEqual(insteadIn(files), []);
  });

  test('of another namespace is another one', () => {
    const elsewhere = service('kafka', '  namespace: shop\n');
    const files = { 'k8s/kafka.yaml': `${kafka}---\n${service('kafka-headless', streams)}---\n${elsewhere}` };
    assert.deepEqual(insteadIn(files), ['kafka-headless']);
  });

  test('may be declared elsewhere where no Service stands beside the StatefulSet', () => {
    assert.deepEqual(insteadIn({ 'k8s/kafka.yaml': kafka }), []);
    const files = { 'k8s/kafka.yaml': kafka, 'other/service.yaml': service('kafka-headless', streams) };
    assert.deepEqual(insteadIn(files), []);
  });

  test('of a Deployment is no question', () => {
    const files = {
      'k8s/kafka.yaml': `${kafka.replace('StatefulSet', 'Deployment')}---\n${service('kafka-headless', streams)}`,
    };
    assert.deepEqual(insteadIn(files), []);
  });
});

describe('in a view of Kustomize', () => {
  const base = {
    'base/kustomization.yaml': 'resources: [kafka.yaml]\n',
    'base/kafka.yaml': `${kafka}---\n${service('kafka', streams)}`,
  };

  test('the reference follows the prefix, and a Service of the base alone is none of the view', () => {
    const overlay = 'resources: [../base]\nnamePrefix: prod-\n';
    assert.deepEqual(insteadIn({ ...base, 'prod/kustomization.yaml': overlay }), []);
  });

  test('a patch that renames the Service loses the StatefulSet', () => {
    const overlay = `resources: [../base]
patches:
  - target: { kind: StatefulSet }
    patch: '[{ "op": "replace", "path": "/spec/serviceName", "value": "brokers" }]'
`;
    assert.deepEqual(insteadIn({ ...base, 'prod/kustomization.yaml': overlay }), ['kafka']);
  });

  test('nothing is missing where a part of the view is not seen', () => {
    const overlay = `resources: [../base, "https://example.org/brokers?ref=v1"]
patches:
  - target: { kind: StatefulSet }
    patch: '[{ "op": "replace", "path": "/spec/serviceName", "value": "brokers" }]'
`;
    assert.deepEqual(insteadIn({ ...base, 'prod/kustomization.yaml': overlay }), []);
  });
});
