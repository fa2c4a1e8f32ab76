import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partOf } from '../../support/workspace.ts';

/** `component name role evidence` of every deployment of a compose file with this one service. */
function run(service: string): readonly string[] {
  const part = partOf('docker-compose.yml', `services:\n  subject:\n${service.replace(/^/gm, '    ')}\n`);
  return part.deployments.map(({ component, role, evidence }) =>
    [component, role, evidence].filter((word) => word !== undefined).join(' '),
  );
}

function value(component: string, setting: string, service: string): string | undefined {
  const part = partOf('docker-compose.yml', `services:\n  subject:\n${service.replace(/^/gm, '    ')}\n`);
  const deployment = part.deployments.find((each) => each.component === component);
  return deployment?.settings.get(`${component}:${setting}`)?.at(-1)?.value;
}

test('images of servers, under registries, mirrors, tags and digests', () => {
  assert.deepEqual(run('image: redis'), ['redis image']);
  assert.deepEqual(run('image: registry.example.com:5000/bitnami/kafka:3.7@sha256:0f1e'), ['kafka image']);
  assert.deepEqual(run('image: mirror.example.cn/dockerhub/zookeeper:3.9'), ['zookeeper image']);
  assert.deepEqual(run('image: nacos/nacos-server:${NACOS_VERSION}'), ['nacos image']);
  assert.deepEqual(run('image: &seata apache/seata-server:2.1.0'), ['seata image']);
});

test('a mirror without folders keeps organisation and image in one name, and the defaults of that image', () => {
  assert.deepEqual(run('image: registry.example.cn/acme/bitnami-kafka:3.7.0'), ['kafka image']);
  assert.deepEqual(run('image: acme/nacos_nacos-server:v2.4.3'), ['nacos image']);
  assert.deepEqual(run('image: acme/bitnami-notes:1.0'), []);
  const [redis] = partOf('docker-compose.yml', 'services:\n  c:\n    image: acme/bitnami-redis:7.4.2\n').deployments;
  assert.deepEqual([redis?.repository, redis?.version.value], ['bitnami/redis', '7.4.2']);
});

test("a tag may begin with Scala's version", () => {
  const version = (tag: string): string | undefined =>
    partOf('docker-compose.yml', `services:\n  c:\n    image: acme/kafka:${tag}\n`).deployments[0]?.version.value;
  assert.deepEqual(['2.13-3.6.1', '2.12_2.8.1', '2.8.1', '2.12'].map(version), ['3.6.1', '2.8.1', '2.8.1', '2.12']);
});

test('names are traps: neither a service, nor an organisation, nor a look-alike is the component', () => {
  assert.deepEqual(run('image: httpd:1.27\ncontainer_name: redis\nhostname: kafka'), []);
  assert.deepEqual(run('image: nacos/nacos-mysql:8.0'), ['mysql image']);
  assert.deepEqual(run('image: redis/redisinsight:2.60'), []);
  assert.deepEqual(run('image: oliver006/redis_exporter:v1.62.0'), []);
  assert.deepEqual(
    run('image: provectuslabs/kafka-ui:v0.7.2\nenvironment:\n  KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS: kafka:9092'),
    [],
  );
  assert.deepEqual(run('image: mysql:8.0\nenvironment:\n  MYSQL_DATABASE: nacos'), ['mysql image']);
  assert.deepEqual(run('image: bladex/sentinel-dashboard:1.8.6'), []);
});

test('a comment never counts', () => {
  assert.deepEqual(run('image: httpd:1.27 # redis:7\n# image: bitnami/kafka:3.7'), []);
});

test('the command decides over the image', () => {
  assert.deepEqual(
    run(
      'image: bitnami/kafka:3.7\ncommand: ["/opt/kafka/bin/zookeeper-server-start.sh", "config/zookeeper.properties"]',
    ),
    ['zookeeper argument'],
  );
  assert.deepEqual(run('image: redis:7\ncommand: redis-server /etc/sentinel.conf --sentinel'), [
    'redis sentinel image',
  ]);
});

test('an image used as a tool, or kept idle, is no server', () => {
  assert.deepEqual(run('image: redis:7\ncommand: redis-cli -h cache ping'), []);
  assert.deepEqual(
    run(
      'image: confluentinc/cp-kafka:7.5.0\nentrypoint: ["/bin/sh", "-c"]\ncommand: kafka-topics --bootstrap-server kafka:9092 --create --topic orders',
    ),
    [],
  );
  assert.deepEqual(run('image: redis:7\ncommand: sleep infinity'), []);
  assert.deepEqual(run('image: redis:7\ncommand: sh -c "redis-cli ping || true; exec redis-server"'), ['redis image']);
});

