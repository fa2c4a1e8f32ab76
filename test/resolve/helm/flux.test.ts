import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveManifest } from '../../../server/src/resolve/helm/manifests.ts';
import { filesOf, root } from '../../support/files.ts';
import { pathOf, shownCluster, systemOf } from '../../support/workspace.ts';

/**
 * Oracle: Flux's documentation of HelmRelease ("Values references", "Inline values", "Chart reference", "Release name", "Target
 * namespace") and of HelmChart ("Values files").
 */

type Texts = Readonly<Record<string, string>>;

/** A release of Redis from a repository of charts; `lines` are those of its `spec` behind the chart. */
function redis(lines: string): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: sessions
  namespace: shop
spec:
  chart:
    spec:
      chart: redis
      sourceRef:
        kind: HelmRepository
        name: charts
${lines}`;
}

function view(texts: Texts, path = 'release.yaml'): ReturnType<typeof resolveManifest> {
  const { files, extractions } = filesOf(texts);
  const own = extractions.find(({ uri }) => uri === root + path);
  assert.ok(own);
  return resolveManifest(own, files);
}

/** `name=value`, with `< value (file)` for each statement it stands over. */
function values(texts: Texts): readonly string[] {
  return view(texts).extraction.declarations.flatMap((each) =>
    each.kind !== 'values'
      ? []
      : each.fields.map((field) => {
          let text = `${field.name}=${field.value}`;
          for (let weaker = field.overrides; weaker !== undefined; weaker = weaker.overrides)
            text += ` < ${weaker.value} (${pathOf(weaker.at.uri)})`;
          return text;
        }),
  );
}

function notes(texts: Texts, path?: string): readonly string[] {
  return view(texts, path).extraction.problems.map(
    ({ code, args }) => `${code} ${args?.['kind'] ?? ''} ${args?.['name'] ?? args?.['path']}`,
  );
}

function configMap(name: string, lines: string, namespace = 'shop'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\ndata:\n${lines}`;
}

test('Values references: in their order, inline values over them, what has a path of its own over all', () => {
  const texts = {
    'release.yaml': redis(`  valuesFrom:
    - kind: ConfigMap
      name: common
    - kind: ConfigMap
      name: prod
      valuesKey: prod.yaml
    - kind: Secret
      name: sizes
      valuesKey: replicas
      targetPath: replica.replicaCount
  values:
    architecture: replication
    replica:
      replicaCount: 1
`),
    'common/config.yaml': configMap('common', '  values.yaml: |\n    architecture: standalone\n    size: 1Gi\n'),
    'prod.yaml': configMap('prod', '  prod.yaml: |\n    size: 8Gi\n'),
    'sizes.yaml':
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: sizes\n  namespace: shop\nstringData:\n  replicas: "4"\n',
  };
  assert.deepEqual(values(texts), [
    'redis.size=8Gi < 1Gi (common/config.yaml)',
    'redis.architecture=replication < standalone (common/config.yaml)',
    'redis.replica.replicaCount=4 < 1 (release.yaml)',
  ]);
  assert.deepEqual(notes(texts), []);
  assert.deepEqual(systemOf(texts).clusters.map(shownCluster), ['redis replicated 5 ? partial: sessions']);
});

