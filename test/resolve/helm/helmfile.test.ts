import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveHelmfile } from '../../../server/src/resolve/helm/helmfile.ts';
import type { Problem } from '../../../server/src/model/part.ts';
import { filesOf, root } from '../../support/files.ts';
import { pathOf, shownCluster, systemOf } from '../../support/workspace.ts';

/**
 * Oracle: helmfile's documentation, "Configuration", "Environments", "Values Merging and Data Flow" and "Paths", and for the order of
 * `valuesTemplate` and `values` its source (pkg/state/release.go). The program itself is in no package registry these tests may use.
 */

type Texts = Readonly<Record<string, string>>;

function view(texts: Texts, path = 'helmfile.yaml'): ReturnType<typeof resolveHelmfile> {
  const { files, extractions } = filesOf(texts);
  const own = extractions.find(({ uri }) => uri === root + path);
  assert.equal(own?.format, 'helmfile');
  return resolveHelmfile(own, files);
}

/** `release: name=value` for every value of the releases, with `< value (file)` for each statement it stands over. */
function values(texts: Texts, path?: string): readonly string[] {
  return view(texts, path).extraction.declarations.flatMap((each) => {
    if (each.kind !== 'values') return [];
    return each.fields.map((field) => {
      let text = `${each.release}: ${field.name}=${field.value}`;
      for (let weaker = field.overrides; weaker !== undefined; weaker = weaker.overrides)
        text += ` < ${weaker.value} (${pathOf(weaker.at.uri)})`;
      return text;
    });
  });
}

function problems(texts: Texts, path?: string): readonly Problem[] {
  return view(texts, path).extraction.problems;
}

/** `environment cluster` of all that is installed. */
function clusters(texts: Texts): readonly string[] {
  return systemOf(texts).clusters.map((cluster) => `${cluster.environment} ${shownCluster(cluster)}`);
}

test('Configuration, releases: files of values in their order, maps between them, single values over all', () => {
  const texts = {
    'helmfile.yaml': `releases:
  - name: sessions
    chart: bitnami/redis
    values:
      - values/redis.yaml
      - architecture: replication
      - values/redis-more.yaml
    set:
      - name: replica.replicaCount
        value: 2
`,
    'values/redis.yaml': 'architecture: standalone\nauth:\n  enabled: true\n',
    'values/redis-more.yaml': 'auth:\n  enabled: false\nreplica:\n  replicaCount: 5\n',
  };
  assert.deepEqual(values(texts), [
    'sessions: redis.architecture=replication < standalone (values/redis.yaml)',
    'sessions: redis.auth.enabled=false < true (values/redis.yaml)',
    'sessions: redis.replica.replicaCount=2 < 5 (values/redis-more.yaml)',
  ]);
  assert.deepEqual(clusters(texts), ['unknown redis replicated 3 ? partial: sessions']);
});

test('Configuration, chart: of a repository, an OCI registry and an archive, without a value', () => {
  const releases = [
    'bitnami/kafka',
    'oci://registry.shop.example/charts/redis:19.6.0',
    'https://x.example/rabbitmq-14.1.0.tgz',
  ];
  const texts = {
    'helmfile.yaml': `releases:\n${releases.map((chart, n) => `  - name: r${n}\n    chart: ${chart}\n`).join('')}`,
  };
  assert.deepEqual(
    systemOf(texts).clusters.map(({ component, name }) => `${component} ${name}`),
    ['kafka r0', 'redis r1', 'rabbitmq r2'],
  );
});

const environments = `environments:
  staging:
    values:
      - env/staging.yaml
  production:
    values:
      - env/production.yaml
---
`;

test('Environments: each one is a view of its own, with its values in the templates of the helmfile', () => {
  const texts = {
    'helmfile.yaml': `${environments}releases:
  - name: events
    chart: bitnami/kafka
    values:
      - controller:
          replicaCount: {{ .Values.kafka.nodes }}
`,
    'env/staging.yaml': 'kafka:\n  nodes: 1\n',
    'env/production.yaml': 'kafka:\n  nodes: 3\n',
  };
  assert.deepEqual(clusters(texts), [
    'staging kafka standalone 1 ? partial: events',
    'prod kafka cluster 3 ? partial: events',
  ]);
});

test('Environments: a release that is installed in one of them only', () => {
  const texts = {
    'helmfile.yaml.gotmpl': `${environments}releases:
  - name: sessions
    chart: bitnami/redis
    installed: {{ eq .Environment.Name "production" | toYaml }}
`,
    'env/staging.yaml': '',
    'env/production.yaml': '',
  };
  assert.deepEqual(clusters(texts), [
    'staging redis unknown ? ? off partial: sessions',
    'prod redis unknown ? ? partial: sessions',
  ]);
});

