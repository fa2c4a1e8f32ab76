import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownClient, shownCluster, systemOf } from '../../support/workspace.ts';
import { serviceOf } from './view.ts';

/**
 * Compose Specification, “networks”, “network_mode”, “links”, “external_links”, “extra_hosts” (05-services.md), “Networks”
 * (06-networks.md), “Version and name” (04-version-and-name.md), “Profiles” (15-profiles.md), and the deploy section (deploy.md). The
 * oracle is the specification.
 */

/** `redis://host → cluster`, for each endpoint of a client. */
function links(file: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  return systemOf({ 'compose.yaml': file, ...others }).links.map(
    ({ endpoints, cluster }) => `${endpoints.map(({ host }) => host).join(' ')} → ${cluster?.name ?? 'outside'}`,
  );
}

function clusters(files: Readonly<Record<string, string>>): readonly string[] {
  return systemOf(files).clusters.map(shownCluster);
}

const client = (host: string, more = ''): string =>
  `  app:\n    image: shop/app:1\n    environment:\n      SPRING_DATA_REDIS_HOST: ${host}\n      SPRING_DATA_REDIS_PORT: "6379"\n${more}`;

test('05 Services, implicit default network: services that name no network reach each other', () => {
  assert.deepEqual(links(`services:\n  redis:\n    image: redis:7.2\n${client('redis')}`), ['redis → redis']);
});

test('05 Services, networks: without one in common, services do not reach each other', () => {
  const file = (network: string): string =>
    `services:\n  redis:\n    image: redis:7.2\n    networks: [data]\n${client('redis', `    networks: [${network}]\n`)}`;
  assert.deepEqual(links(file('data')), ['redis → redis']);
  assert.deepEqual(links(file('front, data')), ['redis → redis']);
  assert.deepEqual(links(file('front')), ['redis → outside']);
});

test('05 Services, aliases: a further name on a network', () => {
  const file = `services:\n  redis:\n    image: redis:7.2\n    networks:\n      data:\n        aliases: [cache]\n${client('cache', '    networks: [data]\n')}`;
  assert.deepEqual(links(file), ['cache → redis']);
});

test('05 Services, links: an alias, which does not stand over the networks', () => {
  const file = (networks: string): string =>
    `services:\n  redis:\n    image: redis:7.2\n${client('cache', `    links: ["redis:cache"]\n${networks}`)}`;
  assert.deepEqual(links(file('')), ['cache → redis']);
  assert.deepEqual(links(file('    networks: [front]\n')), ['cache → outside']);
});

test('05 Services, network_mode: in the network of the host, ports that are published there are one’s own', () => {
  const file = (mode: string): string =>
    `services:\n  redis:\n    image: redis:7.2\n    ports: ["6379:6379"]\n${client('localhost', mode)}`;
  assert.deepEqual(links(file('    network_mode: host\n')), ['localhost → redis']);
  assert.deepEqual(links(file('')), ['localhost → outside']);
});

test('05 Services, network_mode: in the network of another service, that one’s machine is one’s own', () => {
  const file = `services:\n  redis:\n    image: redis:7.2\n${client('localhost', '    network_mode: service:redis\n')}`;
  assert.deepEqual(links(file), ['localhost → redis']);
  const server = `services:\n  redis:\n    image: redis:7.2\n    network_mode: service:app\n${client('app')}`;
  assert.deepEqual(links(server), ['app → redis']);
});

test('05 Services, network_mode: containers that share a network are met under one name, and each is the other’s machine', () => {
  const redis = '  redis:\n    image: redis:7.2\n    network_mode: service:app\n';
  assert.deepEqual(links(`services:\n${redis}${client('localhost')}`), ['localhost → redis']);
  const other = `services:\n${redis}  app:\n    image: shop/app:1\n    container_name: shop\n  worker:\n    image: shop/worker:1\n    environment:\n      SPRING_DATA_REDIS_HOST: `;
  assert.deepEqual(links(`${other}app\n`), ['app → redis']);
  assert.deepEqual(links(`${other}redis\n`), ['redis → outside']);
  assert.deepEqual(links(`${other}app\n    networks: [back]\n`), ['app → outside']);
  const named = `${other}app\n`.replace('service:app', 'container:shop');
  assert.deepEqual(links(named), ['app → redis']);
});

