import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Posture, postureOf } from '../../../server/src/review/posture.ts';
import { projectOf } from '../../support/review-files.ts';

/** Posture of the one cluster of a component. */
async function postureIn(component: string, files: Readonly<Record<string, string>>): Promise<Posture> {
  const project = await projectOf(files);
  const { clusters, links } = project.system();
  const [cluster, ...others] = clusters.filter((each) => each.component === component);
  assert.ok(cluster !== undefined && others.length === 0, `one cluster of ${component}`);
  return postureOf(
    cluster,
    links.filter((link) => link.cluster?.id === cluster.id),
    project.knowledge,
  );
}

function verdicts({ survives, availability, consistency, durability }: Posture): readonly unknown[] {
  return [survives, availability.verdict, consistency.verdict, durability.verdict];
}

const brokers = (settings: string): string => `services:
  kafka-1: &kafka
    image: apache/kafka:4.1.0
    environment:
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka-1:9093,2@kafka-2:9093,3@kafka-3:9093
${settings}  kafka-2: *kafka
  kafka-3: *kafka
`;

const copies = '      KAFKA_DEFAULT_REPLICATION_FACTOR: 3\n      KAFKA_MIN_INSYNC_REPLICAS: 2\n';

test('three copies of which two are needed survive one broker', async () => {
  assert.deepEqual(verdicts(await postureIn('kafka', { 'compose.yml': brokers(copies) })), [
    1,
    'isr',
    'leader-reads',
    'acknowledged-copies',
  ]);
});

test('a producer with acks=1 takes the durability away, and is named as the reason', async () => {
  const compose = `${brokers(copies)}  orders:
    image: shop/orders:1.0.0
    environment:
      SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka-1:9092,kafka-2:9092,kafka-3:9092
      SPRING_KAFKA_PRODUCER_ACKS: "1"
`;
  const { durability } = await postureIn('kafka', { 'compose.yml': compose });
  assert.equal(durability.verdict, 'acks-leader-only');
  assert.deepEqual(
    durability.because.map((reason) => [reason.what, reason.fact.value]),
    [['kafka:acks', '1']],
  );
});

test('one broker survives nothing', async () => {
  const compose = 'services:\n  kafka:\n    image: apache/kafka:4.1.0\n';
  assert.deepEqual((await postureIn('kafka', { 'compose.yml': compose })).survives, 0);
});

test('a setting from a variable without a default is not guessed', async () => {
  const unknown = '      KAFKA_DEFAULT_REPLICATION_FACTOR: ${COPIES}\n      KAFKA_MIN_INSYNC_REPLICAS: 2\n';
  assert.deepEqual(verdicts(await postureIn('kafka', { 'compose.yml': brokers(unknown) })), [
    undefined,
    'unknown',
    'leader-reads',
    'unknown',
  ]);
});

const ensemble = (replicas: number): string => `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: zk
spec:
  serviceName: zk
  replicas: ${replicas}
  template:
    metadata:
      labels: { app: zk }
    spec:
      containers:
        - name: zookeeper
          image: zookeeper:3.9.3
          env:
            - name: ZOO_SERVERS
              value: ${Array.from({ length: replicas }, (_, i) => `server.${i + 1}=zk-${i}.zk:2888:3888;2181`).join(' ')}
`;

test('a majority is needed: two survive none, three and four one, five two', async () => {
  const survivors: (number | undefined)[] = [];
  for (const replicas of [2, 3, 4, 5])
    survivors.push((await postureIn('zookeeper', { 'zk.yaml': ensemble(replicas) })).survives);
  assert.deepEqual(survivors, [0, 1, 1, 2]);
});

const redis = (sentinels: number): string => {
  const names = Array.from(
    { length: sentinels },
    (_, i) =>
      `  sentinel-${i + 1}:\n    image: bitnamilegacy/redis-sentinel:7.4\n    environment: { REDIS_MASTER_HOST: primary }\n`,
  );
  return `services:
  primary:
    image: redis:8.2
    command: redis-server --appendonly yes
  replica:
    image: redis:8.2
    command: redis-server --replicaof primary 6379 --appendonly yes
${names.join('')}`;
};

test('Redis fails over with three Sentinels and a replica, not with two, and by hand without any', async () => {
  assert.deepEqual(verdicts(await postureIn('redis', { 'compose.yml': redis(3) })), [
    1,
    'sentinel-failover',
    'asynchronous-replication',
    'append-only',
  ]);
  assert.equal((await postureIn('redis', { 'compose.yml': redis(2) })).survives, 0);
  assert.deepEqual(verdicts(await postureIn('redis', { 'compose.yml': redis(0) })), [
    0,
    'manual-failover',
    'asynchronous-replication',
    'append-only',
  ]);
});

test('Redis with everything off keeps its data in memory', async () => {
  const compose =
    'services:\n  redis:\n    image: redis:8.2\n    command: ["redis-server", "--save", "", "--appendonly", "no"]\n';
  assert.equal((await postureIn('redis', { 'compose.yml': compose })).durability.verdict, 'memory-only');
});

test('Nacos and Seata are as durable as where they store', async () => {
  const compose = (nacos: string, store: string): string => `services:
  nacos:
    image: nacos/nacos-server:v3.2.0
    environment:
      MODE: standalone
${nacos}  seata:
    image: apache/seata-server:2.5.0
    environment:
      STORE_MODE: ${store}
`;
  const own = { 'compose.yml': compose('', 'file') };
  const shared = { 'compose.yml': compose('      SPRING_DATASOURCE_PLATFORM: mysql\n', 'db') };
  assert.equal((await postureIn('nacos', own)).durability.verdict, 'embedded-database');
  assert.equal((await postureIn('nacos', shared)).durability.verdict, 'external-database');
  assert.deepEqual(verdicts(await postureIn('seata', own)), [0, 'single-member', 'seata-by-mode', 'in-containers']);
  assert.equal((await postureIn('seata', shared)).durability.verdict, 'external-database');
});
