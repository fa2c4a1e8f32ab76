import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Condition, holds } from '../../../server/src/review/condition.ts';
import { projectOf } from '../../support/review-files.ts';

const files = {
  'deploy/prod/docker-compose.yml': `services:
  kafka-1: &kafka
    image: apache/kafka:4.1.0
    environment:
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@kafka-1:9093,2@kafka-2:9093,3@kafka-3:9093
      KAFKA_MIN_INSYNC_REPLICAS: 2
  kafka-2: *kafka
  kafka-3: *kafka
  orders:
    image: shop/orders:1.0.0
    environment:
      SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka-1:9092
  redis:
    image: redis:\${REDIS_TAG}
`,
};

async function holdsFor(of: 'kafka' | 'redis' | 'client', condition: Condition): Promise<boolean> {
  const project = await projectOf(files);
  const { clusters, clients, links } = project.system();
  const subject = of === 'client' ? clients[0] : clusters.find((cluster) => cluster.component === of);
  assert.ok(subject !== undefined);
  const own = links.filter((link) => link.client.id === subject.id || link.cluster?.id === subject.id);
  return holds(condition, { subject, links: own, knowledge: project.knowledge });
}

test('an empty condition holds', async () => {
  assert.equal(await holdsFor('kafka', {}), true);
});

test('members, of the cluster or of the one a client leads to', async () => {
  assert.equal(await holdsFor('kafka', { nodes: { min: 3 } }), true);
  assert.equal(await holdsFor('kafka', { nodes: { max: 2 } }), false);
  assert.equal(await holdsFor('client', { nodes: { min: 3, max: 3 } }), true);
});

test('version ranges; an unknown version fulfils none', async () => {
  assert.equal(await holdsFor('kafka', { version: '>=4.0.0' }), true);
  assert.equal(await holdsFor('kafka', { version: '<4.0.0' }), false);
  assert.equal(await holdsFor('redis', { version: '>=0.0.0' }), false);
});

test('settings in force, written or by default, compared without quotes and case', async () => {
  assert.equal(await holdsFor('kafka', { settings: { 'kafka:min.insync.replicas': { in: [2] } } }), true);
  assert.equal(await holdsFor('kafka', { settings: { 'kafka:min.insync.replicas': { notIn: ['2'] } } }), false);
  assert.equal(await holdsFor('kafka', { settings: { 'kafka:auto.create.topics.enable': { in: [true] } } }), true);
  assert.equal(await holdsFor('kafka', { settings: { 'kafka:auto.create.topics.enable': { declared: true } } }), false);
});

test("a client's condition on a setting of the server asks the server it leads to", async () => {
  assert.equal(await holdsFor('client', { settings: { 'kafka:min.insync.replicas': { in: ['2'] } } }), true);
});

test('environment, controller, topology, who comes, and whether there is a server', async () => {
  assert.equal(
    await holdsFor('kafka', { environment: ['prod'], controller: ['compose'], topology: ['cluster'] }),
    true,
  );
  assert.equal(await holdsFor('kafka', { environment: ['dev'] }), false);
  assert.equal(await holdsFor('kafka', { usedBy: ['kafka'] }), true);
  assert.equal(await holdsFor('redis', { usedBy: ['redisson'] }), false);
  assert.equal(await holdsFor('client', { linked: true }), true);
});

test('localhost leads to the machine of a developer, not to the cluster a rule asks for', async () => {
  const project = await projectOf({
    'docker-compose.yml': 'services:\n  kafka:\n    image: apache/kafka:4.1.0\n    ports: ["9092:9092"]\n',
    'src/main/resources/application.yml': 'spring:\n  kafka:\n    bootstrap-servers: localhost:9092\n',
  });
  const { clients, links } = project.system();
  const [client] = clients;
  assert.ok(client !== undefined);
  assert.equal(links[0]?.cluster?.component, 'kafka');
  assert.equal(holds({ nodes: { max: 1 } }, { subject: client, links, knowledge: project.knowledge }), false);
});

test('that something is not written is not known of a server with a file nobody read', async () => {
  const unwritten: Condition = { settings: { 'redis:requirepass': { declared: false } } };
  const judged = async (command: string): Promise<boolean> => {
    const project = await projectOf({ 'compose.yml': `services:\n  redis:\n    image: redis:8.2\n${command}` });
    const [subject] = project.system().clusters;
    assert.ok(subject !== undefined);
    return holds(unwritten, { subject, links: [], knowledge: project.knowledge });
  };
  assert.equal(await judged('    command: redis-server --appendonly yes\n'), true);
  assert.equal(await judged('    command: redis-server /etc/redis/written-by-a-script.conf\n'), false);
});

test('of several conditions one is enough', async () => {
  const three: Condition = { nodes: { min: 3, max: 3 } };
  const many: Condition = { nodes: { min: 5 } };
  assert.equal(await holdsFor('kafka', { anyOf: [many, three] }), true);
  assert.equal(await holdsFor('kafka', { anyOf: [many, { version: '<4' }] }), false);
  assert.equal(await holdsFor('kafka', { version: '<4', anyOf: [three] }), false, 'beside the others');
});
