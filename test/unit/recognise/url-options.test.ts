import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { partOf } from '../../support/workspace.ts';

/** `mongodb w=majority majority`: each setting of the clients of a file with its value and the text at its place. */
function spelt(path: string, text: string, component: string): string[] {
  return partOf(path, text)
    .clients.filter((client) => client.component === component)
    .flatMap(({ settings }) => [...settings])
    .map(([id, facts]) => {
      const fact = facts.at(-1);
      const span = fact?.at[0]?.sub;
      return `${id.slice(id.indexOf(':') + 1)}=${fact?.value ?? '?'} ${span === undefined ? '' : text.slice(span.start, span.end)}`.trim();
    });
}

const application = 'src/main/resources/application.yml';
const variables = (line: string): string =>
  `services:\n  orders:\n    image: shop/orders:1.4\n    environment:\n      ${line}\n`;

describe('options of a connection URL are settings of the client, each at its place', () => {
  test('MongoDB', () => {
    const text =
      'spring:\n  data:\n    mongodb:\n      uri: mongodb://m1:27017,m2:27017/shop?replicaSet=rs0&w=1&journal=false&readPreference=secondaryPreferred\n';
    assert.deepEqual(spelt(application, text, 'mongodb'), [
      'client.replica-set=rs0 rs0',
      'client.write-concern=1 1',
      'client.journal=false false',
      'client.read-preference=secondaryPreferred secondaryPreferred',
    ]);
  });

  test('a variable of a container, in quotes', () => {
    const text = variables('MONGO_URI: "mongodb+srv://cluster0.example.net/shop?retryWrites=false&w=majority"');
    assert.deepEqual(spelt('compose.yaml', text, 'mongodb'), [
      'client.retry-writes=false false',
      'client.write-concern=majority majority',
    ]);
  });

  test('MySQL, with the word of the driver', () => {
    const text =
      'spring.datasource.url=jdbc:mysql:replication://db-1:3306,db-2:3306/shop?useSSL=false&autoReconnect=true&useUnicode=true\n';
    assert.deepEqual(spelt('src/main/resources/application.properties', text, 'mysql'), [
      'client.connection-mode=replication replication',
      'client.use-ssl=false false',
      'client.auto-reconnect=true true',
    ]);
  });

  test('PostgreSQL', () => {
    const text = 'app:\n  db-url: jdbc:postgresql://pg-1,pg-2/shop?targetServerType=primary&sslmode=verify-full\n';
    assert.deepEqual(spelt('config/app.yml', text, 'postgresql'), [
      'client.target-server-type=primary primary',
      'client.ssl-mode=verify-full verify-full',
    ]);
  });

  test('the path: a virtual host, a database', () => {
    const broker = variables('AMQP_URL: amqp://orders:secret@rabbitmq:5672/%2Fshop?heartbeat=10');
    assert.deepEqual(spelt('compose.yaml', broker, 'rabbitmq'), [
      'virtual-host=/shop %2Fshop',
      'client.heartbeat=10 10',
    ]);
    const cache = variables('CACHE_STORE: rediss://:secret@redis:6379/2?timeout=5s');
    assert.deepEqual(spelt('compose.yaml', cache, 'redis'), ['client.database=2 2', 'client.timeout=5s 5s']);
    const sentinels = variables('CACHE_STORE: redis+sentinel://s1:26379,s2:26379/mymaster/0');
    assert.deepEqual(spelt('compose.yaml', sentinels, 'redis'), []);
  });

  test('registries of Dubbo', () => {
    const zookeeper = 'dubbo:\n  registry:\n    address: zookeeper://zk-1:2181?backup=zk-2:2181,zk-3:2181\n';
    assert.deepEqual(spelt(application, zookeeper, 'zookeeper'), [
      'client.connect-string=zk-2:2181,zk-3:2181 zk-2:2181,zk-3:2181',
    ]);
    const nacos = 'dubbo:\n  registry:\n    address: nacos://nacos:8848?namespace=shop&username=orders\n';
    assert.deepEqual(spelt(application, nacos, 'nacos'), [
      'client.namespace=shop shop',
      'client.username=orders orders',
    ]);
  });
});

describe('placeholders in a URL', () => {
  test('before the options', () => {
    const text =
      'spring:\n  data:\n    mongodb:\n      uri: mongodb://${MONGO_HOST:mongo}:${MONGO_PORT:27017}/shop?w=1\n';
    assert.deepEqual(spelt(application, text, 'mongodb'), ['client.write-concern=1 1']);
    const open = 'spring:\n  data:\n    mongodb:\n      uri: mongodb://${MONGO_HOST}/shop?w=1\n';
    assert.deepEqual(spelt(application, open, 'mongodb'), ['client.write-concern=1 1']);
  });

  test('as an option: its default, or unknown', () => {
    const text = 'spring:\n  data:\n    mongodb:\n      uri: mongodb://mongo/shop?w=${WRITES:1}&journal=${JOURNAL}\n';
    assert.deepEqual(spelt(application, text, 'mongodb'), [
      'client.write-concern=1 ${WRITES:1}',
      'client.journal=? ${JOURNAL}',
    ]);
  });

  test('around the whole URL: where its default is written, or where the value comes from', () => {
    const text = 'spring:\n  data:\n    mongodb:\n      uri: ${MONGO_URI:mongodb://mongo/shop?w=1}\n';
    assert.deepEqual(spelt(application, text, 'mongodb'), ['client.write-concern=1 1']);
    const elsewhere =
      'mongo:\n  url: mongodb://mongo/shop?w=1\nspring:\n  data:\n    mongodb:\n      uri: ${mongo.url}\n';
    assert.deepEqual(spelt(application, elsewhere, 'mongodb'), ['client.write-concern=1 1']);
  });
});

describe('what is no option', () => {
  test('options nobody describes, other schemes, and a query that is not written as it is read', () => {
    assert.deepEqual(
      spelt(application, 'spring:\n  data:\n    mongodb:\n      uri: mongodb://mongo/shop?appName=orders\n', 'mongodb'),
      [],
    );
    assert.deepEqual(spelt('compose.yaml', variables('SITE: https://mongo.example.com/?w=1'), 'mongodb'), []);
    const escaped = 'spring:\n  data:\n    mongodb:\n      uri: "mongodb://mongo/shop?w\\u003d1"\n';
    assert.deepEqual(spelt(application, escaped, 'mongodb'), []);
  });
});