test('05 Services, aliases: each holds on its own network', () => {
  const backend =
    '  backend:\n    image: redis:7.2\n    networks:\n      back-tier:\n        aliases: [database]\n      admin:\n        aliases: [store]\n';
  const from = (network: string, host: string): readonly string[] =>
    links(`services:\n${backend}${client(host, `    networks: [${network}]\n`)}`);
  assert.deepEqual(from('back-tier', 'database'), ['database → backend']);
  assert.deepEqual(from('back-tier', 'store'), ['store → outside']);
  assert.deepEqual(from('admin', 'store'), ['store → backend']);
  assert.deepEqual(from('admin', 'backend'), ['backend → backend']);
});

test('05 Services, ipv4_address: an address on a network', () => {
  const redis =
    'networks:\n  data:\n    ipam:\n      config: [{ subnet: 172.16.238.0/24 }]\nservices:\n  redis:\n    image: redis:7.2\n    networks:\n      data:\n        ipv4_address: 172.16.238.10\n';
  assert.deepEqual(links(`${redis}${client('172.16.238.10', '    networks: [data]\n')}`), ['172.16.238.10 → redis']);
  assert.deepEqual(links(`${redis}${client('172.16.238.11', '    networks: [data]\n')}`), ['172.16.238.11 → outside']);
});

test('05 Services, links: an alias holds for the service that says it alone', () => {
  const file = `services:\n  redis:\n    image: redis:7.2\n  other:\n    image: shop/other:1\n    links: ["redis:cache"]\n${client('cache')}`;
  assert.deepEqual(links(file), ['cache → outside']);
});

test('05 Services, extra_hosts: a name for an address hides the service of that name', () => {
  const file = (entry: string): string =>
    `services:\n  redis:\n    image: redis:7.2\n    ports: ["6379:6379"]\n${client('redis', `    extra_hosts:\n      ${entry}\n`)}`;
  assert.deepEqual(links(file('- "redis=10.1.0.5"')), ['redis → outside']);
  assert.deepEqual(links(file('- "redis:10.1.0.5"')), ['redis → outside']);
  assert.deepEqual(links(file('redis: "${REDIS_IP}"')), ['redis → outside']);
  assert.deepEqual(links(file('- "other=10.1.0.5"')), ['redis → redis']);
  assert.deepEqual(links(file('- "redis:host-gateway"')), ['redis → redis']);
});

test('05 Services, extra_hosts: through the host to a port that is published there', () => {
  const file = (host: string, port: string): string =>
    `services:\n  redis:\n    image: redis:7.2\n    ports: ["${port}:6379"]\n${client(host, '    extra_hosts: ["host.docker.internal:host-gateway"]\n')}`;
  assert.deepEqual(links(file('host.docker.internal', '6379')), ['host.docker.internal → redis']);
  assert.deepEqual(links(file('host.docker.internal', '16379')), ['host.docker.internal → outside']);
});

test('05 Services, external_links: a container that another project runs', () => {
  const infra = 'services:\n  cache:\n    image: redis:7.2\n    container_name: shop-cache\n';
  const app = `services:\n${client('redis', '    external_links: ["shop-cache:redis"]\n')}`;
  assert.deepEqual(links(app, { 'infra/compose.yaml': infra }), ['redis → cache']);
  assert.deepEqual(links(`services:\n${client('redis')}`, { 'infra/compose.yaml': infra }), ['redis → outside']);
});

test('06 Networks, external and name: a network of a given name is the same in other projects', () => {
  const infra = (networks: string): Readonly<Record<string, string>> => ({
    'infra/compose.yaml': `services:\n  redis:\n    image: redis:7.2\n    networks: [back]\nnetworks:\n${networks}`,
  });
  const app = (networks: string): string =>
    `services:\n${client('redis', '    networks: [data]\n')}networks:\n${networks}`;
  const external = app('  data:\n    external: true\n    name: shop-data\n');
  assert.deepEqual(links(external, infra('  back:\n    name: shop-data\n')), ['redis → redis']);
  assert.deepEqual(links(external, infra('  back:\n    external:\n      name: shop-data\n')), ['redis → redis']);
  assert.deepEqual(links(external, infra('  back: {}\n')), ['redis → outside']);
  assert.deepEqual(links(app('  data: {}\n'), infra('  back:\n    name: data\n')), ['redis → outside']);
  const byProject = app('  data:\n    external: true\n    name: infra_back\n');
  assert.deepEqual(links(byProject, infra('  back: {}\n')), ['redis → redis']);
});

