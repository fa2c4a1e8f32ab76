import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { evictionsOf } from '../../../server/src/model/budget.ts';
import { systemOf } from '../../support/workspace.ts';

/** "Specifying a Disruption Budget for your Application" of the Kubernetes documentation: https://kubernetes.io/docs/tasks/run-application/configure-pdb/ */
function budget(spec: string, more: { readonly version?: string; readonly namespace?: string } = {}): string {
  const { version = 'v1', namespace } = more;
  return `apiVersion: policy/${version}
kind: PodDisruptionBudget
metadata:
  name: zk
${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:
${spec.replace(/^/gm, '  ')}
`;
}

function ensemble(replicas: number, name = 'zookeeper'): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
spec:
  serviceName: zookeeper
  replicas: ${replicas}
  template:
    metadata:
      labels: { app: zookeeper, server: ${name} }
    spec:
      containers:
        - name: zookeeper
          image: zookeeper:3.9.3
`;
}

const selector = 'selector:\n  matchLabels: { app: zookeeper }';

/** `zookeeper: zk 1 of 3`: for each deployment its budgets, how many evictions each allows, and of how many pods. */
function budgetsIn(files: Readonly<Record<string, string>>): readonly string[] {
  return systemOf(files).clusters.flatMap(({ deployments }) =>
    deployments.flatMap(({ name, budgets = [] }) =>
      budgets.map((held) => `${name}: ${held.budget.name} ${evictionsOf(held)} of ${held.pods}`),
    ),
  );
}

function allowed(limit: string, replicas: number): readonly string[] {
  return budgetsIn({ 'k8s/pdb.yaml': budget(`${selector}\n${limit}`), 'k8s/zookeeper.yaml': ensemble(replicas) });
}

describe('Specifying a PodDisruptionBudget', () => {
  test('minAvailable leaves that many', () => {
    assert.deepEqual(allowed('minAvailable: 2', 3), ['zookeeper: zk 1 of 3']);
  });

  test('maxUnavailable takes that many', () => {
    assert.deepEqual(allowed('maxUnavailable: 2', 3), ['zookeeper: zk 2 of 3']);
  });

  test('more than there are', () => {
    assert.deepEqual(allowed('minAvailable: 5', 3), ['zookeeper: zk 0 of 3']);
    assert.deepEqual(allowed('maxUnavailable: 5', 3), ['zookeeper: zk 3 of 3']);
  });

  test('without a limit it says nothing', () => {
    assert.deepEqual(allowed('', 3), []);
  });

  test('a limit that is filled in later is not known', () => {
    assert.deepEqual(allowed('minAvailable: ${MIN}', 3), ['zookeeper: zk undefined of 3']);
  });
});

describe('Rounding logic when specifying percentages', () => {
  test('minAvailable is rounded up: 50% of 7 are 4', () => {
    assert.deepEqual(allowed('minAvailable: 50%', 7), ['zookeeper: zk 3 of 7']);
  });

  test('67% of 3 are all 3', () => {
    assert.deepEqual(allowed('minAvailable: 67%', 3), ['zookeeper: zk 0 of 3']);
  });

  test('maxUnavailable is rounded up: 50% of 3 are 2', () => {
    assert.deepEqual(allowed('maxUnavailable: "50%"', 3), ['zookeeper: zk 2 of 3']);
  });
});

describe('the pods it selects', () => {
  const one = (spec: string, more: Parameters<typeof budget>[1] = {}): readonly string[] =>
    budgetsIn({
      'k8s/pdb.yaml': budget(`${spec}\nmaxUnavailable: 1`, more),
      'k8s/zookeeper.yaml': ensemble(3),
    });

  test('by expressions', () => {
    assert.equal(
      one('selector:\n  matchExpressions:\n    - { key: app, operator: In, values: [zookeeper] }').length,
      1,
    );
    assert.equal(
      one('selector:\n  matchExpressions:\n    - { key: app, operator: NotIn, values: [zookeeper] }').length,
      0,
    );
  });

  test('every label must fit', () => {
    assert.deepEqual(one('selector:\n  matchLabels: { app: zookeeper, tier: data }'), []);
  });

  test('an empty selector selects all in policy/v1 and none in policy/v1beta1; a missing one none', () => {
    assert.equal(one('selector: {}').length, 1);
    assert.equal(one('selector: {}', { version: 'v1beta1' }).length, 0);
    assert.equal(one('').length, 0);
  });

  test('in its own namespace only', () => {
    assert.deepEqual(one(selector, { namespace: 'other' }), []);
  });

  test('several workloads are counted together', () => {
    const files = {
      'k8s/pdb.yaml': budget(`${selector}\nmaxUnavailable: 1`),
      'k8s/zoo1.yaml': ensemble(1, 'zoo1'),
      'k8s/zoo2.yaml': ensemble(2, 'zoo2'),
    };
    assert.deepEqual(budgetsIn(files), ['zoo1: zk 1 of 3', 'zoo2: zk 1 of 3']);
  });

  test('of two projects with the same labels the nearest', () => {
    const files = {
      'a/pdb.yaml': budget(`${selector}\nmaxUnavailable: 1`),
      'a/zookeeper.yaml': ensemble(3),
      'b/zookeeper.yaml': ensemble(5),
    };
    assert.deepEqual(budgetsIn(files), ['zookeeper: zk 1 of 3']);
  });

  test('of alternatives each by itself', () => {
    const files = {
      'k8s/pdb.yaml': budget(`${selector}\nminAvailable: 2`),
      'k8s/small/zookeeper.yaml': ensemble(3),
      'k8s/large/zookeeper.yaml': ensemble(5),
    };
    assert.deepEqual(budgetsIn(files).toSorted(), ['zookeeper: zk 1 of 3', 'zookeeper: zk 3 of 5']);
  });

  test('a compose service has none', () => {
    const files = {
      'pdb.yaml': budget('selector: {}\nmaxUnavailable: 1'),
      'docker-compose.yml': 'services:\n  zookeeper:\n    image: zookeeper:3.9.3\n',
    };
    assert.deepEqual(budgetsIn(files), []);
  });
});

describe('in views', () => {
  const base = {
    'base/kustomization.yaml': 'resources: [zookeeper.yaml, pdb.yaml]\n',
    'base/zookeeper.yaml': ensemble(3),
    'base/pdb.yaml': budget(`${selector}\nmaxUnavailable: 1`),
  };

  test('Kustomize: replicas, prefix, labels and patches of the overlay', () => {
    const overlay = `resources: [../../base]