test('Values references: the encoded data of a Secret is read where its entry stands', () => {
  const encoded = btoa('architecture: standalone\n');
  const secret = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: values\n  namespace: shop\ndata:\n  values.yaml: ${encoded}\n`;
  const texts = {
    'release.yaml': redis('  valuesFrom:\n    - kind: Secret\n      name: values\n'),
    'secret.yaml': secret,
  };
  const tree = view(texts).extraction.declarations.find(({ kind }) => kind === 'values');
  const [field] = tree?.kind === 'values' ? tree.fields : [];
  assert.equal(field?.value, 'standalone');
  assert.equal(pathOf(field.at.uri), 'secret.yaml');
  assert.equal(field.at.value?.start, secret.indexOf(encoded));
});

test('Values references: what is not in the workspace is noted, and hides what is weaker', () => {
  const references = `  valuesFrom:
    - kind: ConfigMap
      name: common
    - kind: ConfigMap
      name: gone
    - kind: Secret
      name: may-be
      optional: true
  values:
    size: 1Gi
`;
  const texts = { 'release.yaml': redis(references), 'c.yaml': configMap('common', '  values.yaml: |\n    a: 1\n') };
  assert.deepEqual(values(texts), ['redis.size=1Gi']);
  assert.deepEqual(notes(texts), ['values-source-missing ConfigMap gone']);
});

test('Values references: a ConfigMap of another namespace is another one', () => {
  const texts = {
    'release.yaml': redis('  valuesFrom:\n    - kind: ConfigMap\n      name: common\n'),
    'c.yaml': configMap('common', '  values.yaml: |\n    a: 1\n', 'elsewhere'),
  };
  assert.deepEqual(notes(texts), ['values-source-missing ConfigMap common']);
});

test('Chart reference: the chart of an OCIRepository, and of a HelmChart', () => {
  const reference = (kind: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: events
spec:
  chartRef:
    kind: ${kind}
    name: events
  values:
    controller:
      replicaCount: 3
`;
  const oci =
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata:\n  name: events\nspec:\n  url: oci://registry.shop.example/charts/kafka\n';
  const chart =
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmChart\nmetadata:\n  name: events\nspec:\n  chart: kafka\n  sourceRef:\n    kind: HelmRepository\n    name: charts\n';
  const expected = ['kafka cluster 3 ? partial: events'];
  assert.deepEqual(
    systemOf({ 'release.yaml': reference('OCIRepository'), 'source.yaml': oci }).clusters.map(shownCluster),
    expected,
  );
  assert.deepEqual(
    systemOf({ 'release.yaml': `${reference('HelmChart')}---\n${chart}` }).clusters.map(shownCluster),
    expected,
  );
  assert.deepEqual(notes({ 'release.yaml': reference('HelmChart') }), ['chart-source-missing HelmChart events']);
});

const chart = {
  'charts/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'charts/shop/values.yaml': 'replicas: 1\nimage: redis:7.2\n',
  'charts/shop/values-prod.yaml': 'replicas: 3\n',
  'charts/shop/templates/redis.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: redis
          image: {{ .Values.image }}
`,
};

function local(lines: string, target = ''): Texts {
  const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: cache
  namespace: flux-system
spec:
  chart:
    spec:
      chart: ./charts/shop
      sourceRef:
        kind: GitRepository
        name: flux-system
${lines}${target}`;
  return { ...chart, 'clusters/live/cache.yaml': release };
}

function workloads(texts: Texts): readonly string[] {
  return view(texts, 'clusters/live/cache.yaml').extraction.declarations.flatMap((each) =>
    each.kind === 'workload' ? [`${each.name} ${each.image?.value} ${each.replicas.value} ${each.scope}`] : [],
  );
}

test('a chart of a GitRepository that is this one: its templates, in the target namespace', () => {
  const place = (namespace: string): string => `namespace:${namespace}?${root}clusters/live/cache.yaml`;
  assert.deepEqual(workloads(local('')), [`cache redis:7.2 1 ${place('flux-system')}`]);
  assert.deepEqual(workloads(local('', '  targetNamespace: shop\n')), [`shop-cache redis:7.2 1 ${place('shop')}`]);
  assert.deepEqual(workloads(local('', '  releaseName: c\n')), [`c redis:7.2 1 ${place('flux-system')}`]);
});

test('HelmChart, Values files: from the root of the repository, in place of those of the chart', () => {
  const files = (...paths: readonly string[]): string =>
    `      valuesFiles:\n${paths.map((path) => `        - ${path}\n`).join('')}`;
  const [both] = workloads(local(files('./charts/shop/values.yaml', 'charts/shop/values-prod.yaml')));
  assert.match(both ?? '', /^cache redis:7\.2 3 /);
  const [alone] = workloads(local(files('charts/shop/values-prod.yaml')));
  assert.match(alone ?? '', /^cache undefined 3 /);
  const missing = local(files('charts/shop/gone.yaml'));
  assert.deepEqual(workloads(missing), []);
  assert.deepEqual(notes(missing, 'clusters/live/cache.yaml'), ['values-file-missing  charts/shop/gone.yaml']);
});

test('a kustomization that patches a release changes what it installs', () => {
  const texts = {
    'base/release.yaml': redis('  values:\n    architecture: standalone\n'),
    'base/kustomization.yaml': 'resources:\n  - release.yaml\n',
    'overlays/prod/kustomization.yaml': 'resources:\n  - ../../base\npatches:\n  - path: redis.yaml\n',
    'overlays/prod/redis.yaml':
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: sessions\n  namespace: shop\nspec:\n  values:\n    architecture: replication\n    replica:\n      replicaCount: 2\n',
  };
  const clusters = systemOf(texts).clusters.map((cluster) => `${cluster.environment} ${shownCluster(cluster)}`);
  assert.deepEqual(clusters, ['prod redis replicated 3 ? partial: sessions']);
});