test('Configuration, condition: the value at a path switches a release', () => {
  const texts = {
    'helmfile.yaml': `values:
  - redis: {enabled: false}
---
releases:
  - {name: sessions, chart: bitnami/redis, condition: redis.enabled}
  - {name: events, chart: bitnami/kafka, installed: false}
  - {name: queue, chart: bitnami/rabbitmq}
`,
  };
  assert.deepEqual(
    systemOf(texts).clusters.map(({ name, state }) => `${name} ${state}`),
    ['sessions inactive', 'events inactive', 'queue active'],
  );
});

test('Values Merging: root values, then defaults of the environment, then its values; templates of values see them', () => {
  const texts = {
    'helmfile.yaml': `values:
  - nodes: 1
    policy: noeviction
    size: 8Gi
environments:
  production:
    defaults:
      - nodes: 2
        policy: allkeys-lru
    values:
      - nodes: 3
---
releases:
  - name: sessions
    chart: bitnami/redis
    values:
      - values.yaml.gotmpl
`,
    'values.yaml.gotmpl':
      'replica:\n  replicaCount: {{ .Values.nodes }}\npolicy: {{ .Values.policy }}\nsize: {{ .Values | get "size" "1Gi" }}\nclass: {{ .Values | get "class" "standard" }}\n',
  };
  assert.deepEqual(values(texts), [
    'sessions: redis.replica.replicaCount=3 < 2 (helmfile.yaml) < 1 (helmfile.yaml)',
    'sessions: redis.policy=allkeys-lru < noeviction (helmfile.yaml)',
    'sessions: redis.size=8Gi',
    'sessions: redis.class=standard',
  ]);
});

test('Values Merging, Merge strategy: under `fallback` earlier files win', () => {
  const texts = {
    'helmfile.yaml': `environments:
  production:
    mergeStrategy: fallback
    values:
      - nodes: 3
      - nodes: 1
        size: 8Gi
---
releases:
  - name: sessions
    chart: bitnami/redis
    values:
      - replica: {replicaCount: {{ .Values.nodes }}}
        size: {{ .Values.size }}
`,
  };
  assert.deepEqual(
    values(texts).map((each) => each.replace(/ <.*/, '')),
    ['sessions: redis.replica.replicaCount=3', 'sessions: redis.size=8Gi'],
  );
});

test('Environment Secrets: that they are set is known, and nothing of their values', () => {
  const texts = {
    'helmfile.yaml': `releases:
  - name: sessions
    chart: bitnami/redis
    values:
      - auth: {enabled: true, password: plain}
    secrets:
      - secrets.yaml
`,
    'secrets.yaml': 'auth:\n  password: ENC[AES256_GCM,data:abc]\n',
  };
  assert.deepEqual(values(texts), [
    'sessions: redis.auth.enabled=true',
    'sessions: redis.auth.password=undefined < plain (helmfile.yaml)',
  ]);
});

test('Using environment variables: what the shell says is unknown, also where it has a default', () => {
  const texts = {
    'helmfile.yaml': `releases:
  - name: sessions
    chart: bitnami/redis
    values:
      - replica:
          replicaCount: {{ env "REPLICAS" | default "2" }}
        image:
          tag: {{ requiredEnv "TAG" | quote }}
`,
  };
  assert.deepEqual(values(texts), [
    'sessions: redis.replica.replicaCount=undefined',
    'sessions: redis.image.tag=undefined',
  ]);
});

test('Release templates: anchors and `inherit`, with texts that speak of the release', () => {
  const texts = {
    'helmfile.yaml': `templates:
  default: &default
    namespace: data
    chart: bitnami/{{\`{{ .Release.Name }}\`}}
    values:
      - config/{{\`{{ .Release.Name }}\`}}/values.yaml
releases:
  - name: redis
    <<: *default
  - name: kafka
    inherit:
      - template: default
`,
    'config/redis/values.yaml': 'architecture: standalone\n',
    'config/kafka/values.yaml': 'controller:\n  replicaCount: 3\n',
  };
  assert.deepEqual(clusters(texts), [
    'unknown redis standalone 1 ? partial: redis',
    'unknown kafka cluster 3 ? partial: kafka',
  ]);
});

