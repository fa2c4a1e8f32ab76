import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { child, fileUri, relative } from '../../../server/src/base/uri.ts';
import { NodeHost } from '../../../server/src/host/node-host.ts';
import type { Listing } from '../../../server/src/project/host.ts';

const megabyte = 1024 * 1024;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archlens-host-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: string | Uint8Array = 'a: 1\n'): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

async function walked(root: string, signal?: AbortSignal): Promise<Listing[]> {
  const listings: Listing[] = [];
  for await (const listing of new NodeHost().list(root, signal)) listings.push(listing);
  return listings;
}

async function listed(signal?: AbortSignal): Promise<string[]> {
  const root = fileUri(folder);
  const listings = await walked(root, signal);
  return listings
    .flatMap(({ files }) => files)
    .map((uri) => relative(root, uri))
    .toSorted();
}

test('a walk takes configuration by name, also from folders with a dot', async () => {
  for (const path of [
    'compose.yml',
    'a/b/application.PROPERTIES',
    '.env',
    '.env.production',
    'redis.conf',
    'zoo.cfg',
    '.deploy/kafka.env',
    '订单/x.yaml',
    'conf/hdfs-site.xml',
  ])
    write(path);
  for (const path of ['main.go', 'README.md', 'environment.ts', 'yaml', 'web.xml', 'conf/my-hdfs-site.xml'])
    write(path);
  assert.deepEqual(await listed(), [
    '.deploy/kafka.env',
    '.env',
    '.env.production',
    'a/b/application.PROPERTIES',
    'compose.yml',
    'conf/hdfs-site.xml',
    'redis.conf',
    'zoo.cfg',
    '订单/x.yaml',
  ]);
});

test('a walk leaves out what was installed or built, and not what only sounds like it', async () => {
  for (const path of [
    'node_modules/x/a.yml',
    '.git/a.yml',
    'app/target/classes/application.yml',
    'app/build/resources/main/application.yml',
  ])
    write(path);
  for (const path of ['build/conf/application.properties', 'targets/a.yml', 'app/resources/a.yml']) write(path);
  assert.deepEqual(await listed(), ['app/resources/a.yml', 'build/conf/application.properties', 'targets/a.yml']);
});

test('symbolic links are not followed, so that loops end and nothing outside is read', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'archlens-outside-'));
  writeFileSync(join(outside, 'secret.yml'), 'a: 1\n');
  write('inside/a.yml');
  symlinkSync(folder, join(folder, 'inside/loop'));
  symlinkSync(outside, join(folder, 'elsewhere'));
  symlinkSync(join(outside, 'secret.yml'), join(folder, 'link.yml'));
  try {
    assert.deepEqual(await listed(), ['inside/a.yml']);
  } finally {
    rmSync(outside, { recursive: true });
  }
});

test('a walk stops when it is told to', async () => {
  write('a.yml');
  assert.deepEqual(await listed(AbortSignal.abort()), []);
});

test('a folder that is not there is named', async () => {
  const gone = child(fileUri(folder), 'gone');
  assert.deepEqual(await walked(gone), [{ files: [], unreadable: [gone] }]);
});

test('contents come in the order of the request, with a reason where there is none', async () => {
  write('a.yml', 'a: 1\n');
  write('large.yml', 'x'.repeat(megabyte + 1));
  write('binary.yml', new Uint8Array([1, 0, 2]));
  write('gbk.yml', new Uint8Array([0x23, 0xc9, 0xfa, 0xb2, 0xfa]));
  mkdirSync(join(folder, 'folder.yml'));
  const uris = ['large.yml', 'a.yml', 'gone.yml', 'binary.yml', 'gbk.yml', 'folder.yml'].map((name) =>
    child(fileUri(folder), name),
  );
  assert.deepEqual(await new NodeHost().read(uris, megabyte), [
    { failure: 'too-large' },
    { text: 'a: 1\n' },
    { failure: 'missing' },
    { failure: 'not-text' },
    { text: '#生产' },
    { failure: 'unreadable' },
  ]);
});

test('a large file after a small one is read whole', async () => {
  const text = '订单: 1\n'.repeat(40_000);
  write('small.yml', 'a: 1\n');
  write('large.yml', text);
  const [, large] = await new NodeHost().read(
    ['small.yml', 'large.yml'].map((name) => child(fileUri(folder), name)),
    megabyte,
  );
  assert.deepEqual(large, { text });
});
