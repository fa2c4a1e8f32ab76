import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf, systemOf } from '../../support/workspace.ts';

const redis = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: redis
spec:
  template:
    spec:
      containers:
        - name: redis
          image: redis:8.2
          command: [redis-server, /etc/redis/redis.conf]
          volumeMounts:
            - name: config
              mountPath: /etc/redis
      volumes:
        - name: config
          configMap:
            name: redis
`;

const base = {
  'base/kustomization.yaml':
    'resources:\n  - redis.yaml\nconfigMapGenerator:\n  - name: redis\n    files:\n      - redis.conf\n',
  'base/redis.yaml': redis,
  'base/redis.conf': 'appendonly no\nsave 900 1\nmaxmemory-policy allkeys-lru\n',
};

/** `value (file)` of each statement on a setting, for the servers that manifests start. */
function said(files: Readonly<Record<string, string>>, setting: string): readonly string[] {
  const deployments = systemOf(files).clusters.flatMap((cluster) => cluster.deployments);
  const facts = deployments.flatMap(({ controller, settings }) =>
    controller === 'file' ? [] : (settings.get(`redis:${setting}`) ?? []),
  );
  return facts.flatMap(({ value, at }) => at.map(({ uri }) => `${value} (${pathOf(uri)})`));
}

test('a patch over a key of a generated ConfigMap takes the whole file away', () => {
  const files = {
    ...base,
    'prod/kustomization.yaml': 'resources:\n  - ../base\npatches:\n  - path: redis-conf.yaml\n',
    'prod/redis-conf.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: redis\ndata:\n  redis.conf: |\n    appendonly yes\n',
  };
  assert.deepEqual(said(files, 'appendonly'), ['yes (prod/redis-conf.yaml)']);
  assert.deepEqual(said(files, 'maxmemory-policy'), []);
});

test('a patch over another key leaves the file in force', () => {
  const files = {
    ...base,
    'prod/kustomization.yaml': 'resources:\n  - ../base\npatches:\n  - path: users.yaml\n',
    'prod/users.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: redis\ndata:\n  users.acl: |\n    user default off\n',
  };
  assert.deepEqual(said(files, 'appendonly'), ['no (base/redis.conf)']);
});
