import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemMessage } from '../../../../server/src/describe/message.ts';
import { textsIn } from '../../../../server/src/describe/texts.ts';
import { catalog } from '../../../../server/src/knowledge/catalog.ts';
import { unfollowed } from '../../../../server/src/project/blind.ts';
import { projectOf, root } from '../../../support/review-files.ts';

/** `path:line code arguments`, for everything in build files that could not be followed. */
async function notes(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const project = await projectOf(files);
  return unfollowed(project).map(({ uri, problem: { code, span, args = {} } }) => {
    const line = (project.text(uri) ?? '').slice(0, span?.start).split('\n').length;
    return [`${project.path(uri)}:${line} ${code}`, ...Object.values(args)].join(' ');
  });
}

const pom = (artifact: string, rest: string): string =>
  `<project>\n<groupId>com.shop</groupId>\n<artifactId>${artifact}</artifactId>\n<version>1</version>\n${rest}</project>\n`;
const parent = (artifact: string, path = ''): string =>
  `<parent>\n<groupId>com.shop</groupId>\n<artifactId>${artifact}</artifactId>\n<version>1</version>\n${path === '' ? '' : `<relativePath>${path}</relativePath>\n`}</parent>\n`;
const imported = (artifact: string): string =>
  `<dependencyManagement><dependencies><dependency>\n<groupId>com.shop</groupId>\n<artifactId>${artifact}</artifactId>\n<version>1</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement>\n`;

test('Maven: a circle of parents is said by each of its modules, and by none that leads into it', async () => {
  const files = {
    'a/pom.xml': pom('a', parent('b', '../b/pom.xml')),
    'b/pom.xml': pom('b', parent('a', '../a')),
    'c/pom.xml': pom('c', parent('a', '../a/pom.xml')),
  };
  assert.deepEqual(await notes(files), [
    'a/pom.xml:7 build-parent-cycle a → b → a',
    'b/pom.xml:7 build-parent-cycle b → a → b',
  ]);
});

test('Maven: a parent by a path of its own that is not there, or outside; the usual path and a published parent need no file', async () => {
  assert.deepEqual(await notes({ 'a/pom.xml': pom('a', parent('shop', '../build/pom.xml')) }), [
    'a/pom.xml:7 build-parent-missing ../build/pom.xml',
  ]);
  assert.deepEqual(await notes({ 'pom.xml': pom('a', parent('shop', '../../build/pom.xml')) }), [
    'pom.xml:7 file-outside ../../build/pom.xml',
  ]);
  assert.deepEqual(await notes({ 'a/pom.xml': pom('a', parent('shop')) }), []);
  assert.deepEqual(
    await notes({
      'a/pom.xml': pom('a', parent('shop').replace('</version>\n</parent>', '</version>\n<relativePath/></parent>')),
    }),
    [],
  );
  const there = { 'a/pom.xml': pom('a', parent('shop', '../build/pom.xml')), 'build/pom.xml': pom('shop', '') };
  assert.deepEqual(await notes(there), []);
});

test('Maven: properties that name each other, also through the parent; each circle once', async () => {
  const properties = (...lines: readonly string[]): string => `<properties>\n${lines.join('\n')}\n</properties>\n`;
  const one = properties('<a>${b}</a>', '<b>1-${c}</b>', '<c>${a}</c>', '<d>${a}</d>', '<e>${e}</e>');
  assert.deepEqual(await notes({ 'pom.xml': pom('a', one) }), [
    'pom.xml:6 build-property-cycle a → b → c → a',
    'pom.xml:10 build-property-cycle e → e',
  ]);
  const inherited = {
    'pom.xml': pom('shop', properties('<kafka.version>${it}</kafka.version>')),
    'a/pom.xml': pom('a', parent('shop') + properties('<it>${kafka.version}</it>')),
  };
  assert.deepEqual(await notes(inherited), ['a/pom.xml:11 build-property-cycle it → kafka.version → it']);
  const sound = properties('<a>${b}</a>', '<b>${project.version}</b>', '<c>${gone}</c>');
  assert.deepEqual(await notes({ 'pom.xml': pom('a', sound) }), []);
});

test('Maven: bills of materials that import each other', async () => {
  const files = {
    'a/pom.xml': pom('a', imported('b')),
    'b/pom.xml': pom('b', imported('a')),
    'c/pom.xml': pom('c', imported('a')),
  };
  assert.deepEqual(await notes(files), ['a/pom.xml:7 build-import-cycle b', 'b/pom.xml:7 build-import-cycle a']);
});

test('Gradle: a catalogue that scripts use and nobody makes, once for each script', async () => {
  const script = 'dependencies {\n  implementation(libs.kafka.clients)\n  implementation(libs.redisson)\n}\n';
  const files = { 'settings.gradle.kts': 'rootProject.name = "shop"\n', 'orders/build.gradle.kts': script };
  assert.deepEqual(await notes(files), [
    'orders/build.gradle.kts:2 build-catalog-missing libs.kafka.clients gradle/libs.versions.toml',
  ]);
  const toml = '[libraries]\nkafka-clients = "org.apache.kafka:kafka-clients:3.9.0"\n';
  assert.deepEqual(await notes({ ...files, 'gradle/libs.versions.toml': toml }), []);
  const published =
    'dependencyResolutionManagement {\n  versionCatalogs {\n    create("libs") {\n      from("com.shop:catalog:1.0")\n    }\n  }\n}\n';
  assert.deepEqual(await notes({ ...files, 'settings.gradle.kts': published }), []);
  const plugin = 'plugins {\n  id("com.shop.conventions") version "1"\n}\n';
  assert.deepEqual(await notes({ ...files, 'settings.gradle.kts': plugin }), []);
  assert.deepEqual(await notes({ 'orders/build.gradle.kts': script }), []);
});

test('Gradle: a script that is applied and not there, or outside', async () => {
  const files = {
    'settings.gradle': '',
    'build.gradle':
      "apply from: 'gradle/here.gradle'\napply from: 'gradle/gone.gradle'\napply from: '../outside.gradle'\napply from: 'https://example.com/x.gradle'\napply from: \"${rootDir}/gradle/gone.gradle\"\n",
    'gradle/here.gradle': "ext.kafka = '3.9.0'\n",
  };
  assert.deepEqual(await notes(files), [
    'build.gradle:2 build-script-missing gradle/gone.gradle',
    'build.gradle:3 file-outside ../outside.gradle',
    'build.gradle:5 build-script-missing gradle/gone.gradle',
  ]);
});

test('notes go when the file is put right, and are said in both languages', async () => {
  const project = await projectOf({ 'pom.xml': pom('a', '<properties><a>${a}</a></properties>') });
  const [found] = unfollowed(project);
  assert.ok(found);
  assert.match(problemMessage(found.problem, textsIn('en', catalog())), /in a circle \(a → a\)/);
  assert.match(problemMessage(found.problem, textsIn('zh-cn', catalog())), /循环引用（a → a）/);
  project.open(`${root}/pom.xml`, 1, pom('a', '<properties><a>1</a></properties>'));
  assert.deepEqual(unfollowed(project), []);
});
