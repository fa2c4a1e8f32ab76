import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf, systemOf } from '../support/workspace.ts';

/*
 * Which profiles are on, and in which order. Oracles: Spring Boot's reference, "Profiles" ("Adding Active Profiles", "Profile
 * Groups") and "Externalized Configuration" ("Activation Properties"); for the order of included profiles, which the reference
 * leaves open, the class Profiles of Spring Boot 2.4 and later.
 */

const folder = 'orders/src/main/resources';
const base = 'spring.application.name=orders\nspring.kafka.bootstrap-servers=kafka:9092\n';
const acks = (value: string): string => `spring.kafka.producer.acks=${value}\n`;

type Files = Readonly<Record<string, string>>;

function compose(...lines: readonly string[]): Files {
  return {
    'compose.yml': ['services:', '  orders:', '    build: ./orders', ...lines.map((line) => `    ${line}`)].join('\n'),
  };
}

const deployment: Files = {
  'k8s/orders.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: orders\nspec:\n  template:\n    spec:\n      containers:\n        - name: orders\n          image: shop/orders:1\n',
};

/** `value file` of the Kafka client in a file, weakest first. */
function chain(files: Files, view: string): readonly string[] {
  const found = systemOf(files).clients.filter(({ component, uri }) => component === 'kafka' && pathOf(uri) === view);
  const [only] = found;
  assert.equal(found.length, 1);
  return (only?.settings.get('kafka:acks') ?? []).map(
    ({ value, at }) => `${value} ${pathOf(at[0]?.uri ?? '').replace(`${folder}/`, '')}`,
  );
}

const common: Files = {
  [`${folder}/application.properties`]: `${base}${acks('1')}spring.profiles.include=common\n`,
  [`${folder}/application-common.properties`]: acks('2'),
  [`${folder}/application-prod.properties`]: acks('all'),
};

test('Adding Active Profiles: what is included is on, too, and weaker than what is active', () => {
  const expected = ['1 application.properties', '2 application-common.properties', 'all application-prod.properties'];
  assert.deepEqual(chain(common, `${folder}/application-prod.properties`), expected);
  const active = ['environment:', '  SPRING_PROFILES_ACTIVE: prod'];
  assert.deepEqual(chain({ ...common, ...compose(...active) }, 'compose.yml'), expected);
});

test('Adding Active Profiles: the active ones are replaced by a switch, the included ones are not', () => {
  const files = {
    ...common,
    [`${folder}/application.properties`]: `${base}spring.profiles.active=dev\nspring.profiles.include=common\n`,
    [`${folder}/application-dev.properties`]: acks('0'),
    ...compose('command: java -jar app.jar --spring.profiles.active=prod'),
  };
  assert.deepEqual(chain(files, 'compose.yml'), ['2 application-common.properties', 'all application-prod.properties']);
});

test('Adding Active Profiles: a container includes one', () => {
  const { [`${folder}/application.properties`]: _, ...profiles } = common;
  for (const lines of [
    ['environment:', '  SPRING_PROFILES_INCLUDE: common', '  SPRING_PROFILES_ACTIVE: prod'],
    ['command: ["java", "-Dspring.profiles.include=common", "-jar", "a.jar", "--spring.profiles.active=prod"]'],
    ['environment:', '  SPRING_PROFILES_INCLUDE_0: common', '  SPRING_PROFILES_ACTIVE_0: prod'],
    ['environment:', `  SPRING_APPLICATION_JSON: '{"spring":{"profiles":{"include":["common"],"active":["prod"]}}}'`],
  ])
    assert.deepEqual(
      chain({ ...profiles, [`${folder}/application.properties`]: base, ...compose(...lines) }, 'compose.yml'),
      ['2 application-common.properties', 'all application-prod.properties'],
    );
});

test('Profile Groups: the profiles of a group stand right behind the one that brings them', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}spring.profiles.group.prod[0]=proddb\nspring.profiles.group.prod[1]=prodmq\n`,
    [`${folder}/application-prod.properties`]: acks('0'),
    [`${folder}/application-prodmq.properties`]: acks('1'),
    [`${folder}/application-eu.properties`]: acks('all'),
    ...compose('environment:', '  SPRING_PROFILES_ACTIVE: prod,eu'),
  };
  assert.deepEqual(chain(files, 'compose.yml'), [
    '0 application-prod.properties',
    '1 application-prodmq.properties',
    'all application-eu.properties',
  ]);
});

test('Profile Groups: groups that bring each other end', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}spring.profiles.group.a=b\nspring.profiles.group.b=a\n`,
    [`${folder}/application-b.properties`]: acks('0'),
    ...compose('environment:', '  SPRING_PROFILES_ACTIVE: a'),
  };
  assert.deepEqual(chain(files, 'compose.yml'), ['0 application-b.properties']);
});

test('Profiles: where none is active, what is for `default` holds', () => {
  const files = {
    [`${folder}/application.properties`]: base + acks('1'),
    [`${folder}/application-default.properties`]: acks('0'),
    [`${folder}/application-prod.properties`]: acks('all'),
  };
  const view = (...lines: readonly string[]): readonly string[] =>
    chain({ ...files, ...compose(...lines) }, 'compose.yml');
  assert.deepEqual(view(), ['1 application.properties', '0 application-default.properties']);
  assert.deepEqual(view('environment:', '  SPRING_PROFILES_ACTIVE: prod'), [
    '1 application.properties',
    'all application-prod.properties',
  ]);
});

const onPlatform: Files = {
  [`${folder}/application.yml`]: [
    'spring:',
    '  application: { name: orders }',
    '  kafka: { bootstrap-servers: "kafka:9092", producer: { acks: all } }',
    '---',
    'spring:',
    '  config.activate.on-cloud-platform: kubernetes',
    '  kafka: { producer: { acks: "1" } }',
    '---',
    'spring:',
    '  config.activate: { on-cloud-platform: kubernetes, on-profile: prod | staging }',
    '  kafka: { producer: { acks: "0" } }',
  ].join('\n'),
};

test('Activation Properties: a document for Kubernetes holds there and nowhere else', () => {
  assert.deepEqual(chain({ ...onPlatform, ...deployment }, 'k8s/orders.yaml'), [
    'all application.yml',
    '1 application.yml',
  ]);
  assert.deepEqual(chain({ ...onPlatform, ...compose() }, 'compose.yml'), ['all application.yml']);
});

test('Activation Properties: platform and profile must both be there', () => {
  const active = (manifest: string): Files => ({
    'k8s/orders.yaml': `${manifest}          env:\n            - { name: SPRING_PROFILES_ACTIVE, value: staging }\n`,
  });
  const [manifest = ''] = Object.values(deployment);
  assert.equal(chain({ ...onPlatform, ...active(manifest) }, 'k8s/orders.yaml').at(-1), '0 application.yml');
  const inCompose = compose('environment:', '  SPRING_PROFILES_ACTIVE: staging');
  assert.deepEqual(chain({ ...onPlatform, ...inCompose }, 'compose.yml'), ['all application.yml']);
});

test('Activation Properties: a container may say that it runs on a platform', () => {
  const said = compose('environment:', '  SPRING_MAIN_CLOUD_PLATFORM: kubernetes');
  assert.equal(chain({ ...onPlatform, ...said }, 'compose.yml').at(-1), '1 application.yml');
});
