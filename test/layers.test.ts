import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { importsOf, violations } from './support/layers.ts';

const root = join(import.meta.dirname, '..');

function sourcesOf(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const paths = names.map((name) => join(folder, name).replaceAll('\\', '/')).filter((path) => path.endsWith('.ts'));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function violationsOf(files: Record<string, string>): readonly string[] {
  return violations(new Map(Object.entries(files)));
}

test('every import of server and client goes to a layer that is allowed', () => {
  assert.deepEqual(violations(new Map([...sourcesOf('server/src'), ...sourcesOf('client/src')])), []);
});

test('a rule that reads text is found', () => {
  assert.deepEqual(
    violationsOf({
      'server/src/rules/member-count.ts': `import { parse } from '../yaml/parse.ts';\nexport const x = parse;\n`,
    }),
    ['server/src/rules/member-count.ts imports server/src/yaml/parse.ts'],
  );
});

test('a rule may use the contract of a check, and not the engine', () => {
  assert.deepEqual(
    violationsOf({
      'server/src/rules/member-count.ts': [
        `import { defineCheck } from '../review/check.ts';`,
        `import { review } from '../review/run.ts';`,
        'export const check = defineCheck(review);',
      ].join('\n'),
    }),
    ['server/src/rules/member-count.ts imports server/src/review/run.ts'],
  );
});

test('Node modules are for hosts and entry points only', () => {
  const source = `import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n`;
  assert.deepEqual(violationsOf({ 'server/src/host/node-host.ts': source }), []);
  assert.deepEqual(violationsOf({ 'server/src/lsp/node.ts': source }), []);
  assert.deepEqual(violationsOf({ 'server/src/lsp/connection.ts': source }), [
    'server/src/lsp/connection.ts imports node:fs',
  ]);
  assert.deepEqual(violationsOf({ 'client/src/web.ts': source }), ['client/src/web.ts imports node:fs']);
});

test('the client sees the protocol and nothing else of the server', () => {
  assert.deepEqual(
    violationsOf({
      'client/src/activate.ts': [
        `import * as vscode from 'vscode';`,
        `import type { Status } from '../../server/src/lsp/protocol.ts';`,
        `import { project } from '../../server/src/project/project.ts';`,
      ].join('\n'),
    }),
    ['client/src/activate.ts imports server/src/project/project.ts'],
  );
});

test('a cycle is found, also through type-only imports', () => {
  assert.deepEqual(
    violationsOf({
      'server/src/model/fact.ts': `import type { Anchor } from './anchor.ts';\nexport type Fact = Anchor;\n`,
      'server/src/model/anchor.ts': `import type { Fact } from './fact.ts';\nexport type Anchor = Fact;\n`,
    }),
    ['cycle: server/src/model/fact.ts → server/src/model/anchor.ts → server/src/model/fact.ts'],
  );
});

test('a file that only passes exports on is found', () => {
  assert.deepEqual(
    violationsOf({
      'server/src/model/index.ts': `// The model.\nexport * from './fact.ts';\nexport { a } from './anchor.ts';\n`,
    }),
    ['server/src/model/index.ts only passes exports on'],
  );
});

test('a folder that is no layer is found', () => {
  assert.deepEqual(
    violationsOf({ 'server/src/utils/text.ts': `import { span } from '../base/span.ts';\nexport const x = span;\n` }),
    ['server/src/utils/text.ts imports server/src/base/span.ts'],
  );
});

test('all forms of import are read', () => {
  const source = [
    `import a, { type B } from './a.ts';`,
    'import {',
    '  c,',
    `} from './c.ts';`,
    `import './side-effect.ts';`,
    `export { d } from './d.ts';`,
    `const e = await import('./e.ts');`,
    `const text = "import x from './not-an-import.ts'";`,
  ].join('\n');
  assert.deepEqual(importsOf(source), ['./a.ts', './c.ts', './side-effect.ts', './d.ts', './e.ts']);
});