test('variables of the server decide where the image says nothing', () => {
  const broker = 'environment:\n  KAFKA_CFG_PROCESS_ROLES: broker,controller\n  KAFKA_CFG_NODE_ID: "1"';
  assert.deepEqual(run(`image: "\${BROKER}"\n${broker}`), ['kafka env']);
  assert.deepEqual(run(`build: ./broker\n${broker}`), ['kafka env']);
  assert.deepEqual(run(`image: acme/event-log:4\n${broker}`), ['kafka env']);
  assert.deepEqual(run('image: acme/orders:4\nenvironment:\n  KAFKA_LISTENERS: ignored'), []);
});

test('a variable that holds the whole image is a server only when its name says nothing else', () => {
  assert.deepEqual(run('image: ${KAFKA_IMAGE}'), ['kafka image']);
  assert.deepEqual(run('image: ${REDIS_IMAGE}:${REDIS_VERSION}'), ['redis image']);
  assert.deepEqual(run('image: ${REDIS_EXPORTER_IMAGE}'), []);
  assert.deepEqual(run('image: ${REDIS_VERSION}'), []);
  assert.deepEqual(run('image: ${IMAGE}'), []);
});

test('roles are read from arguments, variables and the image', () => {
  assert.deepEqual(run('image: redis:7\ncommand: redis-server --replicaof cache 6379'), ['redis replica image']);
  assert.deepEqual(run('image: bitnami/redis-sentinel:7.2\nenvironment:\n  REDIS_MASTER_HOST: cache'), [
    'redis sentinel image',
  ]);
  assert.deepEqual(run('image: apache/kafka:3.9.0\nenvironment:\n  KAFKA_PROCESS_ROLES: controller'), [
    'kafka controller image',
  ]);
});

test('settings in every spelling: convention, image variable, argument, system property', () => {
  assert.equal(
    value(
      'kafka',
      'min.insync.replicas',
      'image: bitnami/kafka:3.7\nenvironment:\n  - KAFKA_CFG_MIN_INSYNC_REPLICAS=2',
    ),
    '2',
  );
  assert.equal(
    value(
      'kafka',
      'min.insync.replicas',
      'image: confluentinc/cp-kafka:7.5.0\nenvironment:\n  KAFKA_MIN_INSYNC_REPLICAS: 1',
    ),
    '1',
  );
  assert.equal(
    value('redis', 'appendonly', 'image: redis:7\ncommand: ["redis-server", "--appendonly", "yes", "--save", ""]'),
    'yes',
  );
  assert.equal(value('redis', 'save', 'image: redis:7\ncommand: redis-server --save 60 1 --save 300 10'), '300 10');
  assert.equal(value('redis', 'appendonly', 'image: redis:7\ncommand: sh -c "redis-server --appendonly=yes"'), 'yes');
  assert.equal(
    value(
      'zookeeper',
      'forceSync',
      'image: zookeeper:3.9\nenvironment:\n  JVMFLAGS: -Xmx512m -Dzookeeper.forceSync=no',
    ),
    'no',
  );
});

test('a setting whose value is hidden is declared and unknown', () => {
  const part = partOf(
    'docker-compose.yml',
    'services:\n  cache:\n    image: redis:7\n    command: redis-server --requirepass ${REDIS_PASSWORD}\n',
  );
  const [fact] = part.deployments[0]?.settings.get('redis:requirepass') ?? [];
  assert.deepEqual([fact?.value, fact?.from], [undefined, 'declared']);
});

test('versions are the product’s, or nothing', () => {
  const version = (image: string): readonly (string | undefined)[] => {
    const [deployment] = partOf('docker-compose.yml', `services:\n  subject:\n    image: ${image}\n`).deployments;
    return [deployment?.version.value, deployment?.release];
  };
  assert.deepEqual(version('redis:7.2-alpine'), ['7.2', '7.2']);
  assert.deepEqual(version('nacos/nacos-server:v2.3.0'), ['2.3.0', '2.3.0']);
  assert.deepEqual(version('wurstmeister/kafka:2.13-2.8.1'), ['2.8.1', '2.8.1']);
  assert.deepEqual(version('quay.io/strimzi/kafka:0.38.0-kafka-3.6.0'), ['3.6.0', '3.6.0']);
  assert.deepEqual(version('confluentinc/cp-kafka:7.5.0'), ['3.5', '7.5.0']);
  assert.deepEqual(version('redis:latest'), [undefined, undefined]);
  assert.deepEqual(version('redis:alpine'), [undefined, undefined]);
  assert.deepEqual(version('redis:${TAG}'), [undefined, undefined]);
  assert.deepEqual(version('registry.k8s.io/redis:v1'), [undefined, undefined]);
});

