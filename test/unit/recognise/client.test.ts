import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partOf, shownClient } from '../../support/workspace.ts';

function clients(path: string, ...lines: readonly string[]): readonly string[] {
  return partOf(path, `${lines.join('\n')}\n`).clients.map(shownClient);
}

function spring(...lines: readonly string[]): readonly string[] {
  return clients('orders/src/main/resources/application.properties', ...lines);
}

/** Clients of a container of a private image with these variables. */
function container(...variables: readonly string[]): readonly string[] {
  return clients(
    'docker-compose.yml',
    'services:',
    '  orders:',
    '    image: shop/orders:1.4',
    '    environment:',
    ...variables.map((each) => `      - ${each}`),
  );
}

test('Spring properties in every relaxed spelling', () => {
  assert.deepEqual(spring('spring.data.redis.host=cache', 'spring.data.redis.port=6379'), ['redis: cache:6379']);
  assert.deepEqual(spring('spring.redis.host=cache'), ['redis: cache']);
  assert.deepEqual(spring('spring.kafka.bootstrapServers=kafka-1:9092,kafka-2:9092'), [
    'kafka messaging: kafka-1:9092 kafka-2:9092',
  ]);
  assert.deepEqual(spring('dubbo.registry.address=zookeeper://zk1:2181?backup=zk2:2181'), [
    'zookeeper registry: zk1:2181 zk2:2181',
    'dubbo:',
  ]);
  assert.deepEqual(spring('spring.config.import=optional:nacos:orders.yml'), ['nacos config:']);
});

test('a live connection without an address is a client', () => {
  assert.deepEqual(spring('spring.kafka.consumer.group-id=orders'), ['kafka messaging:']);
});

test('modes and their address lists', () => {
  assert.deepEqual(
    spring(
      'spring.data.redis.sentinel.master=main',
      'spring.data.redis.sentinel.nodes[0]=s1:26379',
      'spring.data.redis.sentinel.nodes[1]=s2:26379',
    ),
    ['redis sentinel: s1:26379 s2:26379'],
  );
  assert.deepEqual(spring('spring.data.redis.cluster.nodes=r1:6379,r2:6379,r3:6379'), [
    'redis cluster: r1:6379 r2:6379 r3:6379',
  ]);
});

test('a connection type beside alternatives leaves the others unused', () => {
  const file = [
    'redis.connection.type=standalone',
    'redis.standalone.host=cache',
    'redis.standalone.port=6379',
    'redis.cluster.nodes=r1:6379,r2:6379',
  ];
  assert.deepEqual(clients('src/main/resources/application.properties', ...file), ['redis standalone: cache:6379']);
});

test('the name that says more stands over the one that says less, wherever they are', () => {
  const acks = (...lines: readonly string[]): unknown =>
    partOf('application.properties', `${lines.join('\n')}\n`)
      .clients[0]?.settings.get('kafka:acks')
      ?.at(-1)?.value;
  assert.equal(acks('spring.kafka.producer.acks=all', 'spring.kafka.properties.acks=1'), 'all');
  assert.equal(acks('spring.kafka.producer.properties.acks=1', 'spring.kafka.producer.acks=all'), '1');
  assert.equal(acks('spring.kafka.producer.properties[acks]=1', 'spring.kafka.properties.acks=all'), '1');
});

test('several connections under names of their own', () => {
  assert.deepEqual(
    spring(
      'spring.redis.orders.host=10.0.0.1',
      'spring.redis.orders.port=6379',
      'spring.redis.carts.host=10.0.0.2',
      'spring.redis.carts.port=6380',
      'spring.redis.lettuce.pool.max-active=8',
    ),
    ['redis: 10.0.0.1:6379', 'redis: 10.0.0.2:6380'],
  );
  assert.deepEqual(spring('spring.redis.zero.sentinel.nodes=s1:26379,s2:26379,s3:26379'), [
    'redis sentinel: s1:26379 s2:26379 s3:26379',
  ]);
});

test('a purpose without an address is the purpose of the connection that has one', () => {
  assert.deepEqual(spring('spring.data.redis.host=cache', 'spring.session.store-type=redis'), ['redis session: cache']);
  assert.deepEqual(spring('spring.data.redis.host=cache', 'spring.session.store-type=jdbc'), ['redis: cache']);
});

test('registry and configuration are two connections to one address', () => {
  const nacos = spring(
    'spring.cloud.nacos.server-addr=nacos:8848',
    'spring.cloud.nacos.discovery.namespace=prod',
    'spring.cloud.nacos.config.file-extension=yaml',
  );
  assert.deepEqual([...nacos].sort(), ['nacos config: nacos:8848', 'nacos registry: nacos:8848']);
});

