import { stringify } from 'yaml';
import { nativeFileOf } from '../../server/src/extract/native-file.ts';
import type { ResourceRecognition } from '../../server/src/knowledge/recognition.ts';
import type { Component, Setting, Spellings } from '../../server/src/knowledge/types.ts';
import { plant, type Tree } from './plant.ts';

/** One way to write one setting. */
export interface Spelling {
  readonly component: Component;
  readonly setting: Setting;
  readonly kind: keyof Spellings;
  readonly name: string;
}

/** A file as people write it that holds a spelling. */
export interface SpeltFile {
  readonly path: string;
  readonly text: string;
}

/** Every spelling of every setting; those that the component's convention gives are of the kind `env`. */
export function* spellingsOf(components: readonly Component[]): Generator<Spelling> {
  for (const component of components) {
    for (const setting of component.settings) {
      for (const [kind, names] of Object.entries(setting.spellings) as [keyof Spellings, readonly string[]][])
        for (const name of names) yield { component, setting, kind, name };
      if (setting.side !== 'server') continue;
      for (const { prefix } of component.conventions.env ?? [])
        for (const native of setting.spellings.native ?? [])
          yield { component, setting, kind: 'env', name: prefix + native.replace(/[.-]/g, '_').toUpperCase() };
    }
  }
}

/** The smallest files that could hold it; one of them must be understood. */
export function filesOf(spelling: Spelling): readonly SpeltFile[] {
  switch (spelling.kind) {
    case 'native':
      return nativeFiles(spelling);
    case 'env':
      return envFiles(spelling);
    case 'spring':
      return [springFile(spelling)];
    case 'argument':
      return argumentFiles(spelling);
    case 'resource':
      return resourceFiles(spelling);
    case 'values':
      return valuesFiles(spelling);
    case 'url':
      return [urlFile(spelling)];
  }
}

/** A value of the setting's type. */
export function valueOf({ type, values }: Setting): string {
  const known = values.find(({ value }) => value !== '');
  if (known !== undefined) return known.value;
  const samples = {
    boolean: 'true',
    duration: '30000',
    endpoints: 'node-1:2181,node-2:2181',
    enum: 'default',
    integer: '3',
    list: 'one,two',
    path: '/var/lib/data',
    size: '1gb',
    string: 'text',
  } as const;
  return samples[type];
}

/** An image that takes variables: the official one of Redis does not. */
function configurableImageOf(component: Component): string {
  const image = component.server.images.find((name) => name.startsWith('bitnamilegacy/'));
  return image === undefined ? imageOf(component) : `${image}:1.0`;
}

function imageOf({ server, id }: Component): string {
  return `${server.images[0] ?? server.imageNames[0] ?? id}:1.0`;
}

function compose(service: Tree): SpeltFile {
  return { path: 'docker-compose.yml', text: stringify({ services: { subject: service } }) };
}

/** An application that certainly uses the component. */
function clientProperties({ client }: Component): Record<string, string> {
  const known = client.properties.find(({ holds }) => holds === 'endpoints') ?? client.properties[0];
  if (known === undefined) return {};
  const name = known.name
    .replace(/^\*\*\./, 'app.')
    .replace(/\.\*\*$/, '.any')
    .replaceAll('*', 'any');
  const [scheme] = client.schemes;
  const address = scheme === undefined ? 'subject:9092' : `${scheme}://subject:9092`;
  const [value = address] = known.values ?? [];
  return { [name]: value.replaceAll('*', 'subject:9092') };
}

function nativeFiles(spelling: Spelling): SpeltFile[] {
  const { component, name, setting } = spelling;
  const value = valueOf(setting);
  if (setting.side === 'client') return clientFiles(spelling);
  const own = component.server.files.flatMap((file) => {
    const syntax = nativeFileOf(file)?.syntax;
    return syntax === undefined ? [] : [{ path: `conf/${file}`, text: nativeText(syntax, name, value, component) }];
  });
  const argument = compose({
    image: imageOf(component),
    command: `${component.server.commands[0] ?? 'start'} --${name} ${value}`,
  });
  return [
    // Where the component's own file is read, that is where a native name has to be understood.
    ...(own.length > 0 ? own : [argument]),
    ...component.server.resources.flatMap((resource) =>
      resource.config === undefined ? [] : [resourceFile(resource, `${resource.config}.${name}`, value)],
    ),
    ...valuesFiles(spelling),
  ];
}

/** Files that clients bring along; none of them is a server's. */
function clientFiles({ component, name, setting }: Spelling): SpeltFile[] {
  const value = valueOf(setting);
  if (component.id === 'redisson') {
    const text = stringify({ singleServerConfig: { address: 'redis://redis:6379' }, [name]: value });
    return [{ path: 'src/main/resources/redisson.yaml', text }];
  }
  if (component.id === 'ehcache') return [{ path: 'src/main/resources/ehcache.xml', text: ehcacheText(name, value) }];
  const first = component.settings.find(({ side, type }) => side === 'client' && type === 'endpoints');
  const [address = name] = first?.spellings.native ?? [];
  return ['producer.properties', 'consumer.properties'].map((file) => ({
    path: `config/${file}`,
    text: Object.entries({ [address]: 'kafka-1:9092,kafka-2:9092', [name]: value })
      .map(([key, text]) => `${key}=${text}\n`)
      .join(''),
  }));
}

