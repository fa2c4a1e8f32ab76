import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { entry, inFolder, run } from '../support/check-cli.ts';

const files = {
  'application-prod.yml': 'spring:\n  kafka:\n    bootstrap-servers: a:1,b:1\n    producer:\n      acks: 1\n',
};

test('a report goes to the file asked for, and nothing else to standard output', () => {
  inFolder(files, (folder) => {
    const { code, stdout } = run(['check', '.', '--format', 'json', '--output', 'report.json'], folder);
    assert.deepEqual([code, stdout], [0, '']);
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as {
      readonly findings: readonly { readonly rule: string }[];
    };
    assert.ok(report.findings.some(({ rule }) => rule === 'kafka/acks-not-all'));
    assert.deepEqual(readdirSync(folder).toSorted(), ['application-prod.yml', 'report.json']);
  });
});

test('a file that cannot be written is said, and leaves nothing behind', () => {
  inFolder(files, (folder) => {
    const { code, stdout, stderr } = run(['check', '.', '--output', 'gone/report.txt'], folder);
    assert.deepEqual([code, stdout], [2, '']);
    assert.equal(stderr, 'archlens: cannot write gone/report.txt: ENOENT: no such file or directory\n');
    assert.equal(existsSync(join(folder, 'gone')), false);
  });
});

test('places are named so that a terminal finds them: from here, or whole where they are elsewhere', () => {
  const elsewhere = { 'deploy/application-prod.yml': files['application-prod.yml'], 'here/notes.txt': '' };
  inFolder(elsewhere, (folder) => {
    const first = (args: readonly string[], cwd: string): string | undefined => run(args, cwd).stdout.split('  ')[0];
    assert.equal(first(['check', 'deploy'], folder), 'deploy/application-prod.yml:5:13');
    assert.equal(first(['check', '.'], join(folder, 'deploy')), 'application-prod.yml:5:13');
    const whole = `${realpathSync(folder)}/deploy/application-prod.yml:5:13`;
    assert.equal(first(['check', '../deploy'], join(folder, 'here')), whole);
    const { findings } = JSON.parse(run(['check', 'deploy', '--format', 'json'], folder).stdout) as {
      readonly findings: readonly { readonly path: string }[];
    };
    assert.equal(findings[0]?.path, 'application-prod.yml', 'programs get paths from the folder that is reviewed');
  });
});

test('JSON is one object on standard output, also where not everything could be read', () => {
  inFolder({ ...files, 'compose.yml': 'services:\n  redis:\n    image: "redis\n' }, (folder) => {
    const { code, stdout, stderr } = run(['check', '.', '--format', 'json'], folder);
    assert.deepEqual([code, stderr], [2, '']);
    const { problems, findings } = JSON.parse(stdout) as {
      readonly problems: readonly { readonly path: string }[];
      readonly findings: readonly unknown[];
    };
    assert.deepEqual([...new Set(problems.map(({ path }) => path))], ['compose.yml']);
    assert.ok(findings.length > 0);
  });
});

test('a reader that goes away is no error', () => {
  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_, i) => [`s${i}/application-prod.yml`, files['application-prod.yml']]),
  );
  inFolder(many, (folder) => {
    const { stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${entry}" check . | head -n 1`], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(stderr, '');
  });
});

test('colours are for terminals, or for those who ask; the language comes from the environment', () => {
  inFolder(files, (folder) => {
    const escape = '\u001b[';
    assert.equal(run(['check', '.'], folder).stdout.includes(escape), false);
    assert.equal(run(['check', '.'], folder, { FORCE_COLOR: '1', NO_COLOR: '' }).stdout.includes(escape), true);
    assert.match(run(['check', '.'], folder, { LC_ALL: 'zh_CN.UTF-8' }).stdout, /警告/);
    assert.match(
      run(['chek', '.'], folder, { LC_ALL: 'zh_CN.UTF-8' }).stderr,
      /^archlens：未知命令 chek\n（是否想用 check？）\n/,
    );
    assert.match(
      run(['check', '.', '--format', 'xml'], folder, { LC_ALL: 'zh_CN.UTF-8' }).stderr,
      /取值 xml 无效，可选：text, json/,
    );
  });
});
