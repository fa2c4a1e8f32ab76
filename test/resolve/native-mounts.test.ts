import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { last } from '../../server/src/model/query.ts';
import { decode } from '../../server/src/base/decode.ts';
import { pathOf, systemOf } from '../support/workspace.ts';

/** A server with its own configuration file, where its image looks for it. */
interface Server {
  readonly image: string;
  /** In the container, with the file's name. */
  readonly target: string;
  readonly command?: string;
  readonly text: string;
  readonly setting: string;
  readonly value: string;
}

const servers: readonly Server[] = [
  {
    image: 'apache/kafka:3.9.1',
    target: '/mnt/shared/config/server.properties',
    text: 'process.roles=broker,controller\nnode.id=1\nmin.insync.replicas=2\n',
    setting: 'kafka:min.insync.replicas',
    value: '2',
  },
  {
    image: 'zookeeper:3.9.3',
    target: '/conf/zoo.cfg',
    text: 'tickTime=2000\ndataDir=/data\nautopurge.purgeInterval=24\nserver.1=zk-1:2888:3888;2181\n',
    setting: 'zookeeper:autopurge.purgeInterval',
    value: '24',
  },
  {
    image: 'redis:8.2',
    target: '/etc/redis/redis.conf',
    command: 'redis-server /etc/redis/redis.conf',
    text: 'appendonly yes\nmaxmemory-policy noeviction\n',
    setting: 'redis:maxmemory-policy',
    value: 'noeviction',
  },
  {
    image: 'redis:8.2',
    target: '/etc/redis/sentinel.conf',
    command: 'redis-sentinel /etc/redis/sentinel.conf',
    text: 'port 26379\nsentinel monitor main 10.0.0.1 6379 2\nprotected-mode no\n',
    setting: 'redis:protected-mode',
    value: 'no',
  },
  {
    image: 'nacos/nacos-server:v2.4.3',
    target: '/home/nacos/conf/application.properties',
    text: 'server.port=8848\nspring.sql.init.platform=mysql\ndb.num=1\nnacos.core.auth.enabled=true\n',
    setting: 'nacos:nacos.core.auth.enabled',
    value: 'true',
  },
  {
    image: 'seataio/seata-server:1.4.2',
    target: '/seata-server/resources/file.conf',
    text: 'store {\n  mode = "db"\n  db {\n    url = "jdbc:mysql://mysql:3306/seata"\n  }\n}\n',
    setting: 'seata:store.mode',
    value: 'db',
  },
  {
    image: 'seataio/seata-server:2.0.0',
    target: '/seata-server/resources/application.yml',
    text: 'server:\n  port: 7091\nseata:\n  store:\n    mode: redis\n',
    setting: 'seata:store.mode',
    value: 'redis',
  },
  {
    image: 'apache/rocketmq:5.3.0',
    target: '/home/rocketmq/conf/broker.conf',
    command: 'sh mqbroker -c /home/rocketmq/conf/broker.conf',
    text: 'brokerClusterName=shop\nbrokerName=broker-a\nbrokerId=0\nbrokerRole=SYNC_MASTER\nflushDiskType=SYNC_FLUSH\n',
    setting: 'rocketmq:flushDiskType',
    value: 'SYNC_FLUSH',
  },
  {
    image: 'rabbitmq:4.1',
    target: '/etc/rabbitmq/rabbitmq.conf',
    text: 'default_queue_type = quorum\ncluster_partition_handling = pause_minority\n',
    setting: 'rabbitmq:default_queue_type',
    value: 'quorum',
  },
  {
    image: 'rabbitmq:4.1',
    target: '/etc/rabbitmq/definitions.json',
    text: '{\n  "rabbit_version": "4.1.0",\n  "vhosts": [{ "name": "/" }],\n  "queues": [{ "name": "orders", "vhost": "/", "durable": true, "arguments": { "x-queue-type": "quorum" } }]\n}\n',
    setting: 'rabbitmq:queue-type',
    value: 'quorum',
  },
  {
    image: 'apachepulsar/pulsar:4.0.0',
    target: '/pulsar/conf/broker.conf',
    command: 'bin/pulsar broker',
    text: 'metadataStoreUrl=zk:zk-1:2181\nclusterName=shop\nmanagedLedgerDefaultAckQuorum=2\n',
    setting: 'pulsar:managedLedgerDefaultAckQuorum',
    value: '2',
  },
  {
    image: 'apachepulsar/pulsar:4.0.0',
    target: '/pulsar/conf/bookkeeper.conf',
    command: 'bin/pulsar bookie',
    text: 'bookiePort=3181\nzkServers=zk-1:2181\njournalSyncData=false\nledgerDirectories=/ledgers\n',
    setting: 'pulsar:journalSyncData',
    value: 'false',
  },
  {
    image: 'apachepulsar/pulsar:4.0.0',
    target: '/pulsar/conf/standalone.conf',
    command: 'bin/pulsar standalone',
    text: 'managedLedgerDefaultEnsembleSize=1\nmanagedLedgerDefaultAckQuorum=1\n',
    setting: 'pulsar:managedLedgerDefaultAckQuorum',
    value: '1',
  },
  {
    image: 'quay.io/coreos/etcd:v3.6.0',
    target: '/etc/etcd/etcd.conf.yml',
    command: 'etcd --config-file /etc/etcd/etcd.conf.yml',
    text: 'name: n1\ninitial-cluster: n1=http://n1:2380\nunsafe-no-fsync: true\n',
    setting: 'etcd:unsafe-no-fsync',
    value: 'true',
  },
];

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

