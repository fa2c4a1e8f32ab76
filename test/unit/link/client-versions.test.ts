import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryHost } from '../../../server/src/host/memory-host.ts';
import { createProject } from '../../../server/src/project/create.ts';
import type { Project } from '../../../server/src/project/project.ts';
import { inForce } from '../../../server/src/review/fact-in-force.ts';

const root = 'file:///shop';

async function open(files: Readonly<Record<string, string>>): Promise<Project> {
  const project = createProject(new MemoryHost(root, files), { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  return project;
}

/** `orders kafka: kafka-clients 2.6, Boot 2.4.13` */
function told(project: Project): string[] {
  const names = new Map(project.system().applications.map(({ id, name }) => [id, name]));
  return project
    .system()
    .clients.map(
      ({ application, component, library, version, framework }) =>
        `${names.get(application)} ${component}: ${library?.split(':')[1]} ${version.value}, Boot ${framework?.value}`,
    );
}

const boot = (version: string): string =>
  `<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>${version}</version></parent>`;

const orders = 'spring:\n  application:\n    name: orders\n  kafka:\n    bootstrap-servers: kafka:9092\n';

test('a Spring application has the version of its module, and the default of that version', async () => {
  const project = await open({
    'orders/pom.xml': `<project>${boot('2.4.13')}<artifactId>orders</artifactId></project>`,
    'orders/src/main/resources/application.yml': orders,
    'billing/pom.xml': `<project>${boot('3.2.5')}<artifactId>billing</artifactId></project>`,
    'billing/src/main/resources/application.yml': orders.replace('name: orders', 'name: billing'),
  });
  assert.deepEqual(told(project), [
    'billing kafka: kafka-clients 3.6, Boot 3.2.5',
    'orders kafka: kafka-clients 2.6, Boot 2.4.13',
  ]);
  const acks = project.system().clients.map((client) => inForce(client, 'kafka:acks', project.knowledge).value);
  assert.deepEqual(acks, ['all', '1']);
});

test('a container has that of the module its image is built from', async () => {
  const project = await open({
    'orders/pom.xml': `<project>${boot('2.7.18')}<artifactId>orders</artifactId></project>`,
    'compose.yaml':
      'services:\n  api:\n    build:\n      context: ./orders\n    environment:\n      SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka:9092\n  kafka:\n    image: apache/kafka:3.9.1\n',
  });
  assert.deepEqual(told(project), ['api kafka: kafka-clients 3.1, Boot 2.7.18']);
  // The broker's version is its image's, whatever its clients are built with.
  assert.equal(project.system().clusters[0]?.version.value, '3.9.1');
});

test('a container takes it from the application it runs', async () => {
  const project = await open({
    'orders/pom.xml': `<project>${boot('3.1.4')}<artifactId>orders</artifactId></project>`,
    'orders/src/main/resources/application.yml': orders,
    'compose.yaml':
      'services:\n  orders:\n    image: registry.example.com/shop/orders:1.4\n    environment:\n      SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka:9092\n',
  });
  assert.deepEqual(told(project), [
    'orders kafka: kafka-clients 3.4, Boot 3.1.4',
    'orders kafka: kafka-clients 3.4, Boot 3.1.4',
  ]);
});

test('Jedis is the client where the module depends on it, else Lettuce', async () => {
  const redis = 'spring:\n  redis:\n    host: redis\n';
  const jedis =
    '<dependencies><dependency><groupId>redis.clients</groupId><artifactId>jedis</artifactId></dependency></dependencies>';
  const project = await open({
    'a/pom.xml': `<project>${boot('2.7.18')}<artifactId>a</artifactId></project>`,
    'a/src/main/resources/application.yml': redis,
    'b/pom.xml': `<project>${boot('2.7.18')}<artifactId>b</artifactId>${jedis}</project>`,
    'b/src/main/resources/application.yml': redis,
  });
  assert.deepEqual(told(project), ['a redis: lettuce-core 6.1, Boot 2.7.18', 'b redis: jedis 3.8, Boot 2.7.18']);
});

test('files beside several modules, and manifests, have no module', async () => {
  const project = await open({
    'pom.xml': `<project>${boot('2.7.18')}<artifactId>shop</artifactId><packaging>pom</packaging></project>`,
    'config/application.yml': orders,
    'k8s/config.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: orders\ndata:\n  application.yml: |\n    spring:\n      kafka:\n        bootstrap-servers: kafka:9092\n',
  });
  assert.deepEqual(
    told(project).map((line) => line.replace(/^\w+ /, '')),
    ['kafka: undefined undefined, Boot undefined', 'kafka: undefined undefined, Boot undefined'],
  );
});

test('an edit of a build file changes the versions, an edit elsewhere keeps what was made of them', async () => {
  const project = await open({
    'pom.xml': `<project>${boot('2.4.13')}<artifactId>orders</artifactId></project>`,
    'src/main/resources/application.yml': orders,
  });
  const before = project.system().clients[0]?.version;
  project.open(`${root}/src/main/resources/application.yml`, 1, orders.replace('9092', '9093'));
  assert.equal(project.system().clients[0]?.version, before);
  project.open(`${root}/pom.xml`, 1, `<project>${boot('3.2.5')}<artifactId>orders</artifactId></project>`);
  assert.deepEqual(told(project), ['orders kafka: kafka-clients 3.6, Boot 3.2.5']);
});