test('the file that the starter of Redisson takes in a property', () => {
  const config = [
    'sentinelServersConfig:',
    '  masterName: orders',
    '  sentinelAddresses: ["redis://s1:26379", "redis://s2:26379"]',
  ];
  const file = (prefix: readonly string[]): readonly string[] =>
    clients(
      'orders/src/main/resources/application.yml',
      ...prefix.map((key, depth) => `${'  '.repeat(depth)}${key}:`),
      `${'  '.repeat(prefix.length)}config: |`,
      ...config.map((line) => `${'  '.repeat(prefix.length + 1)}${line}`),
    );
  const found = ['redisson lock sentinel: s1:26379 s2:26379', 'redis sentinel: s1:26379 s2:26379'];
  assert.deepEqual(file(['spring', 'redis', 'redisson']), found);
  assert.deepEqual(file(['spring', 'data', 'redis', 'redisson']), found);
  const text = 'spring.redis.redisson.config: |\n  singleServerConfig:\n    address: redis://r1:6379\n';
  const { start, end } = partOf('application.yml', text).clients[0]?.endpoints[0]?.at.value ?? { start: 0, end: 0 };
  assert.equal(text.slice(start, end), 'redis://r1:6379');
});

test('Redisson stands beside the Redis it reaches', () => {
  const redisson = clients(
    'src/main/resources/redisson.yaml',
    'singleServerConfig:',
    '  address: "redis://cache:6379"',
  );
  assert.deepEqual(redisson, ['redisson lock standalone: cache:6379', 'redis standalone: cache:6379']);
  assert.deepEqual(spring('spring.redis.host=cache', 'jeecg.redisson.address=cache:6379'), [
    'redis: cache',
    'redisson lock: cache:6379',
  ]);
});

test('names that only sound like a component are none', () => {
  assert.deepEqual(spring('redis.key.prefix=orders', 'redis.database=mall', 'kafka.topic.server=server-events'), []);
  assert.deepEqual(spring('spring.main.lazy-initialization=true'), []);
  assert.deepEqual(spring('management.health.redis.enabled=false', 'spring.data.redis.repositories.enabled=false'), []);
  assert.deepEqual(spring('spring.application.name=nacos', 'spring.datasource.url=jdbc:mysql://db:3306/nacos'), [
    'mysql: db:3306',
  ]);
  assert.deepEqual(spring('offset.storage=org.apache.kafka.connect.storage.FileOffsetBackingStore'), []);
  assert.deepEqual(spring('# spring.data.redis.host=cache'), []);
});

test('what its own switch turns off is kept as off', () => {
  assert.deepEqual(spring('spring.cloud.zookeeper.enabled=false', 'spring.cloud.zookeeper.connect-string=zk:2181'), [
    'zookeeper registry off: zk:2181',
  ]);
  assert.deepEqual(spring('zk.enabled=${ZOOKEEPER_ENABLED:false}', 'zk.url=localhost:2181'), [
    'zookeeper coordination off: localhost:2181',
  ]);
  assert.deepEqual(spring('eureka.client.enabled=false'), []);
});

test('an address that several purposes share is off when all of them are', () => {
  const nacos = (...lines: readonly string[]): readonly string[] =>
    spring('spring.cloud.nacos.server-addr=nacos:8848', ...lines.map((line) => `spring.cloud.nacos.${line}`));
  assert.deepEqual(nacos('discovery.enabled=false', 'config.enabled=false'), ['nacos off: nacos:8848']);
  assert.deepEqual(nacos('discovery.enabled=false', 'config.file-extension=yaml'), ['nacos config: nacos:8848']);
  assert.deepEqual(nacos('discovery.enabled=false'), ['nacos: nacos:8848']);
  const zookeeper = (...lines: readonly string[]): readonly string[] =>
    spring('spring.cloud.zookeeper.connect-string=zk:2181', ...lines.map((line) => `spring.cloud.zookeeper.${line}`));
  assert.deepEqual(zookeeper('discovery.enabled=false'), ['zookeeper registry off: zk:2181']);
  assert.deepEqual(zookeeper('discovery.enabled=false', 'config.root=shop'), ['zookeeper config:']);
  assert.deepEqual(zookeeper('discovery.register=true'), ['zookeeper registry: zk:2181']);
});

test('a switch that is ignored where an address is given', () => {
  assert.deepEqual(spring('spring.activemq.in-memory=true', 'spring.activemq.user=admin'), ['activemq messaging off:']);
  assert.deepEqual(spring('spring.activemq.in-memory=true', 'spring.activemq.broker-url=tcp://mq:61616'), [
    'activemq messaging: mq:61616',
  ]);
});

