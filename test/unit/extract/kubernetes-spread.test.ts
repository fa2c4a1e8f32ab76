import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { extractFile } from '../../../server/src/extract/file.ts';

/** What keeps the pods of a StatefulSet with the label `app: kafka` apart. */
function spreadOf(podSpec: string): readonly string[] {
  const text = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kafka
spec:
  template:
    metadata:
      labels:
        app: kafka
    spec:
      containers:
        - name: kafka
          image: apache/kafka:4.1.0
${podSpec.replace(/^/gm, '      ')}
`;
  const { declarations } = extractFile({ uri: 'file:///k.yaml', path: 'k.yaml', text });
  return declarations.flatMap((each) =>
    each.kind === 'workload'
      ? (each.spread ?? []).map(
          ({ by, topologyKey, required, at }) =>
            `${by} ${topologyKey} ${required} ${text.slice(at.value?.start, at.value?.end)}`,
        )
      : [],
  );
}

describe('Kubernetes, Assigning Pods to Nodes: anti-affinity', () => {
  test('required', () => {
    const rule = `affinity:
  podAntiAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      - labelSelector:
          matchLabels:
            app: kafka
        topologyKey: kubernetes.io/hostname`;
    assert.deepEqual(spreadOf(rule), ['anti-affinity kubernetes.io/hostname true kubernetes.io/hostname']);
  });

  test('preferred, by expressions', () => {
    const rule = `affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          labelSelector:
            matchExpressions:
              - key: app
                operator: In
                values: [kafka, zookeeper]
          topologyKey: topology.kubernetes.io/zone`;
    assert.deepEqual(spreadOf(rule), ['anti-affinity topology.kubernetes.io/zone false topology.kubernetes.io/zone']);
  });

  test('against other pods is no spread', () => {
    const rule = `affinity:
  podAntiAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      - labelSelector:
          matchLabels:
            app: batch
        topologyKey: kubernetes.io/hostname`;
    assert.deepEqual(spreadOf(rule), []);
  });
});

describe('Kubernetes, Pod Topology Spread Constraints', () => {
  const constraint = (whenUnsatisfiable: string): string => `topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ${whenUnsatisfiable}
    labelSelector:
      matchLabels:
        app: kafka`;

  test('DoNotSchedule is required, ScheduleAnyway is not', () => {
    assert.deepEqual(spreadOf(constraint('DoNotSchedule')), [
      'topology-spread kubernetes.io/hostname true kubernetes.io/hostname',
    ]);
    assert.deepEqual(spreadOf(constraint('ScheduleAnyway')), [
      'topology-spread kubernetes.io/hostname false kubernetes.io/hostname',
    ]);
  });

  test('a constraint without a selector counts no pods', () => {
    assert.deepEqual(spreadOf('topologySpreadConstraints:\n  - maxSkew: 1\n    topologyKey: zone\n'), []);
  });
});

describe('ports of the node', () => {
  const ports = (port: string, podSpec = ''): readonly string[] => {
    const text = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: kafka
spec:
  template:
    spec:
${podSpec}      containers:
        - name: kafka
          image: apache/kafka:4.1.0
          ports:
            - ${port}
`;
    const { declarations } = extractFile({ uri: 'file:///k.yaml', path: 'k.yaml', text });
    return declarations.flatMap((each) => (each.kind === 'workload' ? (each.spread ?? []).map(({ by }) => by) : []));
  };

  test('one pod at most has a port of its node', () => {
    assert.deepEqual(ports('{ containerPort: 9092, hostPort: 9092 }'), ['host-port']);
    assert.deepEqual(ports('containerPort: 9092'), []);
  });

  test("with the node's network every port is one", () => {
    assert.deepEqual(ports('containerPort: 9092', '      hostNetwork: true\n'), ['host-port']);
  });
});
