import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathOf, systemOf } from '../support/workspace.ts';

/*
 * Where an application in a container looks for configuration. Oracle: Spring Boot's reference, "Externalized Configuration", the
 * sections that the tests name, with their examples where they have some.
 */

const folder = 'orders/src/main/resources';
const base = 'spring.application.name=orders\nspring.kafka.bootstrap-servers=kafka:9092\n';
const acks = (value: string): string => `spring.kafka.producer.acks=${value}\n`;

type Files = Readonly<Record<string, string>>;

const packed = (more = ''): Files => ({ [`${folder}/application.properties`]: base + acks('all') + more });

/** `value file` of what the container in a file has, weakest first; a value that is not known as `?`. */
function chain(files: Files, view: string): readonly string[] {
  const found = systemOf(files).clients.filter(({ component, uri }) => component === 'kafka' && pathOf(uri) === view);
  const [only] = found;
  assert.equal(found.length, 1);
  return (only?.settings.get('kafka:acks') ?? []).map(
    ({ value, at }) => `${value ?? '?'} ${pathOf(at[0]?.uri ?? '').replace(`${folder}/`, '')}`,
  );
}

interface Pod {
  readonly env?: Readonly<Record<string, string>>;
  /** Of a volume `config`, by path. */
  readonly mounts: readonly string[];
  readonly volumes: readonly string[];
}

function pod({ env = {}, mounts, volumes }: Pod): string {
  const variables = Object.entries(env).map(([name, value]) => `            - { name: ${name}, value: "${value}" }`);
  return [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: { name: orders }',
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    '        - name: orders',
    '          image: registry.example.org/orders:1',
    ...(variables.length > 0 ? ['          env:', ...variables] : []),
    '          volumeMounts:',
    ...mounts.map((mount) => `            - ${mount}`),
    '      volumes:',
    ...volumes.map((volume) => `        - ${volume}`),
  ].join('\n');
}

