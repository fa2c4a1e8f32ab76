import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownCluster, systemOf } from '../../support/workspace.ts';

function clusters(files: Readonly<Record<string, string>>): readonly string[] {
  return systemOf(files).clusters.map(shownCluster);
}

function compose(text: string): readonly string[] {
  return clusters({ 'docker-compose.yml': `services:\n${text}` });
}

function clients(files: Readonly<Record<string, string>>): readonly string[] {
  return systemOf(files).clients.map(
    ({ component, state, endpoints }) =>
      `${component} ${state} ${endpoints.map(({ host, port }) => `${host}:${port ?? '?'}`).join(',')}`,
  );
}

test('members with one replica-set name are one replica set; one member is alone', () => {
  const member = (name: string): string => `  ${name}:
    image: mongo:7.0
    command: mongod --replSet rs0 --bind_ip_all
`;
  assert.deepEqual(compose(member('mongo1') + member('mongo2') + member('mongo3')), [
    'mongodb replicated 3 7.0: mongo1 mongo2 mongo3',
  ]);
  assert.deepEqual(compose(member('mongo')), ['mongodb standalone 1 7.0: mongo']);
});

test('a shell that sets a replica set up is a tool', () => {
  const text = `  mongo:
    image: mongo:7.0
  setup:
    image: mongo:7.0
    command: mongosh --host mongo:27017 --eval "rs.initiate()"
`;
  assert.deepEqual(compose(text), ['mongodb standalone 1 7.0: mongo']);
});

test('a PostgreSQL standby that begins with a base backup follows the primary beside it', () => {
  const text = `  primary:
    image: postgres:17
    command: postgres -c wal_level=replica
  standby:
    image: postgres:17
    command: bash -c "pg_basebackup --host=primary -R -D /data && postgres"
`;
  assert.deepEqual(compose(text), ['postgresql replicated 2 17: primary standby']);
});

test('MySQL replicas name their source, and two unrelated servers stay two', () => {
  const text = `  source:
    image: bitnami/mysql:8.4
    environment: { MYSQL_REPLICATION_MODE: master }
  replica:
    image: bitnami/mysql:8.4
    environment: { MYSQL_REPLICATION_MODE: slave, MYSQL_MASTER_HOST: source }
`;
  assert.deepEqual(compose(text), ['mysql replicated 2 8.4: source replica']);
  assert.deepEqual(compose('  a:\n    image: mysql:8.4\n  b:\n    image: mysql:8.4\n'), [
    'mysql standalone 1 8.4: a',
    'mysql standalone 1 8.4: b',
  ]);
});

test('Elasticsearch nodes that seed each other are one cluster, single-node is one', () => {
  const node = (name: string, others: string): string => `  ${name}:
    image: elasticsearch:8.15.0
    environment:
      - cluster.name=orders
      - discovery.seed_hosts=${others}
`;
  assert.deepEqual(compose(node('es1', 'es2,es3') + node('es2', 'es1,es3') + node('es3', 'es1,es2')), [
    'elasticsearch cluster 3 8.15.0: es1 es2 es3',
  ]);
  const single = '  es:\n    image: elasticsearch:8.15.0\n    environment:\n      - discovery.type=single-node\n';
  assert.deepEqual(compose(single), ['elasticsearch standalone 1 8.15.0: es']);
});

test('MinIO servers that share one list of drives are one cluster, a single drive is one server', () => {
  const server = (name: string): string => `  ${name}:
    image: minio/minio:latest
    command: server http://minio{1...4}/data{1...2}
`;
  const four = ['minio1', 'minio2', 'minio3', 'minio4'];
  assert.deepEqual(compose(four.map(server).join('')), ['minio cluster 4 ?: minio1 minio2 minio3 minio4']);
  assert.deepEqual(compose('  minio:\n    image: minio/minio:latest\n    command: server /data\n'), [
    'minio standalone 1 ?: minio',
  ]);
});

test('PD and TiDB hold none of the data that is counted', () => {
  const text = `  pd:
    image: pingcap/pd:v8.5.0
    command: --initial-cluster=pd=http://pd:2380
  tikv:
    image: pingcap/tikv:v8.5.0
    command: --pd=pd:2379
  tidb:
    image: pingcap/tidb:v8.5.0
    command: --store=tikv --path=pd:2379
`;
  assert.deepEqual(compose(text), ['tidb standalone 1 8.5.0: tikv + pd tidb']);
});

test('a file of options is a server’s only where it has a group for the server', () => {
  assert.deepEqual(clusters({ 'mysql/my.cnf': '[client]\nuser = app\n' }), []);
  assert.deepEqual(clusters({ 'mysql/replica.cnf': '[mysqld]\nserver-id = 2\n' }), ['mysql unknown ? ?: my.cnf']);
  assert.deepEqual(clusters({ 'tls/server.cnf': '[req]\ndistinguished_name = dn\n' }), []);
});

test('a YAML file with the name of a component and keys of something else is none', () => {
  assert.deepEqual(clusters({ 'ci/cassandra.yaml': 'name: cassandra\ntrigger: push\nsubstitutions: { A: b }\n' }), []);
});

test('a ring whose only seed is itself has one node', () => {
  const text = 'cluster_name: orders\nseed_provider:\n  - parameters:\n      - seeds: "127.0.0.1:7000"\n';
  assert.deepEqual(clusters({ 'conf/cassandra.yaml': text }), ['cassandra standalone 1 ?: cassandra.yaml']);
});

test('a data source says by its address or by its driver whose client it is', () => {
  const spring = (line: string): readonly string[] =>
    clients({ 'src/main/resources/application.properties': `${line}\n` });
  assert.deepEqual(spring('spring.datasource.url=jdbc:mysql://db:3306/orders?a=b,c'), ['mysql active db:3306']);
  assert.deepEqual(spring('spring.datasource.url=jdbc:mariadb://db/orders'), ['mysql active db:?']);
  assert.deepEqual(spring('spring.datasource.driver-class-name=org.postgresql.Driver'), ['postgresql active ']);
  assert.deepEqual(spring('spring.datasource.url=jdbc:h2:mem:orders;MODE=MySQL'), []);
});

test('a store that is not chosen is off', () => {
  const text = 'seata.store.mode=file\nseata.store.db.url=jdbc:mysql://db:3306/seata\n';
  assert.deepEqual(clients({ 'conf/application.properties': text }), ['mysql inactive db:3306']);
});

test('Debezium is a client of the database it reads', () => {
  const connector = `apiVersion: kafka.strimzi.io/v1
kind: KafkaConnector
metadata: { name: orders }
spec:
  class: io.debezium.connector.mysql.MySqlConnector
  config: { database.hostname: mysql, database.port: 3306 }
`;
  assert.deepEqual(clients({ 'k8s/connector.yaml': connector }), ['mysql active mysql:?']);
  const embedded = 'connector.class=io.debezium.connector.postgresql.PostgresConnector\ndatabase.hostname=db\n';
  assert.deepEqual(clients({ 'src/main/resources/config.properties': embedded }), ['postgresql active ']);
});
