import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveChartList } from '../../../server/src/resolve/helm/chart-notes.ts';
import { resolveHelmValues } from '../../../server/src/resolve/helm/view.ts';
import { filesOf, root } from '../../support/files.ts';

/**
 * Oracle: Helm's documentation, "Charts: Chart Dependencies" and "Importing Child Values via dependencies"; what of two values wins
 * was compared with the output of Helm 3.6.2, which the documentation's example contradicts.
 */

type Texts = Readonly<Record<string, string>>;

function chart(name: string, dependencies = ''): string {
  return `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${dependencies}`;
}

/** The values of a chart that its own file names, and those it imports. */
function values(texts: Texts, path = 'shop/values.yaml'): readonly string[] {
  const { files, extractions } = filesOf(texts);
  const own = extractions.find(({ uri }) => uri === root + path);
  assert.ok(own);
  const tree = resolveHelmValues(own, files).extraction.declarations.find(({ kind }) => kind === 'values');
  assert.ok(tree?.kind === 'values');
  return tree.fields.flatMap(({ name, value }) => (name.startsWith('redis.') ? [] : [`${name}=${value}`]));
}

const imported = {
  'shop/Chart.yaml': chart(
    'shop',
    `dependencies:
  - name: redis
    version: 1.0.0
    import-values:
      - data
      - child: default.data
        parent: myimports
`,
  ),
  'shop/values.yaml': 'myint: 1\nmyimports:\n  myint: 0\n  mystring: rocks\n',
  'shop/charts/redis/Chart.yaml': chart('redis'),
  'shop/charts/redis/values.yaml':
    'exports:\n  data:\n    myint: 99\n    other: 5\ndefault:\n  data:\n    myint: 999\n    mybool: true\n',
};

test('Importing Child Values, exports and child-parent: what the chart around says itself wins', () => {
  assert.deepEqual(values(imported).toSorted(), [
    'myimports.mybool=true',
    'myimports.myint=0',
    'myimports.mystring=rocks',
    'myint=1',
    'other=5',
  ]);
});

test('Importing Child Values: a file of values stands over what is imported, and gives nothing to import', () => {
  const texts = {
    ...imported,
    'shop/values-prod.yaml': 'myimports:\n  mybool: false\nredis:\n  default:\n    data:\n      more: 1\n',
  };
  const found = values(texts, 'shop/values-prod.yaml');
  assert.ok(found.includes('myimports.mybool=false'));
  assert.ok(!found.some((each) => each.startsWith('myimports.more')));
});

/** The notes in the list of a chart: code, what is marked, and what is said of it. */
function notes(texts: Record<string, string>, path = 'shop/Chart.yaml'): readonly string[] {
  const { files, extractions } = filesOf(texts);
  const own = extractions.find(({ uri }) => uri === root + path);
  assert.ok(own);
  return resolveChartList(own, files).extraction.problems.map(({ code, args, span }) => {
    assert.ok(span);
    return `${code} [${texts[path]?.slice(span.start, span.end)}] ${args?.['file'] ?? args?.['path']}`;
  });
}

test('Chart Dependencies: a packed chart is noted and not read, an unpacked one is', () => {
  const list = 'dependencies:\n  - {name: redis, version: 19.x, repository: "https://charts.shop.example"}\n';
  const texts = { 'shop/Chart.yaml': chart('shop', list) };
  assert.deepEqual(notes(texts), []);
  const packed = { ...texts, 'shop/charts/redis-19.6.0.tgz': '' };
  assert.deepEqual(notes(packed), ['chart-packed [redis] charts/redis-19.6.0.tgz']);
  assert.deepEqual(notes({ ...packed, 'shop/charts/redis/Chart.yaml': chart('redis') }), []);
  // The archive of another chart.
  assert.deepEqual(notes({ ...texts, 'shop/charts/redis-cluster-10.0.0.tgz': '' }), []);
});

test('Chart Dependencies, repository: a folder that is not there, and one outside the workspace', () => {
  const list = (path: string): string => `dependencies:\n  - name: common\n    version: 1.x\n    repository: ${path}\n`;
  const missing = { 'shop/Chart.yaml': chart('shop', list('file://../common')) };
  assert.deepEqual(notes(missing), ['chart-dependency-missing [file://../common] ../common']);
  assert.deepEqual(notes({ ...missing, 'common/Chart.yaml': chart('common') }), []);
  const outside = { 'shop/Chart.yaml': chart('shop', list('file://../../common')) };
  assert.deepEqual(notes(outside), ['file-outside [file://../../common] file://../../common']);
});

test('requirements.yaml is the list of an older chart, and has the notes', () => {
  const texts = {
    'shop/Chart.yaml': 'apiVersion: v1\nname: shop\nversion: 1.0.0\n',
    'shop/requirements.yaml': 'dependencies:\n  - name: common\n    version: 1.x\n    repository: file://../common\n',
  };
  assert.deepEqual(notes(texts), []);
  assert.deepEqual(notes(texts, 'shop/requirements.yaml'), ['chart-dependency-missing [file://../common] ../common']);
});

test('charts in a circle say so, each where it leads into it', () => {
  const beside = (name: string, other: string): string =>
    chart(name, `dependencies:\n  - {name: ${other}, version: 1.x, repository: "file://../${other}"}\n`);
  const texts = {
    'a/Chart.yaml': beside('a', 'b'),
    'b/Chart.yaml': beside('b', 'c'),
    'c/Chart.yaml': beside('c', 'b'),
  };
  assert.deepEqual(notes(texts, 'a/Chart.yaml'), []);
  assert.deepEqual(notes(texts, 'b/Chart.yaml'), ['chart-cycle [c] b → c → b']);
  assert.deepEqual(notes(texts, 'c/Chart.yaml'), ['chart-cycle [b] c → b → c']);
});
