import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../server/src/model/part.ts';
import { pathOf, shownClient, systemOf } from '../support/workspace.ts';

/*
 * What the build writes into Spring's files. Oracle: Spring Boot's how-to "Automatic Property Expansion", "Using Maven" and
 * "Using Gradle".
 */

const parent = [
  '<project>',
  '  <groupId>shop</groupId>',
  '  <artifactId>shop</artifactId>',
  '  <version>1.0</version>',
  '  <properties>',
  '    <kafka.host>kafka</kafka.host>',
  '    <kafka.servers>${kafka.host}:9092</kafka.servers>',
  '  </properties>',
  '</project>',
].join('\n');

const module = [
  '<project>',
  '  <parent><groupId>shop</groupId><artifactId>shop</artifactId><version>1.0</version></parent>',
  '  <artifactId>orders-service</artifactId>',
  '  <profiles>',
  '    <profile><id>dev</id><properties><profiles.active>dev</profiles.active></properties></profile>',
  '  </profiles>',
  '</project>',
].join('\n');

const path = 'orders/src/main/resources/application.yml';
const files = {
  'pom.xml': parent,
  'orders/pom.xml': module,
  [path]: [
    'spring:',
    '  application:',
    "    name: '@artifactId@'",
    '  kafka:',
    "    bootstrap-servers: '@kafka.servers@'",
    '    client-id: ${spring.application.name}',
    '  config:',
    '    import: nacos:${spring.application.name}-@profiles.active@.yml',
  ].join('\n'),
};

function kafka(all: Readonly<Record<string, string>>, profiles = ''): Client {
  const found = systemOf(all).clients.find(
    (client) => client.component === 'kafka' && client.profiles.join() === profiles && pathOf(client.uri) === path,
  );
  assert.ok(found);
  return found;
}

test('Automatic Property Expansion Using Maven: a property of the parent, with where it is written', () => {
  const client = kafka(files);
  assert.equal(shownClient(client), 'kafka messaging: kafka:9092');
  const [fact] = client.settings.get('kafka:bootstrap.servers') ?? [];
  assert.deepEqual(
    fact?.via?.map(({ name, value, at }) => `${name}=${value} ${pathOf(at.uri)}`),
    ['kafka.servers=kafka:9092 pom.xml'],
  );
});

test('Automatic Property Expansion Using Maven: the artifact names the application, also to its configuration centre', () => {
  const client = kafka(
    { ...files, 'nacos/orders-service-dev.yml': 'spring:\n  kafka:\n    producer:\n      acks: "0"\n' },
    'dev',
  );
  assert.equal(client.settings.get('kafka:acks')?.at(-1)?.value, '0');
});

test('without the build file, and where a profile of the build decides, the value stays unknown', () => {
  const { 'pom.xml': _, 'orders/pom.xml': __, ...alone } = files;
  assert.equal(shownClient(kafka(alone)), 'kafka messaging:');
  const decided = { ...files, 'pom.xml': parent.replace(/ {4}<kafka.servers>.*\n/, '') };
  assert.equal(shownClient(kafka(decided)), 'kafka messaging:');
});

test('Automatic Property Expansion Using Maven: a property of the module over that of its parent, filled in anew', () => {
  const own = module.replace(
    '<profiles>',
    '<properties><kafka.host>kafka-orders</kafka.host></properties>\n  <profiles>',
  );
  const client = kafka({ ...files, 'orders/pom.xml': own });
  assert.equal(shownClient(client), 'kafka messaging: kafka-orders:9092');
});

test('Automatic Property Expansion Using Maven: `${…}` is a placeholder of Spring, whatever the build file says', () => {
  const text = files[path].replace("'@kafka.servers@'", '${kafka.servers}');
  assert.equal(shownClient(kafka({ ...files, [path]: text })), 'kafka messaging:');
});

test('Automatic Property Expansion Using Gradle: what the build fills in stays unknown', () => {
  const build =
    "plugins { id 'java' }\next { kafkaServers = 'kafka:9092' }\nprocessResources { expand(project.properties) }\n";
  const text = [
    'spring:',
    '  application:',
    '    name: orders',
    '  kafka:',
    '    bootstrap-servers: ${kafkaServers}',
    '    client-id: orders-${version}',
  ].join('\n');
  const client = kafka({ 'orders/build.gradle': build, [path]: text });
  assert.equal(shownClient(client), 'kafka messaging:');
  const [fact] = client.settings.get('kafka:bootstrap.servers') ?? [];
  assert.equal(fact?.value, undefined);
});
