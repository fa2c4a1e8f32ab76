import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownCluster, systemOf } from '../../support/workspace.ts';

function clusters(files: Readonly<Record<string, string>>): readonly string[] {
  return systemOf(files).clusters.map(shownCluster);
}

const servers = [1, 2, 3].map((id) => `server.${id}=zk${id}:2888:3888;2181`).join(' ');
const all = `${servers} server.4=zk4:2888:3888:observer;2181`;

test('an observer belongs to the ensemble and has no vote', () => {
  const server = (id: number, variable: string): string =>
    `  zk${id}:\n    image: zookeeper:3.9\n    environment:\n      ZOO_SERVERS: ${all}\n      ${variable}\n`;
  const voters = [1, 2, 3].map((id) => server(id, `ZOO_MY_ID: ${id}`)).join('');
  for (const variable of ['ZOO_MY_ID: 4', 'ZOO_PEER_TYPE: observer'])
    assert.deepEqual(clusters({ 'compose.yml': `services:\n${voters}${server(4, variable)}` }), [
      'zookeeper cluster 3 3.9: zk1 zk2 zk3 + zk4',
    ]);
});

test('copies of one StatefulSet that its list marks as observers have no vote', () => {
  const statefulSet = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: zk
spec:
  serviceName: zk
  replicas: 4
  template:
    spec:
      containers:
        - name: zookeeper
          image: zookeeper:3.9
          env:
            - name: ZOO_SERVERS
              value: ${all.replaceAll(/zk(\d)/g, (_, id) => `zk-${Number(id) - 1}.zk`)}
`;
  assert.deepEqual(clusters({ 'zookeeper.yaml': statefulSet }), ['zookeeper cluster 3 3.9: zk']);
  assert.deepEqual(clusters({ 'zookeeper.yaml': statefulSet.replace(':observer', '') }), [
    'zookeeper cluster 4 3.9: zk',
  ]);
});