const shop = {
  'charts/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'charts/shop/values.yaml': 'replicas: 1\nimage: redis:7.2\n',
  'charts/shop/templates/redis.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ .Release.Name }}-redis
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: redis
          image: {{ .Values.image }}
`,
};

test('a chart of the workspace: its templates with the values of the release, its own covered', () => {
  const texts = {
    ...shop,
    'deploy/helmfile.yaml': `releases:
  - name: cache
    namespace: shop-prod
    chart: ../charts/shop
    values:
      - shop.yaml
`,
    'deploy/shop.yaml': 'replicas: 3\nimage: null\n',
  };
  const { extraction, covers } = view(texts, 'deploy/helmfile.yaml');
  const [workload] = extraction.declarations;
  assert.ok(workload?.kind === 'workload');
  assert.equal(workload.name, 'cache-redis');
  assert.equal(workload.scope, `namespace:shop-prod?${root}deploy/helmfile.yaml`);
  assert.equal(workload.environment, 'prod');
  assert.equal(workload.replicas.value, 3);
  // A null takes the chart's own value away.
  assert.equal(workload.image?.value, undefined);
  assert.deepEqual(covers.map(pathOf).toSorted(), [
    'charts/shop/templates/redis.yaml',
    'charts/shop/values.yaml',
    'deploy/shop.yaml',
  ]);
});

test('Configuration, helmfiles and bases: what they bring belongs to the helmfile around', () => {
  const texts = {
    'helmfile.yaml': `bases:
  - environments.yaml
---
helmfiles:
  - path: data/helmfile.yaml
    values:
      - nodes: 5
`,
    'environments.yaml': 'environments:\n  production:\n    values:\n      - nodes: 3\n',
    'data/helmfile.yaml': `values:
  - nodes: 1
---
releases:
  - name: events
    chart: bitnami/kafka
    values:
      - controller:
          replicaCount: {{ .Values.nodes }}
`,
  };
  assert.deepEqual(clusters(texts), ['prod kafka cluster 5 ? partial: events']);
  assert.deepEqual(view(texts).covers.map(pathOf).toSorted(), ['data/helmfile.yaml', 'environments.yaml']);
});

test('files of `helmfile.d` are helmfiles, whatever they are called', () => {
  const texts = { 'helmfile.d/10-data.yaml': 'releases:\n  - name: sessions\n    chart: bitnami/redis\n' };
  assert.deepEqual(clusters(texts), ['unknown redis unknown ? ? partial: sessions']);
});

test('a file, a chart or a helmfile that is not there is noted at its place, and hides what it may change', () => {
  const texts = {
    ...shop,
    'helmfile.yaml': `bases:
  - gone.yaml
helmfiles:
  - git::https://git.shop.example/deploy.git@helmfile.yaml
releases:
  - name: shop
    chart: ./charts/shop
    values:
      - missing.yaml
      - replicas: 3
  - name: other
    chart: ./charts/other
  - name: out
    chart: ../out
`,
  };
  const noted = problems(texts).map(({ code, args, span }) => {
    assert.ok(span);
    return `${code} ${args?.['path']} ${texts['helmfile.yaml'].slice(span.start, span.end)}`;
  });
  assert.deepEqual(noted.toSorted(), [
    'chart-missing ./charts/other ./charts/other',
    'file-outside ../out ../out',
    'helmfile-missing gone.yaml gone.yaml',
    'helmfile-remote git::https://git.shop.example/deploy.git@helmfile.yaml git::https://git.shop.example/deploy.git@helmfile.yaml',
    'values-file-missing missing.yaml missing.yaml',
  ]);
  // Of the chart's own values none is certain any more.
  assert.deepEqual(values(texts), ['shop: shop.replicas=3']);
});

test('Configuration, missingFileHandler: a file that need not be there hides nothing', () => {
  const texts = {
    'helmfile.yaml': `releases:
  - name: sessions
    chart: bitnami/redis
    missingFileHandler: Warn
    values:
      - architecture: standalone
      - missing.yaml
`,
  };
  assert.deepEqual(problems(texts), []);
  assert.deepEqual(values(texts), ['sessions: redis.architecture=standalone']);
});

test('helmfiles that bring each other end, with one note in each', () => {
  const texts = {
    'helmfile.yaml': 'helmfiles:\n  - other/helmfile.yaml\nreleases:\n  - name: sessions\n    chart: bitnami/redis\n',
    'other/helmfile.yaml': 'helmfiles:\n  - ../helmfile.yaml\n',
  };
  const codes = (path: string): readonly string[] => problems(texts, path).map(({ code }) => code);
  assert.deepEqual(codes('helmfile.yaml'), ['helmfile-cycle']);
  assert.deepEqual(codes('other/helmfile.yaml'), ['helmfile-cycle']);
});

test('a list of releases of another tool is no helmfile', () => {
  const { extractions } = filesOf({ 'releases.yaml': 'releases:\n  - version: 1.0.0\n    notes: redis is faster\n' });
  assert.equal(extractions[0]?.format, 'other');
});