function compose({ image, command }: Server, lines: string, rest = ''): string {
  const run = command === undefined ? '' : `    command: ${command}\n`;
  return `services:\n  subject:\n    image: ${image}\n${run}${indented(lines, 4)}${rest}`;
}

function pod({ image, command }: Server, mount: string, volume: string): string {
  const run = command === undefined ? '' : `          command: [${command.split(' ').join(', ')}]\n`;
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
${run}          volumeMounts:
            - ${mount}
      volumes:
        - ${volume}
`;
}

function configMap({ text }: Server, key: string): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: subject-config
data:
  ${key}: |
${indented(text, 4)}`;
}

interface Form {
  readonly title: string;
  /** The file in which the server's own words stand. */
  readonly holder: (server: Server) => string;
  files(server: Server): Readonly<Record<string, string>>;
}

const baseOf = ({ target }: Server): string => target.slice(target.lastIndexOf('/') + 1);
const folderOf = ({ target }: Server): string => target.slice(0, target.lastIndexOf('/'));

const volume = '{ name: config, configMap: { name: subject-config } }';
const picked = (server: Server): string =>
  `{ name: config, configMap: { name: subject-config, items: [{ key: settings, path: ${baseOf(server)} }] } }`;

/** Every way that compose and Kubernetes have to put a file of the workspace where the server reads it. */
const forms: readonly Form[] = [
  {
    title: 'a volume of compose',
    holder: (server) => `conf/${baseOf(server)}`,
    files: (server) => ({
      [`conf/${baseOf(server)}`]: server.text,
      'compose.yaml': compose(server, `volumes:\n  - ./conf/${baseOf(server)}:${server.target}:ro\n`),
    }),
  },
  {
    title: 'the folder as a volume of compose',
    holder: (server) => `conf/${baseOf(server)}`,
    files: (server) => ({
      [`conf/${baseOf(server)}`]: server.text,
      'compose.yaml': compose(server, `volumes:\n  - ./conf:${folderOf(server)}\n`),
    }),
  },
  {
    title: 'a config of compose, by file',
    holder: (server) => `conf/${baseOf(server)}`,
    files: (server) => ({
      [`conf/${baseOf(server)}`]: server.text,
      'compose.yaml': compose(
        server,
        `configs:\n  - source: own\n    target: ${server.target}\n`,
        `configs:\n  own:\n    file: ./conf/${baseOf(server)}\n`,
      ),
    }),
  },
  {
    title: 'a config of compose, in place',
    holder: () => 'compose.yaml',
    files: (server) => ({
      'compose.yaml': compose(
        server,
        `configs:\n  - source: own\n    target: ${server.target}\n`,
        `configs:\n  own:\n    content: |\n${indented(server.text, 6)}`,
      ),
    }),
  },
  {
    title: 'a ConfigMap, whole',
    holder: () => 'k8s/config.yaml',
    files: (server) => ({
      'k8s/subject.yaml': pod(server, `{ name: config, mountPath: ${folderOf(server)} }`, volume),
      'k8s/config.yaml': configMap(server, baseOf(server)),
    }),
  },
  {
    title: 'a ConfigMap, one of its keys by subPath',
    holder: () => 'k8s/config.yaml',
    files: (server) => ({
      'k8s/subject.yaml': pod(
        server,
        `{ name: config, mountPath: ${server.target}, subPath: ${baseOf(server)} }`,
        volume,
      ),
      'k8s/config.yaml': configMap(server, baseOf(server)),
    }),
  },
  {
    title: 'a ConfigMap, one of its keys under the name of the volume',
    holder: () => 'k8s/config.yaml',
    files: (server) => ({
      'k8s/subject.yaml': pod(server, `{ name: config, mountPath: ${folderOf(server)} }`, picked(server)),
      'k8s/config.yaml': configMap(server, 'settings'),
    }),
  },
  {
    title: 'a ConfigMap, one of its keys under the name of the mount',
    holder: () => 'k8s/config.yaml',
    files: (server) => ({
      'k8s/subject.yaml': pod(server, `{ name: config, mountPath: ${server.target}, subPath: settings }`, volume),
      'k8s/config.yaml': configMap(server, 'settings'),
    }),
  },
  {
    title: 'a ConfigMap of the same file',
    holder: () => 'k8s/subject.yaml',
    files: (server) => ({
      'k8s/subject.yaml': `${pod(server, `{ name: config, mountPath: ${folderOf(server)} }`, volume)}---\n${configMap(server, baseOf(server))}`,
    }),
  },
  {
    title: 'a ConfigMap of the same file, by the name of the mount',
    holder: () => 'k8s/subject.yaml',
    files: (server) => ({
      'k8s/subject.yaml': `${configMap(server, 'settings')}---\n${pod(server, `{ name: config, mountPath: ${server.target}, subPath: settings }`, volume)}`,
    }),
  },
  {
    title: 'a volume of compose, under another name',
    holder: () => 'conf/subject.conf',
    files: (server) => ({
      'conf/subject.conf': server.text,
      'compose.yaml': compose(server, `volumes:\n  - ./conf/subject.conf:${server.target}\n`),
    }),
  },
];