function configMap(name: string, entries: Readonly<Record<string, string>>): string {
  const lines = Object.entries(entries).map(([key, value]) =>
    value.includes('\n') ? `  ${key}: |\n${value.replace(/^(?=.)/gm, '    ')}` : `  ${key}: "${value}"\n`,
  );
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${lines.join('')}`;
}

const inKubernetes = (of: Pod, ...maps: readonly string[]): Files => ({
  'k8s/orders.yaml': pod(of),
  'k8s/config.yaml': maps.join('---\n'),
});
const view = 'k8s/orders.yaml';

const all = 'all application.properties';
const mapped = '1 k8s/config.yaml';
const volume = '{ name: config, configMap: { name: settings } }';

describe('Using Configuration Trees', () => {
  const tree = packed('spring.config.import=optional:configtree:/etc/config/\n');
  const dotted = configMap('settings', { 'spring.kafka.producer.acks': '1' });
  const mounts = ['{ name: config, mountPath: /etc/config }'];

  test('a file name with dots is the name of a property', () => {
    assert.deepEqual(chain({ ...tree, ...inKubernetes({ mounts, volumes: [volume] }, dotted) }, view), [all, mapped]);
  });

  test('the folders below are part of the name', () => {
    const nested = { mounts: ['{ name: config, mountPath: /etc/config/spring/kafka/producer/ }'], volumes: [volume] };
    assert.deepEqual(chain({ ...tree, ...inKubernetes(nested, configMap('settings', { acks: '1' })) }, view), [
      all,
      mapped,
    ]);
  });

  test('a volume may put its entries into folders', () => {
    const items =
      '{ name: config, configMap: { name: settings, items: [{ key: acks, path: spring/kafka/producer/acks }] } }';
    const files = inKubernetes({ mounts, volumes: [items] }, configMap('settings', { acks: '1', retries: '3' }));
    assert.deepEqual(chain({ ...tree, ...files }, view), [all, mapped]);
  });

  test('one entry under a path of its own', () => {
    const one = ['{ name: config, mountPath: /etc/config/spring.kafka.producer.acks, subPath: acks }'];
    const files = inKubernetes({ mounts: one, volumes: [volume] }, configMap('settings', { acks: '1' }));
    assert.deepEqual(chain({ ...tree, ...files }, view), [all, mapped]);
  });

  test('a Secret', () => {
    const secret = dotted.replace('ConfigMap', 'Secret').replace('\ndata:', '\nstringData:');
    const files = inKubernetes({ mounts, volumes: ['{ name: config, secret: { secretName: settings } }'] }, secret);
    assert.deepEqual(chain({ ...tree, ...files }, view), [all, mapped]);
  });

  test('with a wildcard each folder is a tree', () => {
    const wild = packed('spring.config.import=configtree:/etc/config/*/\n');
    const of = (mountPath: string): Files =>
      inKubernetes({ mounts: [`{ name: config, mountPath: ${mountPath} }`], volumes: [volume] }, dotted);
    assert.deepEqual(chain({ ...wild, ...of('/etc/config/broker') }, view), [all, mapped]);
    assert.deepEqual(chain({ ...wild, ...of('/etc/config') }, view), [all]);
  });

  test('the container imports it', () => {
    const env = { SPRING_CONFIG_IMPORT: 'configtree:/etc/config/' };
    assert.deepEqual(chain({ ...packed(), ...inKubernetes({ env, mounts, volumes: [volume] }, dotted) }, view), [
      all,
      mapped,
    ]);
  });

  test('a document for a profile imports it', () => {
    const files: Files = {
      ...packed(),
      [`${folder}/application-prod.properties`]: 'spring.config.import=configtree:/etc/config/\n',
    };
    const of = (profile: string): Files =>
      inKubernetes({ env: { SPRING_PROFILES_ACTIVE: profile }, mounts, volumes: [volume] }, dotted);
    assert.deepEqual(chain({ ...files, ...of('prod') }, view), [all, mapped]);
    assert.deepEqual(chain({ ...files, ...of('dev') }, view), [all]);
  });

  test('what nobody imports, and what is mounted elsewhere, says nothing', () => {
    assert.deepEqual(chain({ ...packed(), ...inKubernetes({ mounts, volumes: [volume] }, dotted) }, view), [all]);
    const elsewhere = { mounts: ['{ name: config, mountPath: /srv/config }'], volumes: [volume] };
    assert.deepEqual(chain({ ...tree, ...inKubernetes(elsewhere, dotted) }, view), [all]);
  });

  test('a secret of Docker: it is there, and its value is not known', () => {
    const files = {
      ...packed('spring.config.import=optional:configtree:/run/secrets/\n'),
      'compose.yml': [
        'services:',
        '  orders:',
        '    build: ./orders',
        '    secrets: [spring.kafka.producer.acks]',
        'secrets:',
        '  spring.kafka.producer.acks:',
        '    external: true',
      ].join('\n'),
    };
    assert.deepEqual(chain(files, 'compose.yml'), [all, '? compose.yml']);
  });
});

/** A compose project with the lines of its service, and files it mounts. */
function compose(lines: readonly string[], files: Files = {}): Files {
  const service = ['services:', '  orders:', '    build: ./orders', ...lines.map((line) => `    ${line}`)];
  return { ...packed(), ...files, 'compose.yml': service.join('\n') };
}

const inCompose = (lines: readonly string[], files: Files = {}): readonly string[] =>
  chain(compose(lines, files), 'compose.yml');

describe('External Application Properties, spring.config.name', () => {
  const files = {
    [`${folder}/shop.properties`]: base + acks('1'),
    [`${folder}/config/shop-prod.properties`]: `spring.main.banner-mode=off\n${acks('0')}`,
  };

  test('in place of application', () => {
    assert.deepEqual(inCompose(['environment:', '  SPRING_CONFIG_NAME: shop'], files), ['1 shop.properties']);
  });

  test('beside application, the later name stronger; with a profile', () => {
    const command = 'command: java -jar app.jar --spring.config.name=application,shop --spring.profiles.active=prod';
    assert.deepEqual(inCompose([command], files), [all, '1 shop.properties', '0 config/shop-prod.properties']);
  });

  test('of what is mounted', () => {
    const lines = [
      'environment:',
      '  SPRING_CONFIG_NAME: shop',
      'volumes:',
      '  - ./deploy/shop.yml:/app/config/shop.yml',
    ];
    const mounted = { ...files, 'deploy/shop.yml': 'spring:\n  kafka:\n    producer:\n      acks: "0"\n' };
    assert.deepEqual(inCompose(lines, mounted), ['1 shop.properties', '0 deploy/shop.yml']);
  });
});

describe('External Application Properties, spring.config.location', () => {
  const custom = { [`${folder}/custom-config/application.properties`]: base + acks('1') };
  const override = { [`${folder}/override.properties`]: base + acks('0') };

  test('replaces the usual places', () => {
    const lines = ['environment:', '  SPRING_CONFIG_LOCATION: "optional:classpath:/custom-config/"'];
    assert.deepEqual(inCompose(lines, custom), ['1 custom-config/application.properties']);
  });

  test('files and folders, the later one stronger', () => {
    const lines = [
      'command: java -Dspring.config.location=classpath:/custom-config/,classpath:/override.properties -jar a.jar',
    ];
    assert.deepEqual(inCompose(lines, { ...custom, ...override }), [
      '1 custom-config/application.properties',
      '0 override.properties',
    ]);
  });

  test('the class path among them keeps what is packed', () => {
    const lines = ['environment:', '  SPRING_CONFIG_LOCATION: "classpath:/,classpath:/custom-config/"'];
    assert.deepEqual(inCompose(lines, custom), [all, '1 custom-config/application.properties']);
  });

  test('what packed files import goes with them', () => {
    const imported = {
      [`${folder}/application.properties`]: `${base}spring.config.import=classpath:override.properties\n`,
      ...override,
      ...custom,
    };
    const location = (value: string): readonly string[] => ['environment:', `  SPRING_CONFIG_LOCATION: "${value}"`];
    assert.deepEqual(inCompose(location('classpath:/'), imported), ['0 override.properties']);
    assert.deepEqual(inCompose(location('classpath:/custom-config/'), imported), [
      '1 custom-config/application.properties',
    ]);
  });

  test('location groups: one after the other, or side by side', () => {
    const cfg = `${folder}/cfg/application`;
    const ext = `${folder}/ext/application`;
    const files = {
      [`${cfg}-live.properties`]: base + acks('1'),
      [`${ext}-live.properties`]: acks('0'),
      [`${ext}-prod.properties`]: acks('2'),
    };
    const lines = (location: string): readonly string[] => [
      'environment:',
      '  SPRING_PROFILES_ACTIVE: prod,live',
      `  SPRING_CONFIG_LOCATION: "${location}"`,
    ];
    assert.deepEqual(inCompose(lines('classpath:/cfg/,classpath:/ext/'), files), [
      '1 cfg/application-live.properties',
      '2 ext/application-prod.properties',
      '0 ext/application-live.properties',
    ]);
    assert.deepEqual(inCompose(lines('classpath:/cfg/;classpath:/ext/'), files), [
      '2 ext/application-prod.properties',
      '1 cfg/application-live.properties',
      '0 ext/application-live.properties',
    ]);
  });
});

describe('External Application Properties, spring.config.additional-location', () => {
  const deployed = {
    'deploy/application.properties': acks('1'),
    'deploy/extra.yml': 'spring:\n  kafka:\n    producer:\n      acks: "0"\n',
  };

  test('adds to the usual places, and stands over them with their profiles', () => {
    const lines = [
      'environment:',
      '  SPRING_PROFILES_ACTIVE: prod',
      '  SPRING_CONFIG_ADDITIONAL_LOCATION: "optional:file:/etc/orders/"',
      'volumes:',
      '  - ./deploy:/etc/orders',
    ];
    const files = { ...deployed, [`${folder}/application-prod.properties`]: acks('2') };
    assert.deepEqual(inCompose(lines, files), [
      all,
      '2 application-prod.properties',
      '1 deploy/application.properties',
    ]);
  });

  test('as an argument, one file', () => {
    const lines = [
      'command: ["java", "-jar", "app.jar", "--spring.config.additional-location=file:/etc/orders/extra.yml"]',
      'volumes:',
      '  - ./deploy/extra.yml:/etc/orders/extra.yml:ro',
    ];
    assert.deepEqual(inCompose(lines, deployed), [all, '0 deploy/extra.yml']);
  });

  test('on the class path', () => {
    const lines = ['environment:', '  SPRING_CONFIG_ADDITIONAL_LOCATION: "classpath:/custom-config/"'];
    const files = { [`${folder}/custom-config/application.properties`]: base + acks('1') };
    assert.deepEqual(inCompose(lines, files), [all, '1 custom-config/application.properties']);
  });
});

describe('Wildcard Locations', () => {
  const files = { 'deploy/a/application.properties': acks('1'), 'deploy/b/application.properties': acks('0') };

  test('folders of config/ are looked into, in alphabetical order', () => {
    const lines = ['volumes:', '  - ./deploy/b:/app/config/b', '  - ./deploy/a:/app/config/a'];
    assert.deepEqual(inCompose(lines, files), [
      all,
      '1 deploy/a/application.properties',
      '0 deploy/b/application.properties',
    ]);
  });

  test('of an additional location', () => {
    const lines = [
      'environment:',
      '  SPRING_CONFIG_ADDITIONAL_LOCATION: "file:/etc/orders/*/"',
      'volumes:',
      '  - ./deploy/a:/etc/orders/a',
      '  - ./deploy/b:/etc/orders/deeper/b',
    ];
    assert.deepEqual(inCompose(lines, files), [all, '1 deploy/a/application.properties']);
  });
});

describe('Importing Additional Data, from where containers mount it', () => {
  const lines = ['volumes:', '  - ./deploy/extra.properties:/etc/orders/extra.properties'];
  const files = { 'deploy/extra.properties': `spring.main.banner-mode=off\n${acks('1')}` };

  test('a path of the container', () => {
    const importing = packed('spring.config.import=file:/etc/orders/extra.properties\n');
    assert.deepEqual(inCompose(lines, { ...files, ...importing }), [all, '1 deploy/extra.properties']);
  });

  test('what is mounted and not looked for says nothing', () => {
    assert.deepEqual(inCompose(lines, files), [all]);
  });
});
