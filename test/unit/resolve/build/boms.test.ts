import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractFile } from '../../../../server/src/extract/file.ts';
import { catalog } from '../../../../server/src/knowledge/catalog.ts';
import { versionsOf } from '../../../../server/src/resolve/build/versions.ts';

/** What a module gets from a bill of materials that is not in the workspace. */
function managed(bom: string, version: string, libraries: readonly string[]): readonly (string | undefined)[] {
  const [group, artifact] = bom.split(':');
  const text = `<project><artifactId>orders</artifactId><dependencyManagement><dependencies><dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement></project>`;
  const modules = extractFile({ uri: 'file:///shop/pom.xml', path: 'pom.xml', text }).declarations.filter(
    (each) => each.kind === 'build',
  );
  const versions = versionsOf(modules, catalog().knowledge.boms ?? [])('file:///shop');
  return libraries.map((library) => versions?.version(library)?.value);
}

const kafka = 'org.apache.kafka:kafka-clients';
const lettuce = 'io.lettuce:lettuce-core';
const jedis = 'redis.clients:jedis';

/** From the published files of 2.5.6, 3.2.0 and 4.0.2. */
test('Spring Boot: lines of the clients that its own lines bring', () => {
  const boot = 'org.springframework.boot:spring-boot-dependencies';
  assert.deepEqual(managed(boot, '4.0.2', [kafka, lettuce, jedis]), ['4.1', '6.8', '7.0']);
  assert.deepEqual(managed(boot, '3.2.5', [kafka, lettuce, jedis]), ['3.6', '6.3', '5.0']);
  assert.deepEqual(managed(boot, '2.5.15', [kafka, lettuce, jedis]), ['2.7', '6.1', '3.6']);
  assert.deepEqual(managed(boot, '4.2.0', [kafka]), [undefined]);
});

test('Spring Cloud Alibaba: versions with and without the word RELEASE', () => {
  const alibaba = 'com.alibaba.cloud:spring-cloud-alibaba-dependencies';
  const nacos = 'com.alibaba.nacos:nacos-client';
  assert.deepEqual(managed(alibaba, '2.1.4.RELEASE', [nacos]), ['1.4.1']);
  assert.deepEqual(managed(alibaba, '2.2.0.RELEASE', [nacos]), ['1.1.4']);
  assert.deepEqual(managed(alibaba, '2021.0.5.0', [nacos]), ['2.2.0']);
});

test('Dubbo: its bill of materials has the version of Dubbo itself', () => {
  assert.deepEqual(managed('org.apache.dubbo:dubbo-bom', '3.2.14', ['org.apache.dubbo:dubbo']), ['3.2.14']);
});
