import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { MemoryHost } from '../../../server/src/host/memory-host.ts';
import { createProject } from '../../../server/src/project/create.ts';
import type { Project } from '../../../server/src/project/project.ts';
import { randomFrom, type Random } from '../../bench/random.ts';
import { textsIn } from '../../support/folder.ts';

/*
 * After any edits a project says what one says that sees the texts for the first time: what was remembered is what would be found
 * again, with the places where it stands now.
 */

const systems = join(import.meta.dirname, '../../resolve/systems');

type Files = Readonly<Record<string, string>>;

async function loaded(files: Files, root: string): Promise<Project> {
  const project = createProject(new MemoryHost(root, files), { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  return project;
}

/** All that a project says, as a text in which its folder does not matter. */
function said(project: Project, root: string): string {
  const { clusters, clients, links, applications, coveredBy } = project.system();
  const all = {
    clusters,
    clients,
    links: links.map(({ client, cluster }) => [client.id, cluster?.id]),
    applications,
    coveredBy,
    findings: project.review().findings,
    problems: project.files().map(({ uri }) => project.problemsIn(uri)),
  };
  const plain = (_: string, value: unknown): unknown => (value instanceof Map ? Object.fromEntries(value) : value);
  return JSON.stringify(all, plain, 1).replaceAll(root, '');
}

const pieces = ['\n', ' ', '1', 'prod', '${KAFKA_HOST}', '      TZ: UTC\n', '    image: redis:7\n'] as const;

/** A line more, which leaves the file whole, or one stretch taken out, doubled or followed by something else. */
function edited(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  if (random.chance(0.5)) {
    const start = text.lastIndexOf('\n', at - 1) + 1;
    return `${text.slice(0, start)}# noted\n${text.slice(start)}`;
  }
  const stretch = text.slice(at, at + random.below(120));
  const piece = random.chance(0.2) ? stretch : random.pick(pieces);
  return text.slice(0, at) + piece + text.slice(at + (random.chance(0.2) ? random.below(40) : 0));
}

async function compare(original: Files, seed: number, versions: number): Promise<void> {
  const random = randomFrom(seed);
  const root = `file:///edited-${seed}/workspace`;
  const project = await loaded(original, root);
  const [first = '', ...others] = Object.keys(original);
  const files: Record<string, string> = { ...original };
  said(project, root);
  for (let version = 1; version <= versions; version++) {
    const path = random.pick([first, ...others]);
    // Most edits break a file; it is mended before long.
    files[path] = random.chance(0.3) ? (original[path] ?? '') : edited(files[path] ?? '', random);
    project.open(`${root}/${path}`, version, files[path]);
    // Nothing is known of a folder that was never seen.
    const elsewhere = `file:///seen-once-${seed}-${version}/workspace`;
    const expected = said(await loaded(files, elsewhere), elsewhere);
    assert.equal(said(project, root), expected, `version ${version} of seed ${seed}: ${path}`);
  }
}

/** Applications that containers run by names, mounts and variables, beside what they talk to. */
const shop: Files = {
  'deploy/compose.yml': [
    'services:',
    '  kafka:',
    '    image: apache/kafka:4.1.0',
    '  orders:',
    '    build: ../orders',
    '    environment:',
    '      KAFKA_HOST: kafka',
    '      SPRING_PROFILES_ACTIVE: prod',
    '    volumes:',
    '      - ./orders.yml:/app/config/application.yml',
    '  billing:',
    '    build: ../billing',
    '    command: sh -c "java $$JAVA_OPTS -jar app.jar --spring.kafka.producer.acks=1"',
    '    environment:',
    '      JAVA_OPTS: -Dspring.kafka.producer.retries=3',
    '',
  ].join('\n'),
  'deploy/orders.yml': 'spring:\n  kafka:\n    producer:\n      acks: "1"\n',
  ...Object.fromEntries(
    ['orders', 'billing'].flatMap((name) => [
      [
        `${name}/src/main/resources/application.yml`,
        `spring:\n  application:\n    name: ${name}\n  kafka:\n    bootstrap-servers: \${KAFKA_HOST:localhost}:9092\n    client-id: \${spring.application.name}-\${${name}.id}\n`,
      ],
      [`${name}/src/main/resources/application-prod.yml`, 'spring:\n  kafka:\n    producer:\n      acks: all\n'],
    ]),
  ),
};

/** One project over several files, with variables from two kinds of env files. */
const project: Files = {
  'compose.yml': [
    'services:',
    '  zookeeper:',
    '    image: zookeeper:${ZK_VERSION}',
    '  kafka-1:',
    '    image: confluentinc/cp-kafka:7.4.0',
    '    env_file: kafka.env',
    '    environment:',
    '      KAFKA_BROKER_ID: 1',
    '      KAFKA_ZOOKEEPER_CONNECT: zookeeper:2181',
    '  kafka-2:',
    '    extends: kafka-1',
    '    environment:',
    '      KAFKA_BROKER_ID: 2',
    '  orders:',
    '    build: ./orders',
    '    environment:',
    '      SPRING_KAFKA_BOOTSTRAP_SERVERS: ${BROKERS}',
    '      SPRING_KAFKA_PRODUCER_ACKS: "1"',
    'networks:',
    '  default:',
    '    name: shop',
    '',
  ].join('\n'),
  'compose.override.yml':
    'services:\n  kafka-1:\n    deploy:\n      replicas: 1\n  redis:\n    image: redis:${REDIS_VERSION:-7.4}\n',
  '.env': 'ZK_VERSION=3.8.4\nBROKERS=kafka-1:9092,kafka-2:9092\n',
  'kafka.env': 'KAFKA_MIN_INSYNC_REPLICAS=2\nKAFKA_DEFAULT_REPLICATION_FACTOR=2\n',
};

/** What services have in common, by anchors beside them and in one of them. */
const aliases: Files = {
  'compose.yml': [
    'x-logging: &logging',
    '  driver: json-file',
    'x-kafka: &kafka',
    '  image: confluentinc/cp-kafka:7.4.0',
    '  logging: *logging',
    '  environment: &env',
    '    KAFKA_MIN_INSYNC_REPLICAS: 2',
    '    KAFKA_DEFAULT_REPLICATION_FACTOR: 3',
    'services:',
    '  kafka-1:',
    '    <<: *kafka',
    '    environment:',
    '      <<: *env',
    '      KAFKA_BROKER_ID: 1',
    '  redis: &redis',
    '    image: redis:7.2',
    '    command: &command ["redis-server", "--appendonly", "no"]',
    '    healthcheck: {test: ["CMD", "sh", "-c", "redis-cli ping && echo *"]}',
    '  redis-replica:',
    '    <<: *redis',
    '    command: [*command]',
    '  orders:',
    '    image: shop/orders:1',
    '    logging: *logging',
    '    links: ["redis:cache"]',
    '    environment:',
    '      SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka-1:9092',
    '      SPRING_KAFKA_PRODUCER_ACKS: "1"',
    '      SPRING_DATA_REDIS_HOST: cache',
    '',
  ].join('\n'),
  'compose.prod.yml':
    'x-args: &args\n  REDIS_ARGS: "--save 60 1"\nservices:\n  redis:\n    environment: *args\n  nacos:\n    image: nacos/nacos-server:v2.3.2\n    environment: *args\n',
};

describe('what is remembered is what would be found again', () => {
  for (const seed of [9, 10]) test(`a compose file with aliases, seed ${seed}`, () => compare(aliases, seed, 40));
  for (const seed of [6, 7, 8]) test(`a compose project, seed ${seed}`, () => compare(project, seed, 40));
  for (const seed of [1, 2, 3]) test(`a shop, seed ${seed}`, () => compare(shop, seed, 25));
  test('Spring Cloud Alibaba', () => compare(textsIn(join(systems, 'spring-cloud-alibaba')), 4, 15));
  test('Kustomize overlays', () => compare(textsIn(join(systems, 'kustomize-shop')), 5, 15));
});