/** What the server `subject` has in force, with the file it is written in. */
function inForce(files: Readonly<Record<string, string>>, setting: string): string {
  const subject = systemOf(files)
    .clusters.flatMap(({ deployments, helpers }) => [...deployments, ...helpers])
    .find(({ name, controller }) => name === 'subject' && controller !== 'file');
  const fact = subject && last(subject.settings, setting);
  const uri = fact?.at[0]?.uri;
  return fact === undefined || uri === undefined ? 'nothing' : `${fact.value} in ${pathOf(uri)}`;
}

for (const server of servers) {
  describe(`${server.setting} in ${baseOf(server)}`, () => {
    for (const { title, files, holder } of forms) {
      test(title, () => assert.equal(inForce(files(server), server.setting), `${server.value} in ${holder(server)}`));
    }
  });
}

describe('files in other writing', () => {
  const mounted = (text: string): Readonly<Record<string, string>> => ({
    'conf/redis.conf': text,
    'compose.yaml':
      'services:\n  subject:\n    image: redis:8.2\n    command: redis-server /etc/redis.conf\n    volumes:\n      - ./conf/redis.conf:/etc/redis.conf\n',
  });
  const policy = 'redis:maxmemory-policy';
  for (const [title, text] of [
    ['with Windows line ends', '# 缓存\r\nappendonly yes\r\nmaxmemory-policy noeviction\r\n'],
    ['with a byte order mark', '\ufeffmaxmemory-policy noeviction\n'],
    ['with tabs', 'appendonly\tyes\n\tmaxmemory-policy\tnoeviction\n'],
    ['with trailing blanks', 'maxmemory-policy noeviction   \n'],
  ] as const)
    test(title, () => assert.equal(inForce(mounted(text), policy), 'noeviction in conf/redis.conf'));

  test('in GBK: the bytes of a comment are no obstacle', () => {
    const bytes = Uint8Array.from([
      0x23,
      0xbb,
      0xba,
      0xb4,
      0xe6,
      0x0a,
      ...Buffer.from('maxmemory-policy noeviction\n'),
    ]);
    const text = decode(bytes);
    assert.equal(text, '#缓存\nmaxmemory-policy noeviction\n');
    assert.equal(inForce(mounted(text ?? ''), policy), 'noeviction in conf/redis.conf');
  });
});