test('04 Name: the project’s name is in front of its networks', () => {
  const app = `services:\n${client('redis', '    networks: [shop_default]\n')}networks:\n  shop_default:\n    external: true\n`;
  const infra = (name: string): Readonly<Record<string, string>> => ({
    'infra/compose.yaml': `${name}services:\n  redis:\n    image: redis:7.2\n`,
  });
  assert.deepEqual(links(app, infra('name: shop\n')), ['redis → redis']);
  assert.deepEqual(links(app, infra('')), ['redis → outside']);
  assert.deepEqual(links(app, { ...infra(''), 'infra/.env': 'COMPOSE_PROJECT_NAME=shop\n' }), ['redis → redis']);
  assert.deepEqual(links(app, { ...infra('name: ${STACK}\n'), 'infra/.env': 'COMPOSE_PROJECT_NAME=shop\n' }), [
    'redis → redis',
  ]);
});

test('06 Networks: an overlay says which network a key means', () => {
  const files = {
    'compose.override.yaml': 'networks:\n  data:\n    external: true\n    name: shop-data\n',
    'infra/compose.yaml':
      'services:\n  redis:\n    image: redis:7.2\n    networks: [shop-data]\nnetworks:\n  shop-data:\n    external: true\n',
  };
  const app = `services:\n${client('redis', '    networks: [data]\n')}networks:\n  data: {}\n`;
  assert.deepEqual(links(app, files), ['redis → redis']);
});

test('06 Networks, host or none: an external network of these names is the host’s own, or nothing', () => {
  const file = `services:\n  redis:\n    image: redis:7.2\n    ports: ["6379:6379"]\n${client('localhost', '    networks: [hostnet]\n')}networks:\n  hostnet:\n    external: true\n    name: host\n`;
  assert.deepEqual(links(file), ['localhost → redis']);
  const none = `services:\n  redis:\n    image: redis:7.2\n    networks: [nonet]\n${client('redis', '    networks: [nonet]\n')}networks:\n  nonet:\n    external: true\n    name: none\n`;
  assert.deepEqual(links(none), ['redis → outside']);
});

test('05 Services, network_mode: without a network nothing is reached', () => {
  const file = `services:\n  redis:\n    image: redis:7.2\n${client('redis', '    network_mode: none\n')}`;
  assert.deepEqual(links(file), ['redis → outside']);
});

const profiles =
  'services:\n  kafka:\n    image: apache/kafka:3.9.0\n  redis:\n    image: redis:7.2\n    profiles: [cache, full]\n';

test('15 Profiles: a service with profiles is off until one of them is on', () => {
  assert.deepEqual(clusters({ 'compose.yaml': profiles }), [
    'kafka standalone 1 3.9.0: kafka',
    'redis standalone 1 7.2 off: redis',
  ]);
});

test('15 Profiles: COMPOSE_PROFILES turns them on', () => {
  const redisOf = (said: string): string | undefined =>
    clusters({ 'compose.yaml': profiles, '.env': `COMPOSE_PROFILES=${said}\n` })[1];
  assert.equal(redisOf('full'), 'redis standalone 1 7.2: redis');
  assert.equal(redisOf('debug,cache'), 'redis standalone 1 7.2: redis');
  assert.equal(redisOf('debug'), 'redis standalone 1 7.2 off: redis');
});

test('15 Profiles: the empty name is on where nothing names others, as docker compose reads COMPOSE_PROFILES', () => {
  const file = profiles.replace('[cache, full]', '["", cache]');
  assert.equal(clusters({ 'compose.yaml': file })[1], 'redis standalone 1 7.2: redis');
  assert.equal(
    clusters({ 'compose.yaml': file, '.env': 'COMPOSE_PROFILES=debug\n' })[1],
    'redis standalone 1 7.2 off: redis',
  );
});

test('15 Profiles: what a service that is off would use is off as well', () => {
  const file = `services:\n  redis:\n    image: redis:7.2\n${client('redis', '    profiles: [debug]\n')}`;
  assert.deepEqual(systemOf({ 'compose.yaml': file }).clients.map(shownClient), ['redis off: redis:6379']);
});

test('where every service has profiles, one of them is always named, and all are judged', () => {
  const file = 'services:\n  redis:\n    image: redis:7.2\n    profiles: [cache]\n';
  assert.deepEqual(clusters({ 'compose.yaml': file }), ['redis standalone 1 7.2: redis']);
});

test('deploy, replicas and mode; scale', () => {
  const instances = (body: string): unknown => {
    const { replicas } = serviceOf(
      { 'compose.yaml': `services:\n  redis:\n    image: redis:7.2\n${body}` },
      'compose.yaml',
      'redis',
    );
    return replicas.value;
  };
  assert.equal(instances(''), 1);
  assert.equal(instances('    scale: 3\n'), 3);
  assert.equal(instances('    deploy:\n      replicas: 2\n'), 2);
  assert.equal(instances('    deploy:\n      replicas: ${REPLICAS:-4}\n'), 4);
  assert.equal(instances('    deploy:\n      mode: global\n'), undefined);
});
