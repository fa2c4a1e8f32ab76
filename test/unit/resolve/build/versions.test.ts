import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractFile } from '../../../../server/src/extract/file.ts';
import { catalog } from '../../../../server/src/knowledge/catalog.ts';
import { versionsOf, type BuildVersions } from '../../../../server/src/resolve/build/versions.ts';

const kafka = 'org.apache.kafka:kafka-clients';
const redisson = 'org.redisson:redisson';
const nacos = 'com.alibaba.nacos:nacos-client';
const boot = 'org.springframework.boot:spring-boot';

/** The build files of a workspace, by path. */
function build(files: Readonly<Record<string, string>>): BuildVersions {
  const modules = Object.entries(files).flatMap(([path, text]) =>
    extractFile({ uri: `file:///shop/${path}`, path, text }).declarations.filter((each) => each.kind === 'build'),
  );
  return versionsOf(modules, catalog().knowledge.boms ?? []);
}

/** `3.4.0 at pom.xml via kafka.version=3.4.0 (pom.xml)` */
function told(versions: BuildVersions, folder: string, library: string): string | undefined {
  const fact = versions(`file:///shop${folder === '' ? '' : `/${folder}`}`)?.version(library);
  if (fact === undefined) return undefined;
  const file = (uri = ''): string => uri.replace('file:///shop/', '');
  const via = (fact.via ?? []).map(({ name, value, at }) => `${name}=${value} (${file(at.uri)})`);
  return [`${fact.value} at ${file(fact.at[0]?.uri)}`, ...(via.length > 0 ? [`via ${via.join(', ')}`] : [])].join(' ');
}

