import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partOf, shownCluster, systemOf } from '../../support/workspace.ts';

function clusters(files: Readonly<Record<string, string>>): readonly string[] {
  return systemOf(files).clusters.map(shownCluster);
}

/** A Rook object of one namespace, with the lines of its `spec`. */
function rook(kind: string, name: string, ...spec: readonly string[]): string {
  const head = [
    'apiVersion: ceph.rook.io/v1',
    `kind: ${kind}`,
    'metadata:',
    `  name: ${name}`,
    '  namespace: rook-ceph',
  ];
  return [...head, 'spec:', ...spec.map((line) => `  ${line}`), ''].join('\n');
}

const cluster = rook('CephCluster', 'main', 'cephVersion:', '  image: quay.io/ceph/ceph:v20.2.4', 'mon:', '  count: 3');
const pool = rook('CephBlockPool', 'fast', 'replicated:', '  size: 1');

test('Rook: the pools of a namespace belong to its cluster, in the same file and in one beside it', () => {
  const whole = 'ceph cluster 3 20.2.4: main + fast';
  assert.deepEqual(clusters({ 'k8s/ceph.yaml': `${cluster}---\n${pool}` }), [whole]);
  assert.deepEqual(clusters({ 'k8s/cluster.yaml': cluster, 'k8s/pool.yaml': pool }), [whole]);
  const two = { 'k8s/a.yaml': cluster, 'k8s/b.yaml': cluster, 'k8s/pool.yaml': pool };
  assert.equal(clusters(two).length, 3, 'alternatives stay apart');
});

test('Rook: an external cluster is used, not declared', () => {
  const external = partOf('k8s/external.yaml', rook('CephCluster', 'far', 'external:', '  enable: true'));
  assert.deepEqual(external.deployments, []);
  assert.deepEqual(
    external.clients.map(({ component, purpose }) => `${component} ${purpose}`),
    ['ceph storage'],
  );
});

test('a setting in any item of a list is read', () => {
  const text = rook('CephFilesystem', 'shared', 'dataPools:', '  - name: a', '    replicated:', '      size: 2');
  const [deployment] = partOf('k8s/shared.yaml', text).deployments;
  assert.equal(deployment?.settings.get('ceph:pool.size')?.at(-1)?.value, '2');
});

test('Rook: the chart names the image beside the cluster, and its tool box is no server', () => {
  const values = [
    'toolbox:',
    '  image: quay.io/ceph/ceph:v20.2.4',
    'cephImage:',
    '  repository: quay.io/ceph/ceph',
    '  tag: v20.2.4',
    'cephClusterSpec:',
    '  mon:',
    '    count: 3',
    '',
  ].join('\n');
  assert.deepEqual(clusters({ 'charts/storage/values.yaml': values }), [
    'ceph cluster 3 20.2.4 partial: cephClusterSpec',
  ]);
});

function runs(...service: readonly string[]): readonly string[] {
  const text = `services:\n  subject:\n${service.map((line) => `    ${line}\n`).join('')}`;
  return partOf('docker-compose.yml', text).deployments.map(({ component, evidence }) => `${component} ${evidence}`);
}

test('an image that runs nothing by itself is the server only with a command that starts it', () => {
  assert.deepEqual(runs('image: quay.io/ceph/ceph:v20.2.4', 'command: ceph-mon -f -i a'), ['ceph image']);
  assert.deepEqual(runs('image: quay.io/ceph/ceph:v20.2.4', 'command: bash -c "while true; do sleep 60; done"'), []);
  assert.deepEqual(runs('image: quay.io/ceph/ceph:v20.2.4'), []);
  assert.deepEqual(runs('image: ${CEPH_IMAGE}'), []);
});

test('ceph.conf is a server’s where it says something of daemons', () => {
  const conf = (...lines: readonly string[]): number =>
    partOf('etc/ceph.conf', `[global]\n${lines.join('\n')}\n`).deployments.length;
  assert.equal(conf('mon_host = 10.0.0.1', 'auth_client_required = cephx'), 0);
  assert.equal(conf('mon_host = 10.0.0.1', 'osd pool default size = 3'), 1);
});