test('a selector leaves its other choices off', () => {
  const queue = ['queue.kafka.bootstrap.servers=kafka:9092', 'queue.kafka.acks=all'];
  assert.deepEqual(spring('queue.type=${TB_QUEUE_TYPE:in-memory}', ...queue), ['kafka messaging off: kafka:9092']);
  assert.deepEqual(spring('queue.type=${TB_QUEUE_TYPE:kafka}', ...queue), ['kafka messaging: kafka:9092']);
  assert.deepEqual(
    spring('seata.registry.type=file', 'seata.registry.nacos.server-addr=nacos:8848').filter((each) =>
      each.startsWith('nacos'),
    ),
    ['nacos registry off: nacos:8848'],
  );
});

test('variables of containers, exact, as Spring properties, and by their words', () => {
  assert.deepEqual(container('KAFKA_BOOTSTRAP_SERVERS=kafka:9092'), ['kafka messaging: kafka:9092']);
  assert.deepEqual(container('SPRING_DATA_REDIS_HOST=cache', 'SPRING_DATA_REDIS_PORT=6380'), ['redis: cache:6380']);
  assert.deepEqual(container('spring.cloud.nacos.discovery.server-addr=nacos:8848'), ['nacos registry: nacos:8848']);
  assert.deepEqual(container('ORDERS_KAFKA_BROKERS=kafka:9092'), ['kafka: kafka:9092']);
  assert.deepEqual(container('SESSION_STORE=redis://cache:6379/1'), ['redis: cache:6379']);
});

test('two prefixes are two connections', () => {
  assert.deepEqual(container('CART_REDIS_HOST=cart-cache', 'SESSION_REDIS_HOST=session-cache'), [
    'redis: cart-cache',
    'redis: session-cache',
  ]);
});

test('variables that hold no address of the component are none', () => {
  assert.deepEqual(
    container('REDIS_PASSWORD=s3cret', 'REDIS_PORT=6379', 'KAFKA_TOPIC=orders', 'KAFKA_ENABLED=true'),
    [],
  );
  assert.deepEqual(container('KAFKA_REST_URL=http://rest-proxy:8082', 'KAFKA_CONNECT_URL=http://connect:8083'), []);
  assert.deepEqual(container('REDIS_EXPORTER_WEB_LISTEN_ADDRESS=:9121'), []);
});

test('arguments name clients as well', () => {
  const file = [
    'services:',
    '  orders:',
    '    image: shop/orders:1.4',
    '    command: java -Dspring.data.redis.host=cache -jar app.jar --kafka.bootstrap-servers=kafka:9092',
  ];
  assert.deepEqual([...clients('docker-compose.yml', ...file)].sort(), ['kafka messaging: kafka:9092', 'redis: cache']);
});

test('a broker is a client of its ZooKeeper and not of itself', () => {
  const file = [
    'services:',
    '  kafka:',
    '    image: wurstmeister/kafka',
    '    environment:',
    '      KAFKA_ZOOKEEPER_CONNECT: zk:2181',
    '      KAFKA_ADVERTISED_HOST_NAME: kafka',
  ];
  assert.deepEqual(clients('docker-compose.yml', ...file), ['zookeeper coordination: zk:2181']);
});

test('Kafka Connect and Dapr components are clients, exporters beside a server are not', () => {
  const connect = [
    'apiVersion: kafka.strimzi.io/v1beta2',
    'kind: KafkaConnect',
    'metadata:',
    '  name: connect',
    'spec:',
    '  bootstrapServers: main-kafka-bootstrap:9092',
  ];
  assert.deepEqual(clients('connect.yaml', ...connect), ['kafka messaging: main-kafka-bootstrap:9092']);
  const dapr = [
    'apiVersion: dapr.io/v1alpha1',
    'kind: Component',
    'metadata:',
    '  name: locks',
    'spec:',
    '  type: lock.redis',
    '  version: v1',
    '  metadata:',
    '    - name: redisPassword',
    '      value: ""',
    '    - name: redisHost',
    '      value: cache:6379',
  ];
  assert.deepEqual(clients('locks.yaml', ...dapr), ['redis lock: cache:6379']);
  const pod = [
    'apiVersion: v1',
    'kind: Pod',
    'metadata:',
    '  name: cache',
    'spec:',
    '  containers:',
    '    - name: metrics',
    '      image: "{{ .Values.image }}"',
    '      env:',
    '        - name: REDIS_ADDR',
    '          value: localhost:6379',
  ];
  assert.deepEqual(clients('templates/pod.yaml', ...pod), []);
});

test('a comment states the purpose of the connection below it', () => {
  assert.deepEqual(spring('# archlens: purpose=lock', 'spring.data.redis.host=cache'), ['redis lock: cache']);
});

