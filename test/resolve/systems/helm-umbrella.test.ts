import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Anchor } from '../../../server/src/model/anchor.ts';
import type { Client, Settings } from '../../../server/src/model/part.ts';
import { textsIn } from '../../support/folder.ts';
import { projectOf } from '../../support/review-files.ts';
import { shownCluster } from '../../support/workspace.ts';

/**
 * An umbrella chart with Kafka and Redis of a repository and two services of its own, for three environments. The oracle is
 * worked out by the rules of Helm's documentation (values files, subcharts and global values, tags and conditions, flow control).
 */
const project = await projectOf(textsIn(join(import.meta.dirname, 'helm-umbrella')));
const system = project.system();

function placeOf(at: Anchor | undefined): string {
  return at === undefined ? '' : `${project.path(at.uri)}:${(project.range(at)?.start.line ?? -1) + 1}`;
}

/** Every statement of a setting, the one in force first. */
function said(settings: Settings, id: string): readonly string[] {
  const facts = settings.get(id) ?? [];
  return facts.map(({ value, at: [at] }) => `${value} ${placeOf(at)}`).toReversed();
}

function clusters(environment: string): readonly string[] {
  return system.clusters.filter((each) => each.environment === environment).map(shownCluster);
}

function clients(view: string): readonly Client[] {
  return system.clients.filter(({ uri }) => project.path(uri) === view);
}

test('each file of values is a system of its own, in its own environment', () => {
  assert.deepEqual(clusters('unknown'), [
    'kafka standalone 1 ? partial: kafka',
    'redis standalone 1 ? partial: sessions',
  ]);
  assert.deepEqual(clusters('staging'), ['kafka cluster 3 ? partial: kafka', 'redis standalone 1 ? partial: sessions']);
  assert.deepEqual(clusters('prod'), [
    'kafka cluster 3 ? partial: kafka',
    'redis sentinel 3 ? partial: sessions + sessions',
  ]);
});

test('what an overlay says stands over the common values; what it does not say is theirs', () => {
  const settings = (environment: string): readonly string[] =>
    system.clusters
      .filter((each) => each.environment === environment && each.component === 'kafka')
      .flatMap(({ deployments }) => deployments.flatMap((each) => said(each.settings, 'kafka:min.insync.replicas')));
  assert.deepEqual(settings('prod'), ['2 shop/values-prod.yaml:6', '1 shop/values.yaml:15']);
  assert.deepEqual(settings('staging'), ['1 shop/values.yaml:15']);
});

test('a service gets the overlay, the common values and its own, the strongest first', () => {
  const acks = (view: string): readonly string[] =>
    clients(view).flatMap(({ settings }) => said(settings, 'kafka:acks'));
  assert.deepEqual(acks('shop/values-prod.yaml'), [
    'all shop/values-prod.yaml:17',
    '1 shop/values.yaml:25',
    '0 shop/charts/orders/values.yaml:5',
  ]);
  assert.deepEqual(acks('shop/values-staging.yaml'), ['1 shop/values.yaml:25', '0 shop/charts/orders/values.yaml:5']);
});

test('a tag that an environment sets to false leaves a service out there', () => {
  const names = (view: string): readonly string[] =>
    clients(view).map(({ application }) => application.replace(/.*#/, ''));
  assert.deepEqual(names('shop/values.yaml').toSorted(), ['notifications', 'orders']);
  assert.deepEqual(names('shop/values-prod.yaml').toSorted(), ['notifications', 'orders']);
  assert.deepEqual(names('shop/values-staging.yaml'), ['orders']);
});

test('an image of global values and of a chart of its own is known, and where it comes from', () => {
  const views = system.parts.filter(({ uri }) => project.path(uri) === 'shop/values.yaml');
  const orders = views.flatMap(({ workloads }) => workloads).find(({ name }) => name === 'orders');
  assert.equal(orders?.image?.value, 'registry.shop.example/shop/orders:2.11.0');
  assert.deepEqual(
    orders.image.via?.map(({ at }) => placeOf(at)),
    [
      'shop/values.yaml:3',
      'shop/charts/orders/values.yaml:2',
      'shop/charts/orders/values.yaml:3',
      // The line that takes it.
      'shop/charts/orders/templates/deployment.yaml:14',
    ],
  );
});

test('a file that is only installed as part of the umbrella is not judged on its own', () => {
  const covered = [...system.coveredBy.keys()].map((uri) => project.path(uri)).toSorted();
  assert.deepEqual(covered, [
    'shop/charts/notifications/templates/deployment.yaml',
    'shop/charts/notifications/values.yaml',
    'shop/charts/orders/templates/deployment.yaml',
    'shop/charts/orders/values.yaml',
    'shop/templates/service.yaml',
  ]);
});

test('a finding stands where the value is written, and says in which environments it holds', () => {
  const shown = project
    .files()
    .flatMap(({ uri }) => project.findings(uri))
    .map(({ rule, at, environments }) => `${rule} ${placeOf(at)} ${environments?.join(' ')}`)
    .toSorted();
  assert.deepEqual(shown, [
    'kafka/acks-not-all shop/values.yaml:25 staging',
    'kafka/min-insync-one shop/values.yaml:15 staging',
  ]);
});
