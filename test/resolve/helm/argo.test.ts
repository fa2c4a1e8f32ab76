import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveManifest } from '../../../server/src/resolve/helm/manifests.ts';
import { filesOf, root } from '../../support/files.ts';
import { pathOf, shownCluster, systemOf } from '../../support/workspace.ts';

/** Oracle: Argo CD's user guide, "Helm": parameters stand over `valuesObject`, which stands over `values`. */
function redis(helm: string, kind = 'Application'): readonly string[] {
  const source = `source:
  chart: redis
  repoURL: https://charts.shop.example
  targetRevision: 20.1.0
  helm:
${helm}`;
  const indented = (depth: number): string => source.replace(/^(?=.)/gm, ' '.repeat(depth));
  const spec = kind === 'Application' ? indented(2) : `  template:\n    spec:\n${indented(6)}`;
  const text = `apiVersion: argoproj.io/v1alpha1\nkind: ${kind}\nmetadata:\n  name: cache\nspec:\n${spec}`;
  return systemOf({ 'cache.yaml': text }).clusters.map(shownCluster);
}

const text = '    values: |\n      architecture: replication\n      replica:\n        replicaCount: 2\n';

test('Argo CD, Values: the text of a file of values', () => {
  assert.deepEqual(redis(text), ['redis replicated 3 ? partial: cache']);
});

test('Argo CD, order of precedence: valuesObject over values', () => {
  assert.deepEqual(redis(`${text}    valuesObject:\n      architecture: standalone\n`), [
    'redis standalone 1 ? partial: cache',
  ]);
});

test('Argo CD, Helm Parameters: a parameter over both', () => {
  const parameters = '    parameters:\n      - name: replica.replicaCount\n        value: "4"\n';
  assert.deepEqual(redis(text + parameters), ['redis replicated 5 ? partial: cache']);
});

test('an ApplicationSet gives its template the same values', () => {
  assert.deepEqual(redis(text, 'ApplicationSet'), ['redis replicated 3 ? partial: redis']);
});

test('a text that is no map of values gives none: the chart is known and nothing of it', () => {
  assert.deepEqual(redis('    values: "3"\n'), ['redis unknown ? ? partial: cache']);
});

const shop = {
  'charts/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'charts/shop/values.yaml': 'replicas: 1\nimage: redis:7.2\nname: cache\n',
  'charts/shop/values-prod.yaml': 'replicas: 3\n',
  'charts/shop/templates/redis.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ .Values.name }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: redis
          image: {{ .Values.image }}
`,
};

/** An application of this repository; `helm` and `more` are the lines of its source and of its spec. */
function application(helm: string, more = ''): Readonly<Record<string, string>> {
  const text = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  source:
    repoURL: https://git.shop.example/team/shop.git
    path: charts/shop
    helm:
${helm}${more}`;
  return { ...shop, 'apps/shop.yaml': text };
}

/** What the applications of a file install, and what is noted in it. */
function view(texts: Readonly<Record<string, string>>, path: string): ReturnType<typeof resolveManifest> {
  const { files, extractions } = filesOf(texts);
  const own = extractions.find(({ uri }) => uri === root + path);
  assert.ok(own);
  return resolveManifest(own, files);
}

/** `name image replicas environment` of every workload. */
function workloads(texts: Readonly<Record<string, string>>, path = 'apps/shop.yaml'): readonly string[] {
  return view(texts, path).extraction.declarations.flatMap((each) =>
    each.kind === 'workload' ? [`${each.name} ${each.image?.value} ${each.replicas.value} ${each.environment}`] : [],
  );
}

function notes(texts: Readonly<Record<string, string>>, path = 'apps/shop.yaml'): readonly string[] {
  return view(texts, path).extraction.problems.map(({ code, args }) => `${code} ${args?.['path']}`);
}

test('Values Files: from the folder of the chart, the last one over the first, inline values and parameters over all', () => {
  const texts = application(`      valueFiles:
        - values-prod.yaml
        - /envs/live.yaml
      valuesObject:
        name: sessions
      parameters:
        - name: replicas
          value: "5"
`);
  const all = { ...texts, 'envs/live.yaml': 'image: redis:7.4\nname: live\n' };
  assert.deepEqual(workloads(all), ['sessions redis:7.4 5 prod']);
  const { covers } = view(all, 'apps/shop.yaml');
  assert.deepEqual(covers.map(pathOf).toSorted(), [
    'charts/shop/templates/redis.yaml',
    'charts/shop/values-prod.yaml',
    'charts/shop/values.yaml',
    'envs/live.yaml',
  ]);
});

test('Values Files: a pattern means its files in the order of their names', () => {
  const texts = application('      valueFiles:\n        - ../../envs/*.yaml\n');
  const all = { ...texts, 'envs/10.yaml': 'replicas: 2\n', 'envs/20.yaml': 'replicas: 4\n', 'envs/notes.txt': '' };
  assert.deepEqual(workloads(all), ['cache redis:7.2 4 undefined']);
});

