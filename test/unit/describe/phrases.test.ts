import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { catalog } from '../../../server/src/knowledge/catalog.ts';
import { environments } from '../../../server/src/model/environment.ts';

const sources = join(import.meta.dirname, '../../../server/src');
const { phrases } = catalog().knowledge;

/** First groups of all matches in the sources of some layers. */
function found(pattern: RegExp, ...layers: readonly string[]): string[] {
  const files = layers.flatMap((layer) => globSync(`${layer}/**/*.ts`, { cwd: sources }));
  return files.flatMap((file) =>
    Array.from(readFileSync(join(sources, file), 'utf8').matchAll(pattern), (match) => match[1] ?? ''),
  );
}

function missing(keys: readonly string[]): string[] {
  return [...new Set(keys)].filter((key) => !(key in phrases)).toSorted();
}

test('every phrase the sources ask for exists', () => {
  const keys = found(/\bphrase(?:IfAny)?\(\s*'([^']+)'/g, 'describe', 'report', 'ide', 'lsp');
  assert.ok(keys.length > 50, 'the pattern finds the uses');
  assert.deepEqual(missing(keys), []);
});

test('every verdict of a posture has a sentence', () => {
  const verdicts = [
    ...found(/\baspect\('([a-z-]+)'/g, 'review'),
    'manual-failover',
    'sentinel-failover',
    'sharded-failover',
    'unknown',
  ];
  assert.ok(verdicts.length > 15, 'the pattern finds the uses');
  assert.deepEqual(missing(verdicts.map((verdict) => `posture.${verdict}`)), []);
});

test('every note of a check has a sentence', () => {
  const notes = found(/\bnote: '([a-z-]+)'/g, 'rules');
  assert.ok(notes.length > 5, 'the pattern finds the uses');
  assert.deepEqual(missing(notes.map((note) => `related.${note}`)), []);
});

test('every problem has a sentence', () => {
  const codes = [
    ...found(/\b(?:problem\(|code: )'([a-z-]+)'/g, 'yaml', 'extract', 'review', 'project'),
    ...['missing', 'too-large', 'unreadable', 'not-text'].map((failure) => `file-${failure}`),
    ...['map', 'list', 'text'].map((shape) => `config-expected-${shape}`),
  ];
  assert.ok(codes.length > 10, 'the pattern finds the uses');
  assert.deepEqual(missing(codes.map((code) => `problem.${code}`)), []);
});

test('every word of the model has a name', () => {
  const words = [
    ...environments.map((environment) => `environment.${environment}`),
    ...['error', 'warning', 'info', 'off'].map((severity) => `severity.${severity}`),
    ...['high', 'medium', 'low'].map((confidence) => `confidence.${confidence}`),
    ...['standalone', 'replicated', 'sentinel', 'cluster', 'unknown'].map((topology) => `topology.${topology}`),
    ...['yes', 'partly', 'no'].map((answer) => `answer.${answer}`),
    ...catalog().knowledge.components.map(({ category }) => `component-category.${category}`),
    ...catalog().knowledge.components.flatMap(({ settings }) => settings.map(({ type }) => `setting-type.${type}`)),
    ...catalog().knowledge.rules.map(({ category }) => `category.${category}`),
    ...catalog().knowledge.components.flatMap(({ client }) =>
      client.properties.flatMap(({ purpose }) => (purpose === undefined ? [] : [`purpose.${purpose}`])),
    ),
    ...catalog().knowledge.components.flatMap(({ offers }) => offers.map(({ need }) => `need.${need}`)),
  ];
  assert.deepEqual(missing(words), []);
});
