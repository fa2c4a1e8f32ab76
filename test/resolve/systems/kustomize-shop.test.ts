import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Anchor } from '../../../server/src/model/anchor.ts';
import type { Settings } from '../../../server/src/model/part.ts';
import type { Cluster } from '../../../server/src/model/system.ts';
import { textsIn } from '../../support/folder.ts';
import { projectOf, root } from '../../support/review-files.ts';

/**
 * Kafka, Redis and a Spring application on Kubernetes, with overlays for three environments. Kustomize v5.5.0 builds all three
 * (`kubectl kustomize overlays/<environment>`); the comparison with its output is in `../kustomize`.
 */
const project = await projectOf(textsIn(join(import.meta.dirname, 'kustomize-shop')));
const system = project.system();

function placeOf(at: Anchor | undefined): string {
  return at === undefined ? '' : `${project.path(at.uri)}:${(project.range(at)?.start.line ?? -1) + 1}`;
}

/** Every statement of a setting, the one in force first. */
function said(settings: Settings, id: string): readonly string[] {
  const facts = settings.get(id) ?? [];
  return facts.map(({ value, at: [at] }) => `${value} ${placeOf(at)}`).toReversed();
}

function clusterIn(environment: string, component: string): Cluster {
  const found = system.clusters.filter((each) => each.environment === environment && each.component === component);
  assert.equal(found.length, 1);
  const [cluster] = found;
  assert.ok(cluster);
  return cluster;
}

test('each overlay is a system of its own, in its own environment', () => {
  assert.deepEqual(
    system.clusters.map(({ component, environment, nodes }) => `${component} ${environment} ${nodes.value}`).toSorted(),
    ['kafka dev 1', 'kafka prod 3', 'kafka staging 3', 'redis dev 1', 'redis prod 1', 'redis staging 1'],
  );
});

test('a number that a component patches is that of the patch', () => {
  assert.deepEqual(clusterIn('prod', 'kafka').nodes.at.map(placeOf), ['components/three-brokers/replicas.yaml:6']);
});

test('an entry of a generated ConfigMap stands over that of the base', () => {
  const statements = (environment: string): readonly string[] =>
    clusterIn(environment, 'kafka').deployments.flatMap(({ settings }) => said(settings, 'kafka:min.insync.replicas'));
  assert.deepEqual(statements('dev'), ['1 base/kustomization.yaml:10']);
  assert.deepEqual(statements('prod'), [
    '2 components/three-brokers/kustomization.yaml:8',
    '1 base/kustomization.yaml:10',
  ]);
});

test('a JSON patch holds in its own overlay only', () => {
  const statements = (environment: string): readonly string[] =>
    clusterIn(environment, 'kafka').deployments.flatMap(({ settings }) =>
      said(settings, 'kafka:unclean.leader.election.enable'),
    );
  assert.deepEqual(statements('prod'), ['true overlays/prod/kustomization.yaml:19', 'false base/kafka.yaml:37']);
  assert.deepEqual(statements('staging'), ['false base/kafka.yaml:37']);
});

test('a new tag gives the version, and the server is where its image is named', () => {
  const redis = clusterIn('prod', 'redis');
  assert.equal(redis.version.value, '8.2.1');
  assert.equal(placeOf(redis.version.at[0]), 'overlays/prod/kustomization.yaml:10');
  assert.equal(placeOf(redis.at), 'base/redis.yaml:28');
  assert.equal(clusterIn('staging', 'redis').version.value, '8.2');
});

test('the application reads the file that its overlay mounts, and reaches the broker of its overlay', () => {
  const uses = system.links
    .filter(({ client }) => client.component === 'kafka')
    .map(({ client, cluster }) => [client.environment, cluster?.id, ...said(client.settings, 'kafka:acks')]);
  assert.deepEqual(
    uses.toSorted(([a = ''], [b = '']) => a.localeCompare(b)),
    [
      ['dev', 'kafka@overlays/dev/kustomization.yaml', '1 overlays/dev/application.yml:7'],
      ['prod', 'kafka@overlays/prod/kustomization.yaml', 'all base/orders-application.yml:7'],
      ['staging', 'kafka@overlays/staging/kustomization.yaml', 'all base/orders-application.yml:7'],
    ],
  );
});

test('a finding is told once, with the environments it holds in', () => {
  const findings = project
    .review()
    .findings.map(({ rule, at, environments }) => `${rule} ${placeOf(at)} ${environments.join()}`);
  assert.deepEqual(findings, [
    'kafka/combined-roles base/kafka.yaml:35 staging,prod',
    'redis/single-node base/redis.yaml:28 staging,prod',
    'system/members-unspread components/three-brokers/replicas.yaml:6 prod',
    'kafka/unclean-leader-election overlays/prod/kustomization.yaml:19 prod',
  ]);
});

test('a file that overlays use is seen through them', () => {
  const part = project.part(`${root}/base/kafka.yaml`);
  assert.deepEqual(
    part?.deployments.map(({ environment, instances }) => `${environment} ${instances.value}`),
    ['dev 1', 'prod 3', 'staging 3'],
  );
});

test('a patch that changes a number changes its own overlays, at once', async () => {
  const files = textsIn(join(import.meta.dirname, 'kustomize-shop'));
  const edited = await projectOf(files);
  const nodes = (): readonly (number | undefined)[] =>
    edited.system().clusters.flatMap(({ component, nodes: count }) => (component === 'kafka' ? [count.value] : []));
  assert.deepEqual(nodes(), [1, 3, 3]);
  const uri = `${root}/components/three-brokers/replicas.yaml`;
  edited.open(uri, 1, (files['components/three-brokers/replicas.yaml'] ?? '').replace('replicas: 3', 'replicas: 5'));
  assert.deepEqual(nodes(), [1, 5, 5]);
});
