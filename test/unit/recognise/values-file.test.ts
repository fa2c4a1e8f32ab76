import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { last } from '../../../server/src/model/query.ts';
import { pathOf, systemOf } from '../../support/workspace.ts';

/** `noeviction in values.yaml: noeviction`: a setting of the only cluster, with the text at its place. */
function told(files: Readonly<Record<string, string>>, setting: string): string {
  const { clusters } = systemOf(files);
  const fact = clusters
    .flatMap(({ deployments }) => deployments)
    .map(({ settings }) => last(settings, setting))
    .find((each) => each !== undefined);
  const at = fact?.at[0];
  if (fact === undefined || at === undefined) return 'nothing';
  const text = files[pathOf(at.uri)] ?? '';
  return `${fact.value ?? '?'} in ${pathOf(at.uri)}: ${text.slice(at.value?.start, at.value?.end)}`;
}

describe('a component’s own file as a text among the values of a chart', () => {
  test('below the section of the component', () => {
    const umbrella = `redis:
  architecture: replication
  commonConfiguration: |-
    # kept apart from the cache
    appendonly yes
    maxmemory-policy noeviction
mysql:
  enabled: true
  primary:
    persistence:
      enabled: true
    configuration: |-
      [mysqld]
      sync_binlog=0
rabbitmq:
  enabled: true
  image:
    tag: "4.1"
  extraConfiguration: |
    default_queue_type = quorum
`;
    const files = { 'charts/shop/values.yaml': umbrella };
    assert.equal(told(files, 'redis:maxmemory-policy'), 'noeviction in charts/shop/values.yaml: noeviction');
    assert.equal(told(files, 'mysql:sync_binlog'), '0 in charts/shop/values.yaml: 0');
    assert.equal(told(files, 'rabbitmq:default_queue_type'), 'quorum in charts/shop/values.yaml: quorum');
  });

  test('in the chart of the component itself, by its folder', () => {
    const files = {
      'postgresql/values.yaml':
        'image:\n  registry: docker.io\n  repository: bitnami/postgresql\n  tag: 17.2.0\nprimary:\n  extendedConfiguration: |\n    fsync = off\n',
    };
    assert.equal(told(files, 'postgresql:fsync'), 'off in postgresql/values.yaml: off');
  });

  test('a file under its own name', () => {
    const files = {
      'shop/values.yaml':
        'zookeeper:\n  replicaCount: 3\n  image:\n    repository: zookeeper\n  files:\n    zoo.cfg: |\n      autopurge.purgeInterval=24\n',
    };
    assert.equal(told(files, 'zookeeper:autopurge.purgeInterval'), '24 in shop/values.yaml: 24');
  });

  test('what a template fills in is unknown; what it may leave out says nothing', () => {
    const values = (lines: string): Record<string, string> => ({
      'shop/values.yaml': `rabbitmq:\n  enabled: true\n  replicaCount: 3\n  configuration: |-\n${lines.replace(/^/gm, '    ')}\n`,
    });
    assert.match(
      told(values('cluster_partition_handling = {{ .Values.partitions }}'), 'rabbitmq:cluster_partition_handling'),
      /^\? in/,
    );
    const conditional = '{{- if .Values.quorum }}\ndefault_queue_type = quorum\n{{- end }}\nheartbeat = 60';
    assert.equal(told(values(conditional), 'rabbitmq:default_queue_type'), 'nothing');
  });

  test('a text of something else', () => {
    const files = {
      'shop/values.yaml':
        'redis:\n  architecture: standalone\n  notes: |\n    appendonly no\norders:\n  config: |\n    appendonly no\n',
    };
    assert.equal(told(files, 'redis:appendonly'), 'nothing');
  });
});
