import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf, systemOf } from '../support/workspace.ts';

/*
 * How strong the configuration of a centre is. Oracles: the reference of Spring Cloud Commons, "The Bootstrap Application
 * Context" and "Overriding the Values of Remote Properties" (with PropertySourceBootstrapConfiguration of spring-cloud-context);
 * Spring Boot's reference, "Importing Additional Data"; Spring Cloud Alibaba's guide to Nacos Config, "Configuration priority";
 * the client of Spring Cloud Config (ConfigServerConfigDataLoader); Apollo's Java SDK user guide.
 */

const folder = 'orders/src/main/resources';
const repository = 'config-repo';
const acks = (value: string): string => `spring.kafka.producer.acks=${value}\n`;

const bootstrap = 'spring.application.name=orders\nspring.cloud.config.uri=http://config:8888\n';
const imported = 'spring.application.name=orders\nspring.config.import=configserver:http://config:8888\n';
const own = 'spring.kafka.bootstrap-servers=kafka:9092\n';

const compose = [
  'services:',
  '  orders:',
  '    build: ./orders',
  '    command: java -jar app.jar --spring.kafka.producer.acks=3',
  '    environment:',
  '      SPRING_KAFKA_PRODUCER_ACKS: "2"',
].join('\n');

type Files = Readonly<Record<string, string>>;

/** `value file` of what the container has, weakest first. */
function chain(files: Files, service = compose): readonly string[] {
  const found = systemOf({ 'compose.yml': service, ...files }).clients.filter(
    ({ component, uri }) => component === 'kafka' && pathOf(uri) === 'compose.yml',
  );
  const [only] = found;
  assert.equal(found.length, 1);
  return (only?.settings.get('kafka:acks') ?? []).map(({ value, at }) => `${value} ${pathOf(at[0]?.uri ?? '')}`);
}

const bootstrapped: Files = {
  [`${folder}/bootstrap.properties`]: bootstrap,
  [`${folder}/application.properties`]: own + acks('1'),
};
const byProcess = [`1 ${folder}/application.properties`, '2 compose.yml', '3 compose.yml'];

test('Overriding the Values of Remote Properties: by default nothing of the process stands over them', () => {
  const files = { ...bootstrapped, [`${repository}/orders.properties`]: acks('all') };
  assert.deepEqual(chain(files), [...byProcess, `all ${repository}/orders.properties`]);
});

test('Overriding the Values of Remote Properties: the chain goes from what is served down to the files', () => {
  const files = {
    ...bootstrapped,
    [`${repository}/application.properties`]: acks('0'),
    [`${repository}/orders.properties`]: acks('all'),
  };
  assert.deepEqual(chain(files), [
    ...byProcess,
    `0 ${repository}/application.properties`,
    `all ${repository}/orders.properties`,
  ]);
});

test('Overriding the Values of Remote Properties: overrideSystemProperties=false lets variables and arguments', () => {
  const flag = 'spring.cloud.config.override-system-properties=false\n';
  const files = { ...bootstrapped, [`${repository}/orders.properties`]: acks('all') + flag };
  assert.deepEqual(chain(files), [
    `1 ${folder}/application.properties`,
    `all ${repository}/orders.properties`,
    '2 compose.yml',
    '3 compose.yml',
  ]);
});

test('Overriding the Values of Remote Properties: overrideNone=true lets every source', () => {
  const flag = 'spring.cloud.config.overrideNone=true\n';
  const files = { ...bootstrapped, [`${repository}/orders.properties`]: acks('all') + flag };
  assert.deepEqual(chain(files), [`all ${repository}/orders.properties`, ...byProcess]);
});

test('Overriding the Values of Remote Properties: without allowOverride the other two say nothing', () => {
  const flags = 'spring.cloud.config.allow-override=false\nspring.cloud.config.override-none=true\n';
  const files = { ...bootstrapped, [`${repository}/orders.properties`]: acks('all') + flags };
  assert.equal(chain(files).at(-1), `all ${repository}/orders.properties`);
});

test('Overriding the Values of Remote Properties: it does not work to set the flags locally', () => {
  const files = {
    [`${folder}/bootstrap.properties`]: `${bootstrap}spring.cloud.config.override-none=true\n`,
    [`${folder}/application.properties`]: `${own}${acks('1')}spring.cloud.config.override-none=true\n`,
    [`${repository}/orders.properties`]: acks('all'),
  };
  assert.equal(chain(files).at(-1), `all ${repository}/orders.properties`);
});

test('Overriding the Values of Remote Properties: what is served goes into placeholders before variables', () => {
  const files = {
    [`${folder}/bootstrap.properties`]: bootstrap,
    [`${folder}/application.properties`]: `${own}spring.kafka.producer.acks=\${orders.acks:1}\n`,
    [`${repository}/orders.properties`]: 'spring.main.banner-mode=off\norders.acks=all\n',
  };
  const service = 'services:\n  orders:\n    build: ./orders\n    environment:\n      ORDERS_ACKS: "0"\n';
  assert.deepEqual(chain(files, service), [`all ${folder}/application.properties`]);
});

