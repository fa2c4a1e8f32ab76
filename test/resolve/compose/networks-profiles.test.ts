import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownClient, shownCluster, systemOf } from '../../support/workspace.ts';
import { serviceOf } from './view.ts';

/**
 * Compose Specification, “networks”, “network_mode”, “links” (05-services.md), “Profiles” (15-profiles.md), and the deploy
 * section (deploy.md). The oracle is the specification.
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