test('what a Secret holds encoded is no address', () => {
  const secret = (key: string, text: string): readonly string[] =>
    clients(
      'secret.yaml',
      'apiVersion: v1',
      'kind: Secret',
      'metadata:',
      '  name: scanner',
      `${key}:`,
      `  REDIS_URL: ${text}`,
    );
  assert.deepEqual(secret('data', 'cmVkaXM6Ly9jYWNoZTo2Mzc5'), []);
  assert.deepEqual(secret('stringData', 'redis://cache:6379'), ['redis: cache:6379']);
});

test('a single host beside the nodes of a cluster is not used', () => {
  assert.deepEqual(spring('spring.redis.host=127.0.0.1', 'spring.redis.cluster.nodes=r1:6379,r2:6379,r3:6379'), [
    'redis cluster: r1:6379 r2:6379 r3:6379',
  ]);
});

test('a chart that does not install the server and names another one is its client', () => {
  const values = ['kafka:', '  enabled: false', '  controller:', '    replicaCount: 3', 'externalKafka:'];
  assert.deepEqual(
    clients('values.yaml', ...values, '  brokers: [kafka-1.example.com:9092, kafka-2.example.com:9092]'),
    ['kafka: kafka-1.example.com:9092 kafka-2.example.com:9092'],
  );
});

test('Redisson under the prefix many applications give it', () => {
  assert.deepEqual(spring('spring.redisson.address=redis://cache:6379'), [
    'redisson lock: cache:6379',
    'redis: cache:6379',
  ]);
});

test('the database of a registry is no address of the registry', () => {
  const values = (...lines: readonly string[]): readonly string[] => clients('charts/shop/values.yaml', ...lines);
  assert.deepEqual(values('nacos:', '  storage:', '    db:', '      host: db.example.com'), []);
  assert.deepEqual(values('nacos:', '  host: nacos.example.com'), ['nacos: nacos.example.com']);
  assert.deepEqual(container('REDIS_DB_HOST=cache.example.com'), ['redis: cache.example.com']);
});

test('registry.conf of Seata names ZooKeeper for both uses, and its folder is no name', () => {
  const part = partOf(
    'seata/conf/registry.conf',
    [
      'registry {',
      '  type = "zk"',
      '  zk {',
      '    serverAddr = "zk:2181"',
      '  }',
      '}',
      'config {',
      '  type = "zk"',
      '  zk {',
      '    serverAddr = "zk:2181"',
      '  }',
      '}',
      '',
    ].join('\n'),
  );
  assert.deepEqual(part.clients.map(shownClient), ['zookeeper registry: zk:2181', 'zookeeper config: zk:2181']);
  assert.deepEqual([...new Set(part.applications.map(({ name }) => name))], ['seata']);
});

test('entries of a ConfigMap that a container of the same file takes are the uses of the container', () => {
  const manifest = (entry: string, variable: string, name = 'shop-settings'): string =>
    [
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata:',
      '  name: shop-settings',
      'data:',
      `  ${entry}: cache`,
      '---',
      'apiVersion: apps/v1',
      'kind: Deployment',
      'metadata:',
      '  name: shop',
      'spec:',
      '  template:',
      '    spec:',
      '      containers:',
      '        - name: shop',
      '          image: acme/shop:1.4',
      '          env:',
      `            - name: ${variable}`,
      '              valueFrom:',
      `                configMapKeyRef: { name: ${name}, key: ${entry} }`,
      '',
    ].join('\n');
  const uses = (...words: Parameters<typeof manifest>): readonly string[] =>
    partOf('shop.yaml', manifest(...words)).clients.map(
      ({ component, application }) => `${application.slice(application.indexOf('#') + 1)} ${component}`,
    );
  assert.deepEqual(uses('redis.host', 'REDIS_HOST'), ['shop redis']);
  assert.deepEqual(uses('redis.host', 'CACHE_AT'), ['shop-settings redis'], 'a name of its own says nothing');
  assert.deepEqual(uses('redis.host', 'REDIS_HOST', 'other'), ['shop redis', 'shop-settings redis']);
});

test('a part that selects nothing is off, one that selects its implementation is on', () => {
  const uses = (selector: string): readonly string[] =>
    partOf(
      'oap/application.yml',
      `kafka-fetcher:\n  selector: ${selector}\n  default:\n    bootstrapServers: kafka:9092\n`,
    ).clients.map(({ component, state }) => `${component} ${state}`);
  assert.deepEqual(uses('default'), ['kafka active']);
  assert.deepEqual(uses('none'), ['kafka inactive']);
  assert.deepEqual(uses("'-'"), ['kafka inactive']);
});