test('Values Files: one that is missing is noted, and of what it may change nothing is said', () => {
  const texts = application('      valueFiles:\n        - missing.yaml\n');
  assert.deepEqual(workloads(texts), []);
  assert.deepEqual(notes(texts), ['values-file-missing missing.yaml']);
  const ignored = application('      valueFiles:\n        - missing.yaml\n      ignoreMissingValueFiles: true\n');
  assert.deepEqual(workloads(ignored), ['cache redis:7.2 1 undefined']);
  assert.deepEqual(notes(ignored), []);
  const outside = application('      valueFiles:\n        - ../../../secret.yaml\n');
  assert.deepEqual(notes(outside), ['file-outside ../../../secret.yaml']);
});

test('the namespace of the destination says what it is for, and is that of the objects', () => {
  const texts = application('      releaseName: live\n', '  destination:\n    namespace: shop-staging\n');
  assert.deepEqual(workloads(texts), ['cache redis:7.2 1 staging']);
  const workload = view(texts, 'apps/shop.yaml').extraction.declarations.find(({ kind }) => kind === 'workload');
  assert.equal(workload?.kind === 'workload' && workload.scope, `namespace:shop-staging?${root}apps/shop.yaml`);
});

/** Kafka of a repository of charts, with a file of values from a repository of its own name. */
function referring(address: string, chart = 'chart: kafka\n      repoURL: https://charts.shop.example'): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: events
spec:
  sources:
    - ${chart}
      helm:
        valueFiles:
          - $values/envs/prod/kafka.yaml
    - repoURL: ${address}
      ref: values
`;
}

test('Multiple sources: a file of values from the root of a repository with a name', () => {
  const texts = {
    'apps/events.yaml': referring('https://git.shop.example/team/deploy.git'),
    'envs/prod/kafka.yaml': 'controller:\n  replicaCount: 3\n',
  };
  const [kafka] = systemOf(texts).clusters;
  assert.ok(kafka);
  assert.equal(`${kafka.environment} ${shownCluster(kafka)}`, 'prod kafka cluster 3 ? partial: events');
});

test('Multiple sources: a repository that is not this one is not read', () => {
  const elsewhere = { 'apps/events.yaml': referring('https://git.shop.example/team/deploy.git') };
  assert.deepEqual(notes(elsewhere, 'apps/events.yaml'), ['values-elsewhere $values/envs/prod/kafka.yaml']);
  // The chart is of this repository, so a repository of another address is another one.
  const here = 'path: charts/shop\n      repoURL: git@git.shop.example:team/shop.git';
  const other = { ...shop, 'envs/prod/kafka.yaml': 'replicas: 9\n' };
  const apart = { ...other, 'apps/events.yaml': referring('https://git.shop.example/team/deploy.git', here) };
  assert.deepEqual(notes(apart, 'apps/events.yaml'), ['values-elsewhere $values/envs/prod/kafka.yaml']);
  const same = { ...other, 'apps/events.yaml': referring('https://git.shop.example/team/shop', here) };
  assert.deepEqual(workloads(same, 'apps/events.yaml'), ['cache redis:7.2 9 prod']);
});

test('ApplicationSet, List Generator: one application for each element', () => {
  const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: shop
spec:
  generators:
    - list:
        elements:
          - {env: staging, nodes: "1"}
          - {env: prod, nodes: "3"}
  template:
    metadata:
      name: shop-{{env}}
    spec:
      source:
        repoURL: https://git.shop.example/team/shop.git
        path: charts/shop
        helm:
          valueFiles: ['values-{{ env }}.yaml']
          ignoreMissingValueFiles: true
          parameters:
            - {name: name, value: 'cache-{{.nodes}}'}
      destination:
        namespace: shop-{{env}}
`;
  assert.deepEqual(workloads({ ...shop, 'apps/shop.yaml': set }), [
    'cache-1 redis:7.2 1 staging',
    'cache-3 redis:7.2 3 prod',
  ]);
});

test('ApplicationSet: what another generator fills in is unknown', () => {
  const set = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: shop
spec:
  generators:
    - clusters: {}
  template:
    metadata:
      name: shop-{{name}}
    spec:
      source:
        repoURL: https://git.shop.example/team/shop.git
        path: charts/shop
        helm:
          parameters:
            - {name: replicas, value: '{{metadata.labels.nodes}}'}
`;
  assert.deepEqual(workloads({ ...shop, 'apps/shop.yaml': set }), ['cache redis:7.2 undefined undefined']);
});

test('an Application of another group, as of Kubernetes itself, installs nothing', () => {
  const text =
    'apiVersion: app.k8s.io/v1beta1\nkind: Application\nmetadata:\n  name: redis\nspec:\n  source:\n    chart: redis\n';
  assert.deepEqual(systemOf({ 'app.yaml': text }).clusters, []);
});