test('Importing Additional Data: with spring.config.import variables and arguments stand over what is served', () => {
  const files = {
    [`${folder}/application.properties`]: imported + own + acks('1'),
    [`${repository}/orders.properties`]: acks('all'),
  };
  assert.deepEqual(chain(files), [
    `1 ${folder}/application.properties`,
    `all ${repository}/orders.properties`,
    '2 compose.yml',
    '3 compose.yml',
  ]);
});

test('Config Data Import: a bootstrap file that was left beside an import decides nothing', () => {
  const files = {
    [`${folder}/bootstrap.properties`]: bootstrap,
    [`${folder}/application.properties`]: `${own}${acks('1')}spring.config.import=configserver:http://config:8888\n`,
    [`${repository}/orders.properties`]: acks('all'),
  };
  assert.equal(chain(files).at(-1), '3 compose.yml');
});

const started = compose.replace('environment:', 'environment:\n      SPRING_PROFILES_ACTIVE: prod');

test('Importing Additional Data: the file of a profile stands over an import of the file without one', () => {
  const files = {
    [`${folder}/application.properties`]: imported + own + acks('1'),
    [`${folder}/application-prod.properties`]: acks('0'),
    [`${repository}/orders.properties`]: acks('all'),
  };
  assert.deepEqual(chain(files, started).slice(0, 3), [
    `1 ${folder}/application.properties`,
    `all ${repository}/orders.properties`,
    `0 ${folder}/application-prod.properties`,
  ]);
});

test('Config Server: what is served for a profile stands over the application’s file of the profile', () => {
  const files = {
    [`${folder}/application.properties`]: imported + own,
    [`${folder}/application-prod.properties`]: acks('0'),
    [`${repository}/orders-prod.properties`]: acks('all'),
  };
  assert.deepEqual(chain(files, started).slice(0, 2), [
    `0 ${folder}/application-prod.properties`,
    `all ${repository}/orders-prod.properties`,
  ]);
});

const nacos = 'spring.application.name=orders\nspring.cloud.nacos.config.server-addr=nacos:8848\n';

/** All the lists an application can name, each with the file it is kept in. */
const listed = {
  bootstrap: [
    nacos,
    'spring.cloud.nacos.config.file-extension=properties',
    'spring.cloud.nacos.config.shared-configs[0].data-id=shared-0.properties',
    'spring.cloud.nacos.config.shared-configs[1].data-id=shared-1.properties',
    'spring.cloud.nacos.config.extension-configs[0].data-id=extension-0.properties',
    'spring.cloud.nacos.config.extension-configs[1].data-id=extension-1.properties',
  ].join('\n'),
  names: ['shared-0', 'shared-1', 'extension-0', 'extension-1', 'orders', 'orders-prod'],
};

test('Nacos, Configuration priority: shared, extension, own, own of the profile; in a list the later one', () => {
  const files = {
    [`${folder}/bootstrap.properties`]: listed.bootstrap,
    [`${folder}/application.properties`]: own + acks('1'),
    ...Object.fromEntries(listed.names.map((name) => [`nacos/${name}.properties`, acks('all')])),
  };
  assert.deepEqual(chain(files, started), [
    ...byProcess,
    ...listed.names.map((name) => `all nacos/${name}.properties`),
  ]);
});

test('Nacos: an import stands below the file of a profile, unless remote configuration is preferred', () => {
  const files = (more: string): Files => ({
    [`${folder}/application.properties`]: `${nacos}${own}spring.config.import=nacos:orders.properties${more}\n`,
    [`${folder}/application-prod.properties`]: acks('0'),
    'nacos/orders.properties': acks('all'),
  });
  const inProfile = `0 ${folder}/application-prod.properties`;
  const served = 'all nacos/orders.properties';
  assert.deepEqual(chain(files(''), started).slice(0, 2), [served, inProfile]);
  assert.deepEqual(chain(files('?group=SHOP&preference=remote'), started).slice(0, 2), [inProfile, served]);
  assert.deepEqual(chain(files('\nspring.cloud.nacos.config.preference=remote'), started).slice(0, 2), [
    inProfile,
    served,
  ]);
});

test('Nacos: with an import and without bootstrap only what is imported is asked for', () => {
  const files = {
    [`${folder}/application.properties`]: `${nacos}${own}spring.config.import=nacos:common.properties\nspring.cloud.nacos.config.file-extension=properties\n`,
    'nacos/common.properties': acks('1'),
    'nacos/orders.properties': acks('all'),
  };
  assert.deepEqual(chain(files).slice(0, 2), ['1 nacos/common.properties', '2 compose.yml']);
});

test('Apollo: over system properties and variables, unless it is told not to', () => {
  const files = (more = ''): Files => ({
    [`${folder}/application.properties`]: `app.id=orders\napollo.bootstrap.enabled=true\nspring.application.name=orders\n${more}${own}${acks('1')}`,
    'apollo/orders+default+application.properties': acks('all'),
  });
  const served = 'all apollo/orders+default+application.properties';
  assert.deepEqual(chain(files()), [...byProcess, served]);
  assert.deepEqual(chain(files('apollo.override-system-properties=false\n')), [
    `1 ${folder}/application.properties`,
    served,
    '2 compose.yml',
    '3 compose.yml',
  ]);
});
