import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commands, configurationSection } from '../server/src/lsp/protocol.ts';

const root = join(import.meta.dirname, '..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const keysOf = (path: string): string[] => Object.keys(JSON.parse(text(path))).toSorted();
const manifest = JSON.parse(text('package.json'));

test('every text of the manifest exists in both languages', () => {
  const used = [...text('package.json').matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? '').toSorted();
  assert.deepEqual(keysOf('package.nls.json'), [...new Set(used)]);
  assert.deepEqual(keysOf('package.nls.zh-cn.json'), keysOf('package.nls.json'));
});

test('every text of the client is translated, and no other', () => {
  const sources = globSync('client/src/**/*.ts', { cwd: root }).map(text).join('\n');
  const used = [...sources.matchAll(/l10n\.t\(\s*'([^']+)'/g)].map((match) => match[1] ?? '').toSorted();
  assert.deepEqual(keysOf('l10n/bundle.l10n.zh-cn.json'), [...new Set(used)]);
});

test('translations have the placeholders of the original', () => {
  const placeholders = (value: string): string[] => (value.match(/\{\d\}/g) ?? []).toSorted();
  const bundle: Record<string, string> = JSON.parse(text('l10n/bundle.l10n.zh-cn.json'));
  for (const [original, translation] of Object.entries(bundle)) {
    assert.deepEqual(placeholders(translation), placeholders(original), original);
  }
});

test('the commands of the protocol are those of the manifest', () => {
  const contributed: { command: string }[] = manifest.contributes.commands;
  assert.deepEqual(contributed.map(({ command }) => command).toSorted(), Object.values(commands).toSorted());
});

test('the extension starts where there is something to review, never by itself', () => {
  const events: string[] = manifest.activationEvents;
  assert.deepEqual(
    events.filter((event) => !/^(?:onLanguage:.|workspaceContains:.|onUri$)/.test(event)),
    [],
  );
});

const settings: Record<string, { scope: string }> = manifest.contributes.configuration.properties;
const scopedAs = (scope: string): string[] => Object.keys(settings).filter((name) => settings[name]?.scope === scope);

test('settings belong to resources; only tracing belongs to a window', () => {
  assert.deepEqual(scopedAs('window'), [`${configurationSection}.trace.server`]);
});

test('what starts a program cannot be set by a workspace, and is off until the user says otherwise', () => {
  const running = [`${configurationSection}.helm.render`, `${configurationSection}.helm.path`];
  assert.deepEqual(scopedAs('machine'), running);
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, running);
  assert.equal(manifest.contributes.configuration.properties[running[0] ?? ''].default, 'off');
  const others = Object.values(settings).filter(({ scope }) => !['machine', 'window', 'resource'].includes(scope));
  assert.deepEqual(others, []);
});

test('files the manifest names exist', () => {
  const { grammars, yamlValidation } = manifest.contributes;
  const named = [...grammars, ...yamlValidation].map(
    (entry: { path?: string; url?: string }) => entry.path ?? entry.url ?? '',
  );
  for (const path of [...named, manifest.icon]) assert.ok(existsSync(join(root, path)), path);
});

test('what is installed from npm is the command line, without sources, and with the terms of what is bundled', () => {
  assert.deepEqual(manifest.files, ['CHANGELOG.md', 'dist/chunks/*.js', 'dist/cli.js', 'dist/third-party-notices.txt']);
  const notices = text('dist/third-party-notices.txt');
  for (const name of ['commander', 'js-yaml', 'saxes', 'vscode-languageclient', 'vscode-languageserver', 'yaml'])
    assert.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\([A-Za-z0-9.-]+\\)$`, 'm'));
  assert.doesNotMatch(notices, /^typescript |^esbuild /m);
});