const dependency = (group: string, artifact: string, version = '', scope = ''): string =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>${
    version === '' ? '' : `<version>${version}</version>`
  }${scope === '' ? '' : `<type>pom</type><scope>${scope}</scope>`}</dependency>`;

const bootParent = (version: string): string =>
  `<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>${version}</version><relativePath/></parent>`;

const shopParent = (path = ''): string =>
  `<parent><groupId>com.shop</groupId><artifactId>shop</artifactId><version>1.0</version>${path}</parent>`;

test('the parent outside the workspace decides by the line of its version', () => {
  const versions = build({ 'pom.xml': `<project>${bootParent('2.7.18')}<artifactId>orders</artifactId></project>` });
  assert.equal(
    told(versions, 'src/main/resources', kafka),
    '3.1 at pom.xml via org.springframework.boot:spring-boot-starter-parent=2.7.18 (pom.xml)',
  );
  assert.match(told(versions, '', boot) ?? '', /^2\.7\.18 at pom\.xml/);
});

test('a property of a child changes what its parent decides; a module beside it keeps the parent’s', () => {
  const versions = build({
    'pom.xml': `<project>${bootParent('3.2.5')}<groupId>com.shop</groupId><artifactId>shop</artifactId><packaging>pom</packaging></project>`,
    'orders/pom.xml': `<project>${shopParent()}<artifactId>orders</artifactId><properties><kafka.version>2.8.2</kafka.version></properties></project>`,
    'cart/pom.xml': `<project>${shopParent()}<artifactId>cart</artifactId></project>`,
  });
  assert.equal(told(versions, 'orders', kafka), '2.8.2 at orders/pom.xml');
  assert.match(told(versions, 'cart', kafka) ?? '', /^3\.6 at pom\.xml via/);
});

test('properties are filled in with the module’s own, also in what it inherits', () => {
  const versions = build({
    'pom.xml': `<project><groupId>com.shop</groupId><artifactId>shop</artifactId><properties><redisson.version>3.16.0</redisson.version></properties><dependencyManagement><dependencies>${dependency('org.redisson', 'redisson', '${redisson.version}')}</dependencies></dependencyManagement></project>`,
    'orders/pom.xml': `<project>${shopParent()}<artifactId>orders</artifactId><properties><redisson.version>3.23.5</redisson.version></properties></project>`,
  });
  assert.equal(told(versions, 'orders', redisson), '3.23.5 at pom.xml via redisson.version=3.23.5 (orders/pom.xml)');
  assert.equal(told(versions, '', redisson), '3.16.0 at pom.xml via redisson.version=3.16.0 (pom.xml)');
});

test('a version at the dependency wins over a managed one', () => {
  const versions = build({
    'pom.xml': `<project><artifactId>orders</artifactId><dependencyManagement><dependencies>${dependency('org.apache.kafka', 'kafka-clients', '3.6.1')}</dependencies></dependencyManagement><dependencies>${dependency('org.apache.kafka', 'kafka-clients', '2.5.0')}</dependencies></project>`,
  });
  assert.equal(told(versions, '', kafka), '2.5.0 at pom.xml');
  assert.equal(versions('file:///shop')?.uses(kafka), true);
});

test('what is managed wins over what is imported, and properties do not change an import', () => {
  const bom = dependency('org.springframework.boot', 'spring-boot-dependencies', '3.1.4', 'import');
  const versions = build({
    'a/pom.xml': `<project><artifactId>a</artifactId><properties><kafka.version>2.0.0</kafka.version></properties><dependencyManagement><dependencies>${bom}</dependencies></dependencyManagement></project>`,
    'b/pom.xml': `<project><artifactId>b</artifactId><dependencyManagement><dependencies>${bom}${dependency('org.apache.kafka', 'kafka-clients', '3.7.0')}</dependencies></dependencyManagement></project>`,
  });
  assert.match(told(versions, 'a', kafka) ?? '', /^3\.4 at a\/pom\.xml via/);
  assert.equal(told(versions, 'b', kafka), '3.7.0 at b/pom.xml');
});

test('a bill of materials of the workspace is read like any module', () => {
  const versions = build({
    'bom/pom.xml': `<project><groupId>com.shop</groupId><artifactId>shop-bom</artifactId><properties><v>3.20.1</v></properties><dependencyManagement><dependencies>${dependency('org.redisson', 'redisson', '${v}')}</dependencies></dependencyManagement></project>`,
    'orders/pom.xml': `<project><artifactId>orders</artifactId><dependencyManagement><dependencies>${dependency('com.shop', 'shop-bom', '1.0', 'import')}</dependencies></dependencyManagement></project>`,
  });
  assert.equal(told(versions, 'orders', redisson), '3.20.1 at bom/pom.xml via v=3.20.1 (bom/pom.xml)');
});

test('Spring Cloud Alibaba decides by its exact version, by its line where it is older', () => {
  const versions = (version: string): BuildVersions =>
    build({
      'pom.xml': `<project><artifactId>a</artifactId><dependencyManagement><dependencies>${dependency('com.alibaba.cloud', 'spring-cloud-alibaba-dependencies', version, 'import')}</dependencies></dependencyManagement></project>`,
    });
  assert.match(told(versions('2021.0.5.0'), '', nacos) ?? '', /^2\.2\.0 at/);
  assert.match(told(versions('2.2.9.RELEASE'), '', nacos) ?? '', /^2\.1\.0 at/);
  assert.equal(told(versions('2099.0.0.0'), '', nacos), undefined);
});

test('a dependency on a module of the workspace brings what that one uses', () => {
  const versions = build({
    'common/pom.xml': `<project><groupId>com.shop</groupId><artifactId>common</artifactId><dependencies>${dependency('redis.clients', 'jedis', '4.4.6')}</dependencies></project>`,
    'orders/pom.xml': `<project><artifactId>orders</artifactId><dependencies>${dependency('com.shop', 'common', '1.0')}</dependencies></project>`,
  });
  assert.equal(versions('file:///shop/orders')?.uses('redis.clients:jedis'), true);
  assert.equal(versions('file:///shop/orders')?.uses('io.lettuce:lettuce-core'), false);
});

test('circles of parents, properties and modules end, and decide nothing', () => {
  const versions = build({
    'pom.xml': `<project>${shopParent('<relativePath>orders/pom.xml</relativePath>')}<groupId>com.shop</groupId><artifactId>a</artifactId></project>`,
    'orders/pom.xml': `<project><parent><groupId>com.shop</groupId><artifactId>a</artifactId><version>1</version></parent><groupId>com.shop</groupId><artifactId>shop</artifactId><properties><x>\${y}</x><y>\${x}</y></properties><dependencies>${dependency('org.apache.kafka', 'kafka-clients', '${x}')}${dependency('com.shop', 'a')}</dependencies></project>`,
  });
  assert.equal(told(versions, 'orders', kafka), undefined);
  assert.equal(told(versions, '', kafka), undefined);
  assert.equal(versions('file:///shop')?.uses(nacos), false);
});

test('a version nobody states stays unknown', () => {
  const versions = build({
    'pom.xml': `<project><artifactId>a</artifactId><dependencies>${dependency('org.apache.kafka', 'kafka-clients', '${kafka.version}')}</dependencies></project>`,
  });
  assert.equal(told(versions, '', kafka), undefined);
  assert.equal(versions('file:///elsewhere'), undefined);
});

test('the parent is found by its path, else by its name; a file of another name is none', () => {
  const versions = build({
    'pom.xml':
      '<project><groupId>com.other</groupId><artifactId>root</artifactId><properties><v>1</v></properties></project>',
    'parents/shop/pom.xml': `<project><groupId>com.shop</groupId><artifactId>shop</artifactId><properties><v>3.5.0</v></properties></project>`,
    'orders/pom.xml': `<project>${shopParent()}<artifactId>orders</artifactId><dependencies>${dependency('org.apache.kafka', 'kafka-clients', '${v}')}</dependencies></project>`,
    'cart/pom.xml': `<project>${shopParent('<relativePath>../parents/shop</relativePath>')}<artifactId>cart</artifactId><dependencies>${dependency('org.apache.kafka', 'kafka-clients', '${v}')}</dependencies></project>`,
  });
  assert.equal(told(versions, 'orders', kafka), '3.5.0 at orders/pom.xml via v=3.5.0 (parents/shop/pom.xml)');
  assert.equal(told(versions, 'cart', kafka), '3.5.0 at cart/pom.xml via v=3.5.0 (parents/shop/pom.xml)');
});

test('Gradle: the plugin’s version decides, and ext changes single ones', () => {
  const versions = build({
    'settings.gradle': "include 'orders', 'cart'\n",
    'build.gradle': `plugins {\n  id 'org.springframework.boot' version '2.7.18' apply false\n}\nsubprojects {\n  apply plugin: 'org.springframework.boot'\n}\n`,
    'orders/build.gradle': "ext['kafka.version'] = '3.4.1'\n",
    'cart/build.gradle': "dependencies {\n  implementation 'org.springframework.kafka:spring-kafka'\n}\n",
  });
  assert.equal(told(versions, 'orders', kafka), '3.4.1 at orders/build.gradle');
  assert.equal(
    told(versions, 'cart', kafka),
    '3.1 at build.gradle via org.springframework.boot:spring-boot-dependencies=2.7.18 (build.gradle)',
  );
});

test('Gradle: a project without the plugin takes nothing from it', () => {
  const versions = build({
    'settings.gradle': '',
    'build.gradle': "plugins {\n  id 'org.springframework.boot' version '2.7.18' apply false\n}\n",
    'lib/build.gradle': "plugins {\n  id 'java-library'\n}\n",
  });
  assert.equal(told(versions, 'lib', kafka), undefined);
});

test('Gradle: versions of plugins in the settings, variables of gradle.properties and of the projects above', () => {
  const versions = build({
    'settings.gradle.kts':
      'pluginManagement {\n  plugins {\n    id("org.springframework.boot") version "3.1.8"\n  }\n}\n',
    'gradle.properties': 'redissonVersion=3.20.0\n',
    'orders/build.gradle.kts':
      'plugins {\n  id("org.springframework.boot")\n}\nval redissonVersion: String by project\ndependencies {\n  implementation("org.redisson:redisson:$redissonVersion")\n}\n',
  });
  assert.match(told(versions, 'orders', kafka) ?? '', /^3\.4 at settings\.gradle\.kts/);
  assert.equal(
    told(versions, 'orders', redisson),
    '3.20.0 at orders/build.gradle.kts via redissonVersion=3.20.0 (gradle.properties)',
  );
});

test('Gradle: a catalogue names versions, libraries, bundles and plugins', () => {
  const versions = build({
    'gradle/libs.versions.toml':
      '[versions]\nkafka = "3.6.1"\nboot = "3.2.5"\n[libraries]\nkafka-clients = { module = "org.apache.kafka:kafka-clients", version.ref = "kafka" }\nredisson = "org.redisson:redisson:3.27.2"\n[bundles]\nall = ["kafka-clients"]\n[plugins]\nspring-boot = { id = "org.springframework.boot", version.ref = "boot" }\n',
    'settings.gradle.kts': 'include("orders")\n',
    'orders/build.gradle.kts':
      'plugins {\n  alias(libs.plugins.spring.boot)\n}\ndependencies {\n  implementation(libs.bundles.all)\n  implementation(libs.redisson)\n}\n',
  });
  assert.equal(
    told(versions, 'orders', kafka),
    '3.6.1 at gradle/libs.versions.toml via libs.versions.kafka=3.6.1 (gradle/libs.versions.toml)',
  );
  assert.equal(told(versions, 'orders', redisson), '3.27.2 at gradle/libs.versions.toml');
  assert.match(told(versions, 'orders', boot) ?? '', /^3\.2\.5 at gradle\/libs\.versions\.toml/);
});

test('Gradle: a platform, and a script that is applied from the root', () => {
  const versions = build({
    'settings.gradle': '',
    'gradle/versions.gradle': "ext {\n  sca = '2022.0.0.0'\n}\n",
    'orders/build.gradle':
      'apply from: "$rootDir/gradle/versions.gradle"\ndependencies {\n  implementation platform("com.alibaba.cloud:spring-cloud-alibaba-dependencies:$sca")\n}\n',
  });
  assert.match(
    told(versions, 'orders', nacos) ?? '',
    /^2\.2\.1 at orders\/build\.gradle via .*sca=2022\.0\.0\.0 \(gradle\/versions\.gradle\)$/,
  );
});

test('Gradle: the build ends at its settings', () => {
  const versions = build({
    'settings.gradle': '',
    'build.gradle':
      "subprojects {\n  dependencies {\n    implementation 'org.apache.kafka:kafka-clients:2.0.0'\n  }\n}\n",
    'tools/settings.gradle': '',
    'tools/app/build.gradle': 'dependencies {\n}\n',
  });
  assert.equal(told(versions, 'tools/app', kafka), undefined);
});
