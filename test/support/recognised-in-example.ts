import { stringify } from 'yaml';
import { keywordPattern } from '../../server/src/knowledge/keywords.ts';
import type { Component, Knowledge } from '../../server/src/knowledge/types.ts';
import { analyse } from './analyse.ts';
import { plant, type Tree } from './plant.ts';

/**
 * Ids of the components that one line of `examples:` is taken for (`image: nacos/nacos-server:v2.3.0`), through the
 * whole way from a file's text, with the look at its words that comes first. A line is put into the smallest files that
 * could hold it.
 */
export function recognisedInExample(line: string, knowledge: Knowledge): ReadonlySet<string> {
  const separator = line.indexOf(': ');
  const found = new Set<string>();
  const keywords = keywordPattern(knowledge);
  for (const [path, text] of filesOf(line.slice(0, separator), line.slice(separator + 2), knowledge.components)) {
    const part = analyse({ uri: `file:///workspace/${path}`, path, text }, knowledge, { keywords });
    for (const { component, state } of [...part.deployments, ...part.clients])
      if (state === 'active') found.add(component);
  }
  return found;
}

function filesOf(
  kind: string,
  text: string,
  components: readonly Component[],
): readonly (readonly [path: string, text: string])[] {
  switch (kind) {
    case 'image':
      return [['docker-compose.yml', `services:\n  subject:\n    image: ${text}\n`]];
    case 'env':
      return [
        ['docker-compose.yml', `services:\n  subject:\n    build: .\n    environment:\n      - "${text}"\n`],
        [
          'docker-compose.yml',
          `services:\n  subject:\n    image: shop/orders:1.0\n    environment:\n      - "${text}"\n`,
        ],
      ];
    case 'property':
      return [['src/main/resources/application.properties', `${text}\n`]];
    case 'url':
      return [
        [
          'docker-compose.yml',
          `services:\n  subject:\n    image: shop/orders:1.0\n    environment:\n      BACKEND_URL: "${text}"\n`,
        ],
      ];
    case 'command':
      return [['docker-compose.yml', `services:\n  subject:\n    image: shop/infra:1.0\n    command: ${text}\n`]];
    case 'resource':
      return resources(text, components);
    case 'file':
      return [[text, sampleOf(text)]];
    case 'chart':
      return [['chart/values.yaml', nested(text)]];
    default:
      throw new Error(`an example cannot begin with '${kind}:'`);
  }
}

/** The resource with the fields its recognisers ask for. */
function resources(name: string, components: readonly Component[]): [string, string][] {
  const [group = '', kind = ''] = name.split('/');
  const known = components
    .flatMap(({ server, client }) => [...server.resources, ...client.resources])
    .filter((one) => one.kind === name);
  const fields = known.map((one) => [
    ...(one.when === undefined ? [] : [[one.when.path, one.when.values[0]?.replaceAll('*', 'x') ?? ''] as const]),
    ...('requires' in one && one.requires !== undefined ? [[`${one.requires}.replicas`, '3'] as const] : []),
    ...('endpoints' in one && one.endpoints !== undefined ? [[one.endpoints, 'host:9092'] as const] : []),
  ]);
  return [[], ...fields].map((list) => {
    const root: Tree = { apiVersion: `${group}/v1`, kind, metadata: { name: 'subject' } };
    for (const [path, value] of list) plant(root, path, value);
    return ['deploy/subject.yaml', stringify(root)];
  });
}

function nested(path: string): string {
  const segments = path.split('.');
  return segments
    .map((segment, depth) => `${'  '.repeat(depth)}${segment}:${depth === segments.length - 1 ? ' true' : ''}\n`)
    .join('');
}

/** What a configuration file of that name may say at the least. */
function sampleOf(name: string): string {
  const samples: Readonly<Record<string, string>> = {
    'redis.conf': 'port 6379\n',
    'sentinel.conf': 'sentinel monitor primary 10.0.0.1 6379 2\n',
    'users.acl': 'user default off\n',
    'ceph.conf': '[global]\nfsid = 7f2b\nosd pool default size = 3\n',
    'alluxio-site.properties': 'alluxio.master.hostname=alluxio-master\n',
    'zoo.cfg': 'tickTime=2000\ndataDir=/data\nclientPort=2181\n',
    'my.cnf': '[mysqld]\nserver-id = 1\n',
    'mongod.conf': 'replication:\n  replSetName: rs0\n',
    'cassandra.yaml': 'cluster_name: orders\ncommitlog_sync: periodic\n',
    'elasticsearch.yml': 'cluster.name: orders\nnode.name: node-1\n',
    'opensearch.yml': 'cluster.name: orders\nnode.name: node-1\n',
    'hdfs-site.xml': site('dfs.replication', '3'),
    'hbase-site.xml': site('hbase.cluster.distributed', 'true'),
    'yarn-site.xml': site('yarn.resourcemanager.ha.enabled', 'true'),
    'flink-conf.yaml': 'jobmanager.rpc.address: jobmanager\ntaskmanager.numberOfTaskSlots: 2\n',
    'file.conf': 'store {\n  mode = "db"\n}\n',
  };
  return samples[name] ?? 'process.roles=broker\nnode.id=1\n';
}

function site(name: string, value: string): string {
  return `<configuration>\n  <property>\n    <name>${name}</name>\n    <value>${value}</value>\n  </property>\n</configuration>\n`;
}