test('a service scaled to nothing is off', () => {
  const [deployment] = partOf(
    'docker-compose.yml',
    'services:\n  cache:\n    image: redis:7\n    deploy:\n      replicas: 0\n',
  ).deployments;
  assert.equal(deployment?.state, 'inactive');
});

test('init containers and jobs use an image as a tool', () => {
  const job = [
    'apiVersion: batch/v1',
    'kind: Job',
    'metadata:',
    '  name: warm-up',
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    '        - name: warm',
    '          image: redis:7',
    '',
  ].join('\n');
  const part = partOf('job.yaml', job);
  assert.deepEqual([part.deployments.length, part.tools.length], [0, 1]);
});

test('native files, and env files of a server', () => {
  const components = (path: string, text: string): readonly string[] =>
    partOf(path, text).deployments.map(({ component }) => component);
  assert.deepEqual(components('conf/zoo.cfg', 'tickTime=2000\ndataDir=/data\nserver.1=zk1:2888:3888\n'), ['zookeeper']);
  assert.deepEqual(components('redis/redis.conf', 'appendonly yes\nmaxmemory 1gb\n'), ['redis']);
  assert.deepEqual(components('config/server.properties', 'broker.id=1\nlog.dirs=/kafka\nnum.partitions=3\n'), [
    'kafka',
  ]);
  assert.deepEqual(components('config/server.properties', 'server.port=8080\nserver.name=orders\n'), []);
  assert.deepEqual(components('kafka.env', 'KAFKA_CFG_NODE_ID=0\nKAFKA_CFG_PROCESS_ROLES=controller,broker\n'), [
    'kafka',
  ]);
  assert.deepEqual(components('orders.env', 'ORDERS_KAFKA_BROKERS=kafka:9092\n'), []);
});

test('a server image that only runs a script to prepare another server is none', () => {
  const services = (name: string, command: string): number =>
    partOf('docker-compose.yml', `services:\n  ${name}:\n    image: mysql:8.4\n    command: ${command}\n`).deployments
      .length;
  assert.equal(services('mysql-init', '/init-db.sh'), 0);
  assert.equal(services('orders-db-migrate', '["bash", "-c", "/work/migrate.sh --all"]'), 0);
  assert.equal(services('mysql-init', 'mysqld --skip-name-resolve'), 1);
  assert.equal(services('orders-db', '/start-with-locale.sh'), 1);
});

test('the official Redis image takes no variables, others and scripts do', () => {
  const password = (image: string, command = ''): string | undefined =>
    value('redis', 'requirepass', `image: ${image}\nenvironment:\n  REDIS_PASSWORD: s3cret${command}`);
  assert.equal(password('redis:8.2'), undefined);
  assert.equal(password('docker.io/valkey/valkey:8.1'), undefined);
  assert.equal(password('bitnamilegacy/redis:7.4'), 's3cret');
  assert.equal(password('registry.example.com/base/redis:7.4'), 's3cret');
  assert.equal(password('redis:8.2', '\ncommand: sh /conf/startup.sh'), 's3cret');
});

test('an image built here is a server where it is given the configuration file of one', () => {
  const built = 'image: shop/kafka:2.7.0\nbuild: .\n';
  assert.deepEqual(run(`${built}volumes: ["./server.properties:/kafka/config/server.properties"]`), ['kafka image']);
  assert.deepEqual(run(`${built}entrypoint: /bin/bash\ntty: true`), []);
});

test('what is built here tells a version only where the product has it', () => {
  const version = (image: string): string | undefined => {
    const service = `image: ${image}\nbuild: .\nvolumes: ["./zookeeper.properties:/opt/zookeeper.properties"]`;
    const part = partOf('docker-compose.yml', `services:\n  zk:\n${service.replace(/^/gm, '    ')}\n`);
    return part.deployments[0]?.version.value;
  };
  assert.equal(version('shop/zookeeper:3.8.4'), '3.8.4');
  assert.equal(version('shop/zookeeper:2.7.0'), undefined);
});

test('a Redis that offers the port of Sentinels alone is one, whatever starts it', () => {
  const script = 'image: redis:7.2\ncommand: ["sh", "/scripts/start.sh"]\n';
  assert.deepEqual(run(`${script}ports: ["26379:26379"]`), ['redis sentinel image']);
  assert.deepEqual(run(`${script}ports: ["6379:6379", "26379:26379"]`), ['redis image']);
});
