import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Anchor } from '../../../server/src/model/anchor.ts';
import type { Client } from '../../../server/src/model/part.ts';
import { textsIn } from '../../support/folder.ts';
import { projectOf } from '../../support/review-files.ts';
import { shownClient } from '../../support/workspace.ts';

/*
 * Three Spring Cloud Alibaba services with one parent build file, configuration for Nacos kept as files, compose and an overlay
 * for production. The values expected follow from the references of Spring Boot ("Externalized Configuration") and of Spring
 * Cloud Alibaba (Nacos Config), line by line.
 */
const project = await projectOf(textsIn(join(import.meta.dirname, 'spring-cloud-alibaba')));
const system = project.system();

function placeOf(at: Anchor | undefined): string {
  return at === undefined ? '' : `${project.path(at.uri)}:${(project.range(at)?.start.line ?? -1) + 1}`;
}

/** The client of an application, in the file whose view it is part of. */
function client(view: string, application: string, component: string): Client {
  const ids = new Set(system.applications.filter(({ name }) => name === application).map(({ id }) => id));
  const found = system.clients.filter(
    (each) => project.path(each.uri) === view && each.component === component && ids.has(each.application),
  );
  const [only] = found;
  assert.equal(found.length, 1);
  assert.ok(only);
  return only;
}

/** `value place`, and what was filled in behind `via`; the statement in force first. */
function said(of: Client, setting: string): readonly string[] {
  const facts = of.settings.get(setting) ?? [];
  return facts.toReversed().map(({ value, at: [at], via = [] }) => {
    const origins = via.map((origin) => ` via ${origin.name} ${placeOf(origin.at)}`);
    return `${value} ${placeOf(at)}${origins.join('')}`;
  });
}

const orders = 'orders/src/main/resources/application.yml';
const stock = 'stock/src/main/resources/application.yml';
const stockProd = 'stock/src/main/resources/application-prod.yml';

interface Expectation {
  readonly application: string;
  readonly setting: string;
  /** What holds where compose.yml alone is started. */
  readonly plain: readonly string[];
  /** What holds with the overlay for production. */
  readonly prod: readonly string[];
}

const expectations: readonly Expectation[] = [
  {
    application: 'orders',
    setting: 'kafka:acks',
    plain: ['0 config/nacos/orders.yaml:4', `all ${orders}:21`],
    prod: ['1 config/nacos/orders-prod.yaml:4', '0 config/nacos/orders.yaml:4', `all ${orders}:21`],
  },
  {
    application: 'orders',
    setting: 'kafka:bootstrap.servers',
    plain: ['kafka:9092 config/nacos/common.yaml:8', `localhost:9092 ${orders}:19`],
    prod: [
      'kafka-1.shop.example:9092,kafka-2.shop.example:9092,kafka-3.shop.example:9092 compose.prod.yml:6',
      'kafka:9092 config/nacos/common.yaml:8',
      `localhost:9092 ${orders}:19`,
    ],
  },
  {
    application: 'orders',
    setting: 'redis:client.timeout',
    plain: ['2s config/nacos/common.yaml:6'],
    prod: ['500ms compose.prod.yml:5', '2s config/nacos/common.yaml:6'],
  },
  {
    application: 'orders',
    setting: 'nacos:client.server-addr',
    plain: [`nacos:8848 ${orders}:11 via NACOS_ADDR compose.yml:22`],
    prod: [`nacos:8848 ${orders}:11 via NACOS_ADDR compose.yml:22`],
  },
  {
    application: 'stock',
    setting: 'kafka:acks',
    plain: [`all ${stock}:9`],
    prod: [`1 ${stock}:9 via stock.acks ${stockProd}:2`],
  },
  { application: 'stock', setting: 'kafka:retries', plain: [], prod: ['0 compose.prod.yml:10'] },
  {
    application: 'stock',
    setting: 'seata:service.grouplist',
    plain: [`seata:8091 ${stock}:20 via SEATA_ADDR compose.yml:29`],
    prod: [`seata:8091 ${stock}:20 via SEATA_ADDR compose.yml:29`],
  },
];

for (const { application, setting, plain, prod } of expectations)
  test(`${setting} of ${application} in the container, plain and in production`, () => {
    const component = setting.slice(0, setting.indexOf(':'));
    assert.deepEqual(said(client('compose.yml', application, component), setting), plain);
    assert.deepEqual(said(client('compose.prod.yml', application, component), setting), prod);
  });

test('on a developer’s machine the build file’s address holds', () => {
  const gateway = client('gateway/src/main/resources/application.yml', 'gateway', 'nacos');
  assert.equal(shownClient(gateway), 'nacos registry: localhost:8848');
  assert.equal(
    said(gateway, 'nacos:client.server-addr').at(-1),
    'localhost:8848 gateway/src/main/resources/application.yml:8 via nacos.address pom.xml:20',
  );
});

test('containers reach the servers of their own view', () => {
  const reached = (view: string): readonly string[] =>
    system.links
      .filter(({ client: { uri } }) => project.path(uri) === view)
      .map(({ client: { application }, cluster }) => `${application.replace(/^.*#/, '')} → ${cluster?.id ?? 'outside'}`)
      .toSorted();
  assert.deepEqual(reached('compose.yml'), [
    'gateway → nacos@compose.yml',
    'orders → kafka@compose.yml',
    'orders → nacos@compose.yml',
    'orders → redis@compose.yml',
    'stock → kafka@compose.yml',
    'stock → redis@compose.yml',
    'stock → seata@compose.yml',
  ]);
  assert.deepEqual(reached('compose.prod.yml'), [
    'gateway → nacos@compose.prod.yml',
    'orders → nacos@compose.prod.yml',
    'orders → outside',
    'orders → redis@compose.prod.yml',
    'stock → kafka@compose.prod.yml',
    'stock → redis@compose.prod.yml',
    'stock → seata@compose.prod.yml',
  ]);
});

test('files that are kept for Nacos are part of their application, and nothing on their own', () => {
  const covered = [...system.coveredBy].map(([uri, by]) => [
    project.path(uri),
    ...by.map((each) => project.path(each)),
  ]);
  assert.deepEqual(
    covered.filter(([path]) => path?.startsWith('config/')),
    ['common', 'orders', 'orders-prod'].map((name) => [`config/nacos/${name}.yaml`, orders]),
  );
});

test('findings about clients, once each, with the environments they hold in', () => {
  const found = project
    .review()
    .findings.filter(({ rule }) => rule.startsWith('kafka/acks') || rule.startsWith('kafka/retries'))
    .map(({ rule, at, environments }) => `${rule} ${placeOf(at)} ${environments.join()}`);
  assert.deepEqual(found, [
    'kafka/retries-zero compose.prod.yml:10 prod',
    'kafka/acks-not-all config/nacos/orders-prod.yaml:4 prod',
    `kafka/acks-not-all ${stock}:9 prod`,
  ]);
});