namePrefix: prod-
namespace: coordination
commonLabels: { app: coordination }
replicas:
  - { name: zookeeper, count: 5 }
patches:
  - target: { kind: PodDisruptionBudget }
    patch: |-
      - { op: replace, path: /spec/maxUnavailable, value: 2 }
`;
    const files = { ...base, 'overlays/prod/kustomization.yaml': overlay };
    assert.deepEqual(budgetsIn(files), ['prod-zookeeper: prod-zk 2 of 5']);
  });

  test('Helm: what the values give', () => {
    const files = {
      'chart/Chart.yaml': 'apiVersion: v2\nname: coordination\nversion: 1.0.0\n',
      'chart/values.yaml': 'replicas: 3\npdb:\n  minAvailable: 2\n',
      'chart/values-prod.yaml': 'replicas: 5\npdb:\n  minAvailable: 3\n',
      'chart/templates/zookeeper.yaml': ensemble(3).replace('replicas: 3', 'replicas: {{ .Values.replicas }}'),
      'chart/templates/pdb.yaml': budget(`${selector}\nminAvailable: {{ .Values.pdb.minAvailable }}`),
    };
    assert.deepEqual(budgetsIn(files).toSorted(), ['zookeeper: zk 1 of 3', 'zookeeper: zk 2 of 5']);
  });

  describe('Helm: labels that a template makes of the name of the release', () => {
    const named = (name: string): string =>
      `selector:\n  matchLabels: { release: "{{ .Release.Name }}", app: ${name} }\nmaxUnavailable: 1`;
    const chart = {
      'chart/Chart.yaml': 'apiVersion: v2\nname: coordination\nversion: 1.0.0\n',
      'chart/values.yaml': 'replicas: 3\n',
      'chart/templates/zookeeper.yaml': ensemble(3).replace(
        'app: zookeeper',
        'release: "{{ .Release.Name }}", app: zookeeper',
      ),
    };

    test('what is known of them is enough where it selects one workload', () => {
      const files = { ...chart, 'chart/templates/pdb.yaml': budget(named('zookeeper')) };
      assert.deepEqual(budgetsIn(files), ['zookeeper: zk 1 of 3']);
    });

    test('it is not where it selects several', () => {
      const second = ensemble(1, 'other').replace('app: zookeeper', 'app: "{{ .Release.Name }}-other"');
      const open = 'selector:\n  matchLabels: { app: "{{ .Release.Name }}-other", tier: data }\nmaxUnavailable: 1';
      const tier = (text: string): string => text.replace('labels: { ', 'labels: { tier: data, ');
      const files = {
        ...chart,
        'chart/templates/zookeeper.yaml': tier(ensemble(3)),
        'chart/templates/other.yaml': tier(second),
        'chart/templates/pdb.yaml': budget(open),
      };
      assert.deepEqual(budgetsIn(files), []);
    });

    test('nor are all of them needed where a named template gives the others', () => {
      const templated = (text: string, indent: number): string =>
        text
          .replace(
            '{ app: zookeeper',
            `{{- include "unknown.labels" . | nindent ${indent} }}\n${' '.repeat(indent)}app: zookeeper`,
          )
          .replace(/, server: \w+ }| }$/m, '');
      const files = {
        'chart/Chart.yaml': 'apiVersion: v2\nname: coordination\nversion: 1.0.0\n',
        'chart/values.yaml': 'replicas: 3\npdb: { create: true, minAvailable: "" }\n',
        'chart/templates/zookeeper.yaml': templated(ensemble(3), 8),
        'chart/templates/pdb.yaml': `{{- if .Values.pdb.create }}
apiVersion: {{ include "unknown.policy" . }}
kind: PodDisruptionBudget
metadata:
  name: {{ template "unknown.name" . }}
