import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf, systemOf } from '../support/workspace.ts';

/*
 * Configuration that is kept as files for a configuration centre. Oracles: Spring Cloud Alibaba's guide to Nacos Config, the
 * references of Spring Cloud Config ("Environment Repository", "File System Backend") and Spring Cloud Consul ("Distributed
 * Configuration with Consul"), and Apollo's Java SDK user guide.
 */

const folder = 'orders/src/main/resources';
const base = 'spring.application.name=orders\nspring.kafka.bootstrap-servers=kafka:9092\n';
const acks = (value: string): string => `spring.kafka.producer.acks=${value}\n`;

/** `value file` of the application in `orders/`, weakest first. */
function chain(files: Readonly<Record<string, string>>, profiles = ''): readonly string[] {
  const found = systemOf(files).clients.filter(
    ({ component, uri, profiles: own }) =>
      component === 'kafka' && pathOf(uri).startsWith('orders/') && own.join() === profiles,
  );
  const [only] = found;
  assert.equal(found.length, 1);
  return (only?.settings.get('kafka:acks') ?? []).map(({ value, at }) => `${value} ${pathOf(at[0]?.uri ?? '')}`);
}

test('Nacos: of files with one data id in several groups, that of the application’s group', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}spring.cloud.nacos.config.server-addr=nacos:8848\nspring.cloud.nacos.config.group=SHOP\n`,
    'nacos/DEFAULT_GROUP/orders.properties': acks('0'),
    'nacos/SHOP/orders.properties': acks('1'),
  };
  assert.deepEqual(chain(files), ['1 nacos/SHOP/orders.properties']);
  const { 'nacos/SHOP/orders.properties': mine, ...others } = files;
  assert.deepEqual(chain({ ...others, 'nacos/OTHER/orders.properties': mine }), []);
});

test('Nacos: a shared data id holds whatever its name would say to Spring Boot', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}spring.config.import=nacos:application-common.properties?group=SHOP\n`,
    'nacos/application-common.properties': acks('1'),
  };
  assert.deepEqual(chain(files), ['1 nacos/application-common.properties']);
});

test('Nacos: a data id with the active profile stands for the file of each profile', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}spring.config.import=nacos:\${spring.application.name}-\${spring.profiles.active}.properties\n`,
    'nacos/orders-dev.properties': acks('0'),
    'nacos/orders-prod.properties': acks('all'),
  };
  assert.deepEqual(
    ['dev', 'prod'].map((profile) => chain(files, profile)),
    [['0 nacos/orders-dev.properties'], ['all nacos/orders-prod.properties']],
  );
});

test('Nacos: prefix and extension of the data id', () => {
  const files = {
    [`${folder}/bootstrap.properties`]: `${base}spring.cloud.nacos.config.prefix=shop-orders\nspring.cloud.nacos.config.file-extension=yml\n`,
    'nacos/shop-orders.yml': 'spring:\n  kafka:\n    producer:\n      acks: "1"\n',
    'nacos/orders.yml': 'spring:\n  kafka:\n    producer:\n      acks: "0"\n',
    'nacos/shop-orders.properties': acks('0'),
  };
  assert.deepEqual(chain(files), ['1 nacos/shop-orders.yml']);
});

test('Spring Cloud Config: application files are shared; profiles over names', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}${acks('x')}spring.config.import=configserver:http://config:8888\n`,
    'config-repo/application.properties': acks('0'),
    'config-repo/application-prod.properties': acks('2'),
    'config-repo/orders.properties': acks('1'),
    'config-repo/orders-prod.properties': acks('all'),
    'config-repo/billing.properties': acks('3'),
  };
  assert.deepEqual(chain(files, 'prod'), [
    `x ${folder}/application.properties`,
    '0 config-repo/application.properties',
    '1 config-repo/orders.properties',
    '2 config-repo/application-prod.properties',
    'all config-repo/orders-prod.properties',
  ]);
});

test('Spring Cloud Config, File System Backend: folders on the class path of the server', () => {
  const files = {
    'config/src/main/resources/application.yml':
      'spring:\n  application:\n    name: config\n  cloud:\n    config:\n      server:\n        native:\n          search-locations: classpath:/shared\n',
    'config/src/main/resources/shared/application.properties': acks('0'),
    'config/src/main/resources/shared/orders.properties': acks('1'),
    [`${folder}/bootstrap.properties`]: `${base}spring.cloud.config.uri=http://config:8888\n`,
  };
  assert.deepEqual(chain(files), [
    '0 config/src/main/resources/shared/application.properties',
    '1 config/src/main/resources/shared/orders.properties',
  ]);
});

test('an application without a config server takes nothing from a repository', () => {
  const files = {
    [`${folder}/application.properties`]: base,
    'config-repo/application.properties': acks('0'),
    'config-repo/orders.properties': acks('1'),
  };
  assert.deepEqual(chain(files), []);
});

test('Spring Cloud Consul: keys of the shared context, of the application, of its profile', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}spring.config.import=optional:consul:\n`,
    'consul/config/application/data.properties': acks('0'),
    'consul/config/orders/data.properties': acks('1'),
    'consul/config/orders,prod/data.properties': acks('all'),
    'consul/config/billing/data.properties': acks('2'),
  };
  assert.deepEqual(chain(files, 'prod'), [
    '0 consul/config/application/data.properties',
    '1 consul/config/orders/data.properties',
    'all consul/config/orders,prod/data.properties',
  ]);
});

test('Apollo: the first namespace is the strongest; other applications’ are not read', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}app.id=orders\napollo.bootstrap.namespaces=application,shop.kafka\n`,
    'apollo/orders/application.properties': acks('1'),
    'apollo/orders/shop.kafka.properties': acks('0'),
    'apollo/billing/application.properties': acks('all'),
  };
  assert.deepEqual(chain(files), ['0 apollo/orders/shop.kafka.properties', '1 apollo/orders/application.properties']);
});

test('Apollo: the name that its clients keep a namespace under', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}app.id=orders\n`,
    'cache/orders+default+application.properties': acks('1'),
  };
  assert.deepEqual(chain(files), ['1 cache/orders+default+application.properties']);
});