type Syntax = NonNullable<ReturnType<typeof nativeFileOf>>['syntax'];

function nativeText(syntax: Syntax, name: string, value: string, component: Component): string {
  // What tells whose file it is, where its name does not.
  const others = component.settings.flatMap(({ side, spellings }) =>
    side === 'server' ? (spellings.native ?? []) : [],
  );
  return writers[syntax](
    name,
    value,
    others.filter((other) => other !== name),
  );
}

/** One setting in a file of each syntax; `beside` are others of the same component. */
const writers: Readonly<Record<Syntax, (name: string, value: string, beside: readonly string[]) => string>> = {
  properties: (name, value, beside) =>
    [...beside.slice(0, 8).map((other) => `${other}=1`), `${name}=${value}`, ''].join('\n'),
  phrases: (name, value) => `[global]\nosd_pool_default_size = 3\n${name} = ${value}\n`,
  ini: (name, value) => `[mysqld]\n${name} = ${value}\n`,
  statements: (name, value) => `http {\n  server {\n    ${name} ${value};\n  }\n}\n`,
  directives: (name, value) => `${name} ${value}\n`,
  yaml: (name, value, beside) =>
    stringify(planted([...beside.slice(0, 8).map((other) => [other, '1'] as const), [name, value]])),
  blocks(name, value) {
    const blocks = name.split('.');
    const last = blocks.pop() ?? '';
    return `${blocks.map((block) => `${block} {\n`).join('')}${last} = "${value}"\n${'}\n'.repeat(blocks.length)}`;
  },
  items(name, value) {
    const [list = '', ...rest] = name.split('.');
    const item = rest.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
    return `${JSON.stringify({ vhosts: [{ name: '/' }], [list]: [item] }, undefined, 2)}\n`;
  },
  addresses: (_, value) => `${value}\n`,
  'ehcache-xml': (name, value) => ehcacheText(name, value),
  'activemq-xml': (name, value) => activemqText(name, value),
  toml: (name, value) => `${name} = "${value}"\n`,
  'terracotta-xml': (name, value) =>
    name === 'failover-priority'
      ? `<tc-config>\n<failover-priority><${value}/></failover-priority>\n</tc-config>\n`
      : `<tc-config><plugins><config><ohr:resource name="primary" unit="MB">${value}</ohr:resource></config></plugins></tc-config>\n`,
  'site-xml': (name, value) =>
    `<configuration>\n<property>\n<name>${name}</name>\n<value>${value}</value>\n</property>\n</configuration>\n`,
};

/** An `activemq.xml` of Classic or a `broker.xml` of Artemis with one setting. */
function activemqText(name: string, value: string): string {
  const steps = name.split('.');
  const last = steps.at(-1) ?? '';
  if (steps[0] === 'core')
    return `<configuration xmlns="urn:activemq"><core xmlns="urn:activemq:core"><${last}>${value}</${last}></core></configuration>\n`;
  const around = steps.slice(1, -1);
  const own = `${last}="${value}"`;
  const inner = around.map((each, index) => `<${each}${index === around.length - 1 ? ` ${own}` : ''}>`).join('');
  const close = around
    .toReversed()
    .map((each) => `</${each}>`)
    .join('');
  return `<beans><broker brokerName="orders" ${around.length === 0 ? own : ''}>${inner}${close}</broker></beans>\n`;
}

/** An `ehcache.xml` with one setting: of version 2 where its name is that of an attribute there. */
function ehcacheText(name: string, value: string): string {
  const inner = name.replace(/^ehcache\./, '');
  const [first = '', ...rest] = inner.split('.');
  const last = rest.at(-1) ?? '';
  const ways: Readonly<Record<string, string>> = {
    'cache.expiry': `<cache alias="orders"><expiry><${value}/></expiry></cache>`,
    'cache.disk.persistent': `<cache alias="orders"><resources><disk persistent="${value}" unit="GB">1</disk></resources></cache>`,
    'cache.replication.replicateAsynchronously': `<cache name="orders"><cacheEventListenerFactory class="net.sf.ehcache.distribution.RMICacheReplicatorFactory" properties="replicateAsynchronously=${value}, replicatePuts=true"/></cache>`,
  };
  const isAttribute = /^(?:url|auto-create|consistency|strategy)$/.test(last);
  const path = isAttribute ? inner.split('.').slice(0, -1) : inner.split('.');
  const open = path.map((each) => `<tc:${each}`).join('>');
  const close = path
    .toReversed()
    .map((each) => `</tc:${each}>`)
    .join('');
  const nested = isAttribute ? `${open} ${last}="${value}">${close}` : `${open}>${value}${close}`;
  const isOld = first === 'cache' && /^[a-z]+[A-Z]|^eternal$/.test(last) && rest.length === 1;
  const body = ways[inner] ?? (isOld ? `<cache name="orders" ${last}="${value}"/>` : nested);
  return `<config xmlns="http://www.ehcache.org/v3" xmlns:tc="http://www.ehcache.org/v3/clustered">${body}</config>\n`;
}

function planted(fields: readonly (readonly [string, string])[]): Tree {
  const root: Tree = {};
  for (const [path, value] of fields) plant(root, path, value);
  return root;
}

function envFiles({ component, setting, name }: Spelling): SpeltFile[] {
  const value = valueOf(setting);
  const server = compose({ image: configurableImageOf(component), environment: { [name]: value } });
  if (setting.side === 'server') return [server];
  const variables = Object.entries(clientProperties(component)).map(([property, address]): [string, string] => [
    property.replaceAll('-', '').replaceAll('.', '_').toUpperCase(),
    address,
  ]);
  const names = component.client.env.map(({ name: own, values }): [string, string] => [
    own,
    values?.[0] ?? 'subject:9092',
  ]);
  return [...variables.map((one) => [one]), ...names.map((one) => [one]), []].map((evidence) =>
    compose({ image: 'shop/orders:1.0', environment: { ...Object.fromEntries(evidence), [name]: value } }),
  );
}

function springFile({ component, setting, name }: Spelling): SpeltFile {
  const property = name.replace(/^\*\*\./, 'app.').replaceAll('*', 'orders');
  const [own] = component.server.properties;
  const [ownName = '', ownValue = 'true'] = own?.split('=') ?? [];
  const around =
    setting.side === 'client' ? clientProperties(component) : ownName === '' ? {} : { [ownName]: ownValue };
  const lines = Object.entries({ ...around, [property]: valueOf(setting) }).map(([key, value]) => `${key}=${value}`);
  return { path: 'src/main/resources/application.properties', text: `${lines.join('\n')}\n` };
}

/** In the URL an application connects by. */
function urlFile({ component, setting, name }: Spelling): SpeltFile {
  const [scheme = component.id] = component.client.schemes;
  const value = valueOf(setting);
  const url = name.endsWith(':*')
    ? `${name.slice(0, -1)}${value}://one,two/orders`
    : name === '/'
      ? `${scheme}://one:1234/${value}`
      : `${scheme}://one:1234/orders?ignored=1&${name}=${value}`;
  return { path: 'src/main/resources/application.properties', text: `app.connection.url=${url}\n` };
}

function argumentFiles({ component, setting, name }: Spelling): SpeltFile[] {
  const value = valueOf(setting);
  const image = setting.side === 'server' ? imageOf(component) : 'shop/orders:1.0';
  const start = setting.side === 'server' ? (component.server.commands[0] ?? 'start') : 'java -jar app.jar';
  const environment =
    setting.side === 'server'
      ? {}
      : Object.fromEntries(
          Object.entries(clientProperties(component)).map(([property, address]) => [
            property.replaceAll('-', '').replaceAll('.', '_').toUpperCase(),
            address,
          ]),
        );
  return [
    `${start} ${name} ${value}`,
    `${start} ${name}=${value}`,
    `${name} ${value}`,
    `java ${name}=${value} -jar app.jar`,
  ].map((command) => compose({ image, command, environment }));
}

/** Below an object that the component is recognised by, where there is one of its kind. */
function resourceFiles({ component, setting, name }: Spelling): SpeltFile[] {
  const [kind = '', path = ''] = name.split(/\s+/, 2);
  const known = [
    ...component.server.resources.filter((one) => one.kind === kind),
    ...component.client.resources.filter((one) => one.kind === kind),
  ];
  const field = path.replaceAll('[*]', '[0]');
  return [...known, { kind }].map((one) => resourceFile(one, field, valueOf(setting)));
}

type AnyResource = Pick<ResourceRecognition, 'kind'> & Partial<Pick<ResourceRecognition, 'requires' | 'when'>>;

function resourceFile({ kind: name, requires, when }: AnyResource, path: string, value: string): SpeltFile {
  const [group = '', kind = ''] = name.split('/');
  const root: Tree = { apiVersion: `${group}/v1`, kind, metadata: { name: 'subject' } };
  if (requires !== undefined) plant(root, `${requires}.replicas`, '3');
  if (when !== undefined) plant(root, when.path, when.values[0]?.replaceAll('*', 'x') ?? '');
  plant(root, path, value);
  return { path: 'deploy/subject.yaml', text: stringify(root) };
}

/** In the values of each chart the component is known by, under its section. */
function valuesFiles({ component, setting, name }: Spelling): SpeltFile[] {
  return component.server.charts.map(({ key, with: keys, beside = [] }) => {
    const root: Tree = {};
    for (const other of beside) plant(root, `${other}.enabled`, 'true');
    for (const own of keys.slice(0, 1)) plant(root, `${key}.${own}`, 'true');
    plant(root, `${key}.${name.replaceAll('[*]', '[0]')}`, valueOf(setting));
    return { path: 'chart/values.yaml', text: stringify(root) };
  });
}
