import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { extractFile } from '../../../server/src/extract/file.ts';
import type { ExtractOptions, Extraction } from '../../../server/src/extract/extraction.ts';
import type { Workload } from '../../../server/src/model/declaration.ts';
import { ParseCache } from '../../../server/src/yaml/parse-cache.ts';

const cases = join(import.meta.dirname, '../../extract');

function extract(path: string, text: string, options?: ExtractOptions): Extraction {
  return extractFile({ uri: `file:///w/${path}`, path, text }, options);
}

function workloads(extraction: Extraction): Workload[] {
  return extraction.declarations.filter((each) => each.kind === 'workload');
}

function inputs(): { readonly path: string; readonly text: string }[] {
  return readdirSync(cases, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/expected\.txt$|\.test\.ts$/.test(entry.name))
    .map((entry) => ({ path: entry.name, text: readFileSync(join(entry.parentPath, entry.name), 'utf8') }));
}

const manifest = `apiVersion: v1
kind: Service
metadata:
  name: cart
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
spec:
  template:
    spec:
      containers:
        - name: cart
          image: example/cart
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cache
spec:
  template:
    spec:
      containers:
        - name: cache
          image: redis:7
`;

test('documents without a keyword are passed over, Services are not', () => {
  const found = extract('all.yaml', manifest, { keywords: /redis/i });
  assert.deepEqual(
    found.declarations.map((each) => [each.kind, 'name' in each ? each.name : '']),
    [
      ['service', 'cart'],
      ['workload', 'cache'],
    ],
  );
});

test('a document that follows one that was passed over keeps its index and its places', () => {
  const [cache] = workloads(extract('all.yaml', manifest, { keywords: /redis/i }));
  assert.equal(cache?.at.path[0], 2);
  assert.equal(manifest.slice(cache?.image?.at.value?.start, cache?.image?.at.value?.end), 'redis:7');
});

test('a file without a keyword is classified and not read', () => {
  const found = extract('orders.yml', 'spring:\n  main.banner-mode: off\n  broken: [\n', { keywords: /redis/i });
  assert.deepEqual(
    [found.format, found.status, found.declarations.length, found.problems.length],
    ['spring', 'ok', 0, 0],
  );
});

test('an application’s own file without a keyword counts beside its other files only, and is blamed for nothing', () => {
  const found = extract('application-prod.yml', 'orders:\n  retries: 3\n  broken: [\n', { keywords: /redis/i });
  assert.deepEqual([found.status, found.problems.length], ['ok', 0]);
  assert.deepEqual(
    found.declarations.map((each) => each.kind === 'properties' && each.isAside),
    [true],
  );
});

test('the environment of the configuration goes before that of the path', () => {
  assert.equal(extract('compose.prod.yml', '').environment, 'prod');
  assert.equal(extract('compose.prod.yml', '', { environment: 'test' }).environment, 'test');
});

test('a byte order mark and CRLF change nothing but offsets', () => {
  const text =
    'services:\n  zk:\n    image: zookeeper:3.9\n    environment:\n      - ZOO_MY_ID=1\n    command: >\n      zkServer.sh\n      start-foreground\n';
  const variant = `\ufeff${text.replaceAll('\n', '\r\n')}`;
  const [plain] = workloads(extract('infra.yml', text));
  const [windows] = workloads(extract('infra.yml', variant));
  assert.ok(plain !== undefined && windows !== undefined);
  assert.deepEqual(
    windows.words.map(({ value }) => value),
    ['zkServer.sh', 'start-foreground'],
  );
  assert.deepEqual(
    windows.env.map(({ name, value }) => [name, value]),
    plain.env.map(({ name, value }) => [name, value]),
  );
  for (const word of windows.words) assert.equal(variant.slice(word.at.sub?.start, word.at.sub?.end), word.raw);
  for (const { at, raw } of windows.env) assert.equal(variant.slice(at.value?.start, at.value?.end), raw);
});

test('a broken service does not take the others with it', () => {
  const found = extract(
    'docker-compose.yml',
    'services:\n  redis:\n    image: redis:7\n  kafka:\n    image: "apache/kafka:3.9\n  zk:\n    image: zookeeper:3.9\n',
  );
  assert.equal(found.status, 'partial');
  assert.deepEqual(
    workloads(found)
      .filter(({ name }) => name !== 'kafka')
      .map(({ image }) => image?.value),
    ['redis:7', 'zookeeper:3.9'],
  );
});

test('an image with white space in it is the remains of something broken', () => {
  const [workload] = workloads(
    extract('docker-compose.yml', 'services:\n  kafka:\n    image: "apache/kafka:3.9\n      zookeeper"\n'),
  );
  assert.equal(workload?.image?.value, undefined);
});

test('a file that is too large is passed over', () => {
  const found = extract('docker-compose.yml', `services:\n  redis:\n    image: redis:7\n#${'x'.repeat(9_000_000)}\n`);
  assert.deepEqual([found.status, found.declarations], ['skipped', []]);
});

test('with a cache, and read twice, the result is the same', () => {
  const cache = new ParseCache();
  for (const { path, text } of inputs()) {
    const fresh = extract(path, text);
    assert.deepEqual(extract(path, text, { cache }), fresh, path);
    assert.deepEqual(extract(path, text, { cache }), fresh, path);
  }
});

test('no beginning of any case throws, and every place lies in the text', () => {
  for (const { path, text } of inputs()) {
    for (let length = 0; length < text.length; length += 7) {
      const beginning = text.slice(0, length);
      for (const declaration of extract(path, beginning).declarations) {
        const { key, value } = declaration.at;
        for (const span of [key, value])
          assert.ok(span === undefined || (span.start <= span.end && span.end <= length), `${path} at ${length}`);
      }
    }
  }
});

test('texts of any kind are read as any kind of file', () => {
  const paths = [
    'docker-compose.yml',
    'a.yaml',
    'application.yml',
    'application.properties',
    'values.yaml',
    'chart/templates/x.yaml',
    'kustomization.yaml',
    '.env',
    'redis.conf',
    'registry.conf',
    'cluster.conf',
    'my.cnf',
    'Chart.yaml',
  ];
  const texts = [
    '',
    '\0',
    '\ufeff',
    '{',
    '[[[[',
    '- a',
    'a',
    '"',
    '{{',
    '{{ x',
    '}}',
    '---',
    '...',
    '\t',
    '\ud800',
    '? a',
    '&a *a',
    '<<: *x',
    '!!binary x',
    '${',
    '@a@',
    'a: b: c',
    '=',
    ':',
    '\\',
    '#',
    '|\n x',
    'kind: List\napiVersion: v1\nitems: x',
    'services: []',
    'services: {a: }',
    'services: {a: {environment: {b: {}}}}',
  ];
  for (const path of paths)
    for (const text of texts) assert.doesNotThrow(() => extract(path, text), `${path}: ${JSON.stringify(text)}`);
});
