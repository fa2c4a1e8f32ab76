import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inFolder, run } from '../support/check-cli.ts';

const compose = 'services:\n  redis:\n    image: redis:7.2\n    ports: ["6379:6379"]\n';

test('a file that is too large to be read is named, and the review does not count as whole', () => {
  const large = `${compose}${`#${'x'.repeat(99)}\n`.repeat(90_000)}`;
  inFolder({ 'docker-compose.yml': large, 'compose.yaml': compose }, (folder) => {
    const { code, stdout, stderr } = run(['check', '.'], folder);
    assert.equal(code, 2);
    assert.match(stdout, /compose\.yaml:4:13 +warning +redis\/published-without-password/);
    assert.match(stderr, /docker-compose\.yml:1:1 Larger than 8 MB/);
    assert.doesNotMatch(stderr, /\n +at /);
  });
});

test('a configuration file that is no text is named', () => {
  inFolder({ '.archlens.yaml': new Uint8Array([0, 1, 2]), 'compose.yaml': compose }, (folder) => {
    const { code, stderr } = run(['check', '.'], folder);
    assert.deepEqual([code, /\.archlens\.yaml:1:1 Holds NUL bytes/.test(stderr)], [2, true], stderr);
  });
});

test('the 30th of February is no date', () => {
  const config = 'suppressions:\n  - rule: redis/published-without-password\n    reason: lab\n    until: 2027-02-30\n';
  inFolder({ '.archlens.yaml': config, 'compose.yaml': compose }, (folder) => {
    const { code, stderr } = run(['check', '.'], folder);
    assert.equal(code, 2);
    assert.match(stderr, /\.archlens\.yaml:4:12 .*2027-02-30/);
  });
});

test('a report goes through a link and leaves it one', () => {
  inFolder({ 'in/compose.yaml': compose, 'reports/latest.json': '' }, (folder) => {
    symlinkSync('reports/latest.json', join(folder, 'report.json'));
    const { code } = run(['check', 'in', '--format', 'json', '--output', 'report.json'], folder);
    assert.equal(code, 0);
    assert.ok(lstatSync(join(folder, 'report.json')).isSymbolicLink());
    assert.match(readFileSync(join(folder, 'reports/latest.json'), 'utf8'), /redis\/published-without-password/);
  });
});

test('links that lead in circles or out of the folder are not followed', () => {
  inFolder({ 'in/compose.yaml': compose, 'outside/docker-compose.yml': compose }, (folder) => {
    symlinkSync('..', join(folder, 'in/up'));
    symlinkSync(join(folder, 'outside/docker-compose.yml'), join(folder, 'in/docker-compose.yml'));
    symlinkSync('self.yml', join(folder, 'in/self.yml'));
    symlinkSync('nowhere.yml', join(folder, 'in/dead.yml'));
    const { code, stdout } = run(['inspect', 'in', '--format', 'json'], folder);
    const { files } = JSON.parse(stdout) as { files: readonly { path: string }[] };
    assert.deepEqual([code, files.map(({ path }) => path)], [0, ['compose.yaml']]);
  });
});

test('names with blanks, signs, line breaks and other scripts', () => {
  const names = ['with space', '中文', '100%', 'a#b', '%41', 'q?x', '😀', '[x]', '-dash', 'new\nline'];
  const files = Object.fromEntries(names.map((name) => [`${name}/compose.yaml`, compose]));
  inFolder(files, (folder) => {
    mkdirSync(join(folder, 'empty'));
    const { stdout } = run(['check', '.', '--format', 'json'], folder);
    const { findings } = JSON.parse(stdout) as { findings: readonly { path: string; rule: string }[] };
    const found = findings.filter(({ rule }) => rule === 'redis/published-without-password').map(({ path }) => path);
    assert.deepEqual(found.toSorted(), Object.keys(files).toSorted());
    const { stdout: text } = run(['check', '.'], folder);
    assert.doesNotMatch(text, /new\nline/);
  });
});
