import assert from 'node:assert/strict';
import { test } from 'node:test';
import picomatch from 'picomatch';
import { type Entry, walk } from '../../../client/src/walk.ts';
import { globs } from '../../../server/src/project/host.ts';

/** A virtual workspace: paths of its files; a path that ends with `@` is a link. */
function find(files: readonly string[], unreadable = ''): Promise<string[]> {
  const entries = async (folder: string): Promise<Entry[]> => {
    if (folder === unreadable) throw new Error('no permission');
    const below = files.filter((file) => file.startsWith(folder)).map((file) => file.slice(folder.length).split('/'));
    const kinds = new Map(
      below.map(([name = '', ...rest]) => [name, rest.length > 0 ? 'folder' : name.endsWith('@') ? 'other' : 'file']),
    );
    return [...kinds].map(([name, kind]) => [name, kind === 'folder' || kind === 'file' ? kind : 'other']);
  };
  return walk<string>('repo:/', {
    entries,
    child: (folder, name) =>
      files.some((file) => file.startsWith(`${folder}${name}/`)) ? `${folder}${name}/` : `${folder}${name}`,
    wanted: picomatch(globs.include, { dot: true }),
    skipped: (path) => picomatch(globs.exclude, { dot: true })(`${path}any`),
    cancelled: () => false,
  });
}

test('configuration is found at any depth, other files are not', async () => {
  const files = [
    'repo:/compose.yaml',
    'repo:/README.md',
    'repo:/a/src/main/resources/application-prod.properties',
    'repo:/.env',
  ];
  assert.deepEqual((await find(files)).toSorted(), [
    'repo:/.env',
    'repo:/a/src/main/resources/application-prod.properties',
    'repo:/compose.yaml',
  ]);
});

test('build files are found, other files of the same kind are not', async () => {
  const wanted = [
    'repo:/a/pom.xml',
    'repo:/build.gradle',
    'repo:/deploy/Kustomization',
    'repo:/deploy/replicas-patch.json',
    'repo:/gradle/libs.versions.toml',
    'repo:/rabbitmq_definitions.json',
    'repo:/settings.gradle.kts',
  ];
  const others = ['repo:/web.xml', 'repo:/Cargo.toml', 'repo:/Main.kts', 'repo:/a/mypom.xml', 'repo:/tsconfig.json'];
  assert.deepEqual((await find([...wanted, ...others])).toSorted(), wanted);
});

test('files with commands are found', async () => {
  const wanted = ['repo:/Makefile', 'repo:/package.json', 'repo:/scripts/up.sh', 'repo:/up.ps1'];
  assert.deepEqual((await find([...wanted, 'repo:/Dockerfile', 'repo:/a/run.js'])).toSorted(), wanted);
});

test('folders of tools and libraries are not entered', async () => {
  assert.deepEqual(
    await find(['repo:/node_modules/x/compose.yaml', 'repo:/.git/config.yaml', 'repo:/app/target/application.yml']),
    [],
  );
});

test('a folder that cannot be read does not hide the others', async () => {
  assert.deepEqual(await find(['repo:/secret/a.yaml', 'repo:/open/b.yaml'], 'repo:/secret/'), ['repo:/open/b.yaml']);
});

test('links are not followed', async () => assert.deepEqual(await find(['repo:/link.yaml@']), []));
