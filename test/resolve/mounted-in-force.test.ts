import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chainsOf } from '../../server/src/model/chain.ts';
import { declaredFacts } from '../../server/src/model/declared.ts';
import { pathOf, shownClient, systemOf } from '../support/workspace.ts';

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

function pod(image: string, mount: string, volume: string): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: subject
spec:
  serviceName: subject
  template:
    spec:
      containers:
        - name: subject
          image: ${image}
          volumeMounts:
            - ${mount}
      volumes:
        - ${volume}
`;
}

describe('what is in force, and what it stands over', () => {
  const file = 'process.roles=broker,controller\nnode.id=1\nunclean.leader.election.enable=true\n';
  const setting = 'kafka:unclean.leader.election.enable';
  const files = (environment: string): Readonly<Record<string, string>> => ({
    'conf/server.properties': file,
    'compose.yaml': `services:
  broker:
    image: apache/kafka:3.9.1
${environment}    volumes:
      - ./conf/server.properties:/mnt/shared/config/server.properties
`,
  });
  /** Each chain of the only cluster as `false KAFKA_… in compose.yaml < true … in conf/server.properties`. */
  const chains = (environment: string): string[] =>
    systemOf(files(environment)).clusters.flatMap((cluster) =>
      chainsOf(cluster, setting).map(({ facts }) =>
        facts.map(({ value, spelling, at: [at] }) => `${value} ${spelling} in ${pathOf(at?.uri ?? '')}`).join(' < '),
      ),
    );
  const judged = (environment: string): (string | undefined)[] =>
    systemOf(files(environment)).clusters.flatMap((cluster) =>
      declaredFacts(cluster, setting).map(({ value }) => value),
    );

  test('a variable of the image stands over the mounted file, which says nothing on its own', () => {
    const variable = '    environment:\n      KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE: "false"\n';
    assert.deepEqual(chains(variable), [
      'false KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE in compose.yaml < true unclean.leader.election.enable in conf/server.properties',
    ]);
    assert.deepEqual(judged(variable), ['false']);
  });

  test('without it the file is in force', () => {
    assert.deepEqual(chains(''), ['true unclean.leader.election.enable in conf/server.properties']);
    assert.deepEqual(judged(''), ['true']);
  });
});

test('the members that a mounted cluster.conf names, under any key', () => {
  const files = {
    'k8s/nacos.yaml': pod(
      'nacos/nacos-server:v2.4.3',
      '{ name: config, mountPath: /home/nacos/conf/cluster.conf, subPath: members }',
      '{ name: config, configMap: { name: nacos } }',
    ),
    'k8s/config.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: nacos }\ndata:\n  members: |\n    10.0.0.1:8848\n    10.0.0.2:8848\n    10.0.0.3:8848\n',
  };
  const nodes = systemOf(files).clusters.map(({ component, nodes: { value } }) => `${component} ${value}`);
  assert.deepEqual(nodes, ['nacos 3']);
});

test('what clients read is found in the same places', () => {
  const registry = 'registry {\n  type = "nacos"\n  nacos {\n    serverAddr = "nacos:8848"\n  }\n}\n';
  const redisson = 'clusterServersConfig:\n  nodeAddresses:\n    - redis://r1:6379\n    - redis://r2:6379\n';
  const orders = pod(
    'shop/orders:1.4',
    '{ name: config, mountPath: /app/registry.conf, subPath: seata }',
    '{ name: config, configMap: { name: orders } }',
  );
  const files = {
    'k8s/orders.yaml': orders,
    'k8s/config.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: orders\ndata:\n  seata: |\n${indented(registry, 4)}  redisson.yaml: |\n${indented(redisson, 4)}`,
  };
  assert.deepEqual(systemOf(files).clients.map(shownClient), [
    'nacos registry: nacos:8848',
    'redisson lock cluster: r1:6379 r2:6379',
    'redis cluster: r1:6379 r2:6379',
  ]);
});

test('a file that nobody can tell by its name stays what it is', () => {
  const files = {
    'conf/subject.conf': 'appendonly no\nsave ""\n',
    'compose.yaml':
      'services:\n  subject:\n    image: shop/orders:1.4\n    volumes:\n      - ./conf/subject.conf:/app/subject.conf\n',
  };
  assert.deepEqual(systemOf(files).clusters, []);
});

test('Kustomize: a name that only the mount tells', () => {
  const files = {
    'k8s/kustomization.yaml': 'resources:\n  - config.yaml\n  - subject.yaml\nnamespace: shop\n',
    'k8s/config.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: subject-config\ndata:\n  settings: |\n    autopurge.purgeInterval=24\n    tickTime=2000\n',
    'k8s/subject.yaml': pod(
      'zookeeper:3.9.3',
      '{ name: config, mountPath: /conf/zoo.cfg, subPath: settings }',
      '{ name: config, configMap: { name: subject-config } }',
    ),
  };
  const facts = systemOf(files).clusters.flatMap((cluster) =>
    declaredFacts(cluster, 'zookeeper:autopurge.purgeInterval').map(
      ({ value, at: [at] }) => `${value} in ${pathOf(at?.uri ?? '')}`,
    ),
  );
  assert.deepEqual(facts, ['24 in k8s/config.yaml']);
});

test('a file in a Secret, and a ConfigMap of the same name beside it', () => {
  const files = {
    'k8s/subject.yaml': pod(
      'rabbitmq:4.1',
      '{ name: config, mountPath: /etc/rabbitmq/rabbitmq.conf, subPath: broker }',
      '{ name: config, secret: { secretName: rabbitmq } }',
    ),
    'k8s/config.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: rabbitmq
stringData:
  broker: |
    default_pass = secret
    cluster_partition_handling = pause_minority
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: rabbitmq
data:
  rabbitmq.conf: |
    cluster_partition_handling = ignore
`,
  };
  const [subject] = systemOf(files).clusters.flatMap(({ deployments }) =>
    deployments.filter(({ name }) => name === 'subject'),
  );
  assert.deepEqual(
    subject?.settings.get('rabbitmq:cluster_partition_handling')?.map(({ value }) => value),
    ['pause_minority'],
  );
});
