import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownCluster, systemOf } from '../../support/workspace.ts';

function clusters(path: string, text: string): readonly string[] {
  return systemOf({ [path]: text }).clusters.map(shownCluster);
}

function setting(path: string, text: string, id: string): readonly (string | undefined)[] {
  return systemOf({ [path]: text }).clusters.flatMap(({ deployments, helpers }) =>
    [...deployments, ...helpers].map(({ settings }) => settings.get(id)?.at(-1)?.value),
  );
}

test('one Hadoop image is a NameNode, a DataNode or YARN by what it starts', () => {
  const service = (name: string, command: string): string =>
    `  ${name}:\n    image: apache/hadoop:3.4.1\n    command: ${command}\n`;
  const text = `services:\n${service('nn', 'hdfs namenode')}${service('dn1', 'hdfs datanode')}${service('dn2', 'hdfs datanode')}${service('rm', 'yarn resourcemanager')}${service('nm', 'yarn nodemanager')}${service('init', 'hdfs dfs -mkdir -p /logs')}`;
  assert.deepEqual(clusters('docker-compose.yml', text), [
    'hdfs cluster 2 3.4.1: dn1 dn2 + nn',
    'yarn standalone 1 ?: nm + rm',
  ]);
});

test('images with a process in their name need no command', () => {
  const text = `services:
  namenode:
    image: bde2020/hadoop-namenode:2.0.0-hadoop3.2.1-java8
  datanode:
    image: bde2020/hadoop-datanode:2.0.0-hadoop3.2.1-java8
  historyserver:
    image: bde2020/hadoop-historyserver:2.0.0-hadoop3.2.1-java8
`;
  assert.deepEqual(clusters('docker-compose.yml', text), [
    'hdfs standalone 1 ?: datanode + namenode',
    'yarn unknown ? ?:  + historyserver',
  ]);
});

test('task managers are the nodes of Flink; the job manager coordinates', () => {
  const text = `services:
  jobmanager:
    image: flink:1.20.0-scala_2.12
    command: jobmanager
    environment:
      - |
        FLINK_PROPERTIES=
        jobmanager.rpc.address: jobmanager
        execution.checkpointing.mode: AT_LEAST_ONCE
  taskmanager:
    image: flink:1.20.0-scala_2.12
    command: taskmanager
    deploy:
      replicas: 3
  submit:
    image: flink:1.20.0-scala_2.12
    command: bash -c "./bin/flink run -m jobmanager:8081 job.jar"
`;
  assert.deepEqual(clusters('docker-compose.yml', text), ['flink cluster 3 1.20.0: taskmanager + jobmanager']);
  assert.deepEqual(setting('docker-compose.yml', text, 'flink:execution.checkpointing.mode'), [
    undefined,
    'AT_LEAST_ONCE',
  ]);
});

test('a private image that starts a job manager runs Flink', () => {
  const text = `services:
  jobmanager:
    image: registry.example.com/orders/stream-job:7
    command: standalone-job --job-classname com.example.Orders
  api:
    image: registry.example.com/orders/api:7
    command: java -jar api.jar
`;
  assert.deepEqual(clusters('docker-compose.yml', text), ['flink unknown ? ?:  + jobmanager']);
});

test('a FlinkDeployment states its version with an underscore', () => {
  const text = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: orders
spec:
  image: registry.example.com/orders/stream-job:7
  flinkVersion: v1_20
  flinkConfiguration:
    high-availability.type: kubernetes
  taskManager:
    replicas: 2
`;
  assert.deepEqual(clusters('orders.yaml', text), ['flink cluster 2 1.20: orders']);
  assert.deepEqual(setting('orders.yaml', text, 'flink:high-availability.type'), ['kubernetes']);
});

test('a Spark master and a Connect server are no workers; the history server and spark-submit are neither', () => {
  const text = `services:
  spark-master:
    image: bitnami/spark:3.5
    environment: { SPARK_MODE: master }
  spark-worker-a:
    image: bitnami/spark:3.5
    environment: { SPARK_MODE: worker, SPARK_MASTER_URL: "spark://spark-master:7077" }
  spark-worker-b:
    image: bitnami/spark:3.5
    command: /opt/spark/bin/spark-class org.apache.spark.deploy.worker.Worker spark://spark-master:7077
  connect:
    image: bitnami/spark:3.5
    command: /opt/spark/sbin/start-connect-server.sh
  history:
    image: bitnami/spark:3.5
    command: /opt/spark/bin/spark-class org.apache.spark.deploy.history.HistoryServer
  job:
    image: bitnami/spark:3.5
    command: spark-submit --master spark://spark-master:7077 job.py
`;
  assert.deepEqual(clusters('docker-compose.yml', text), [
    'spark cluster 2 3.5: spark-worker-a spark-worker-b + spark-master connect',
  ]);
});

test('hbase-site.xml says whether HBase is more than one process', () => {
  const site = (distributed: string): string =>
    `<configuration><property><name>hbase.cluster.distributed</name><value>${distributed}</value></property></configuration>\n`;
  assert.deepEqual(clusters('conf/hbase-site.xml', site('false')), ['hbase standalone 1 ?: hbase-site.xml']);
  assert.deepEqual(clusters('conf/hbase-site.xml', site('true')), ['hbase unknown ? ?: hbase-site.xml']);
});

test('core-site.xml is what a client of HDFS has, and other file systems are not HDFS', () => {
  const site = (value: string): string =>
    `<configuration><property><name>fs.defaultFS</name><value>${value}</value></property></configuration>\n`;
  const clients = (text: string): readonly string[] =>
    systemOf({ 'conf/core-site.xml': text }).clients.map(
      ({ component, endpoints }) =>
        `${component} ${endpoints.map(({ host, port }) => `${host}:${port ?? '?'}`).join()}`,
    );
  assert.deepEqual(clients(site('hdfs://namenode:8020')), ['hdfs namenode:8020']);
  assert.deepEqual(clients(site('s3a://lake')), []);
});

test('yarn the package manager is not YARN', () => {
  const text = `services:
  queue:
    image: node:22
    command: yarn queue
    environment: { REDIS_URL: "redis://cache.lake:6379" }
  web:
    image: node:22
    command: yarn start
  build:
    image: node:22
    command: sh -c "yarn install && yarn build"
`;
  assert.deepEqual(clusters('docker-compose.yml', text), []);
  const { clients } = systemOf({ 'docker-compose.yml': text });
  assert.deepEqual(
    clients.map(({ component }) => component),
    ['redis'],
  );
});

test('spark-submit runs an application, whatever its image', () => {
  const text = `services:
  orders-stream:
    image: bitnami/spark:3.5
    command: spark-submit --master spark://spark.lake:7077 --deploy-mode client /opt/app/orders.py
    environment: { KAFKA_BOOTSTRAP_SERVERS: "kafka.lake:9092" }
`;
  const { clusters: found, clients } = systemOf({ 'docker-compose.yml': text });
  assert.deepEqual(found.map(shownCluster), []);
  assert.deepEqual(
    clients.map(({ component, endpoints }) => `${component} ${endpoints.map(({ host }) => host).join()}`).toSorted(),
    ['kafka kafka.lake', 'spark spark.lake'],
  );
});