spec:
  {{- if .Values.pdb.minAvailable }}
  minAvailable: {{ .Values.pdb.minAvailable }}
  {{- else }}
  maxUnavailable: {{ .Values.pdb.maxUnavailable | default 1 }}
  {{- end }}
  selector:
    matchLabels: {{- include "unknown.labels" . | nindent 6 }}
      app: zookeeper
{{- end }}
`,
      };
      assert.deepEqual(budgetsIn(files), ['zookeeper: pdb 1 of 3']);
      const prod = { 'chart/values-prod.yaml': 'pdb: { minAvailable: 1 }\n' };
      assert.deepEqual(budgetsIn({ ...files, ...prod }).toSorted(), ['zookeeper: pdb 1 of 3', 'zookeeper: pdb 2 of 3']);
      const off = { 'chart/values-dev.yaml': 'pdb: { create: false }\n' };
      assert.deepEqual(budgetsIn({ ...files, ...off }), ['zookeeper: pdb 1 of 3']);
    });

    test('nothing known of them selects nothing', () => {
      const open = 'selector:\n  matchLabels: { app: "{{ .Release.Name }}" }\nmaxUnavailable: 1';
      assert.deepEqual(budgetsIn({ ...chart, 'chart/templates/pdb.yaml': budget(open) }), []);
    });
  });

  test('a template nobody fills in says nothing', () => {
    const files = {
      'templates/pdb.yaml': budget(
        'selector:\n  matchLabels: {{- include "labels" . | nindent 6 }}\nmaxUnavailable: 1',
      ),
      'templates/zookeeper.yaml': ensemble(3),
    };
    assert.deepEqual(budgetsIn(files), []);
  });
});

describe('a budget that selects nothing', () => {
  const wrong = budget('selector:\n  matchLabels: { app: zk }\nmaxUnavailable: 1').replace(
    'name: zk',
    'name: zookeeper-pdb',
  );

  test('is meant for the workload of its name in the same file', () => {
    assert.deepEqual(budgetsIn({ 'k8s/zookeeper.yaml': `${ensemble(3)}---\n${wrong}` }), [
      'zookeeper: zookeeper-pdb 0 of 0',
    ]);
  });

  test('in another file nobody knows for whom it is', () => {
    assert.deepEqual(budgetsIn({ 'k8s/zookeeper.yaml': ensemble(3), 'k8s/pdb.yaml': wrong }), []);
  });

  test('an operator may make its pods', () => {
    const operated = `apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata:
  name: orders
spec:
  kafka: { replicas: 3 }
`;
    assert.deepEqual(budgetsIn({ 'k8s/zookeeper.yaml': `${ensemble(3)}---\n${wrong}---\n${operated}` }), []);
  });
});

/** "Pod disruption budget" of the charts of Bitnami: https://github.com/bitnami/charts/blob/main/bitnami/zookeeper/values.yaml */
describe('values of a chart that is not in the workspace', () => {
  const chart = {
    'shop/Chart.yaml': `apiVersion: v2
name: shop
version: 1.0.0
dependencies:
  - name: zookeeper
    version: 13.x.x
    repository: oci://registry-1.docker.io/bitnamicharts
  - name: kafka
    version: 31.x.x
    repository: oci://registry-1.docker.io/bitnamicharts
`,
  };
  const budgets = (values: string): readonly string[] => budgetsIn({ ...chart, 'shop/values.yaml': values });

  test('a budget that is made, with its limit', () => {
    const values = 'zookeeper:\n  replicaCount: 3\n  pdb: { create: true, minAvailable: 1 }\n';
    assert.deepEqual(budgets(values), ['zookeeper: zookeeper 2 of 3']);
  });

  test('the brokers and the controllers of Kafka have their own', () => {
    const values = `kafka:
  controller: { replicaCount: 3, controllerOnly: true, pdb: { create: true, maxUnavailable: 1 } }
  broker: { replicaCount: 5, pdb: { create: true, maxUnavailable: 2 } }
`;
    assert.deepEqual(budgets(values), ['kafka: kafka 2 of 5']);
  });

  test('not made, without a limit, or with two, it says nothing', () => {
    for (const pdb of [
      'minAvailable: 1',
      'create: false, minAvailable: 1',
      'create: true',
      'create: true, minAvailable: 1, maxUnavailable: 1',
    ])
      assert.deepEqual(budgets(`zookeeper:\n  replicaCount: 3\n  pdb: { ${pdb} }\n`), []);
  });

  test('the number of instances knows what it stands over', () => {
    const files = {
      ...chart,
      'shop/values.yaml': 'zookeeper:\n  replicaCount: 1\n',
      'shop/values-prod.yaml': 'zookeeper:\n  replicaCount: 3\n',
    };
    const counts = systemOf(files).clusters.flatMap(({ deployments }) =>
      deployments
        .filter(({ component }) => component === 'zookeeper')
        .map(({ instances }) => `${instances.value} over ${instances.overrides?.value}`),
    );
    assert.deepEqual(counts.toSorted(), ['1 over undefined', '3 over 1']);
  });
});
