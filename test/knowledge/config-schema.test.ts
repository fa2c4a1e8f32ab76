import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shapes } from '../../knowledge/build.ts';
import { readFile } from '../../knowledge/compile/file.ts';
import { readConfig } from '../../server/src/review/config.ts';

/** The schema that editors use for `.archlens.yaml` and the reader of ArchLens agree. */
const schema = shapes();

function bySchema(text: string): boolean {
  const { file, problems } = readFile('.archlens.yaml', text);
  return problems.length === 0 && schema.check(file, 'config').length === 0;
}

function byReader(text: string): boolean {
  return readConfig('file:///workspace/.archlens.yaml', text).problems.length === 0;
}

const right: Readonly<Record<string, string>> = {
  'all keys': `
severity:
  kafka/acks-not-all: off
  redis/*: { prod: error, unknown: info }
environments:
  deploy/live/**: prod
  "**/*-local.yml": dev
suppressions:
  - rule: zookeeper/autopurge-off
    path: legacy/**
    reason: cleaned by cron
    until: 2027-01-31
  - rules: [nacos/single-server, seata/file-store]
    component: nacos
    environment: test
    reason: test bench
views:
  - files: [compose.yml, deploy/compose.prod.yml]
    environment: prod
ignore: [vendor/**, "**/generated/**"]
requireReason: true
site: https://docs.example.com/archlens
`,
  'one glob as a text': 'ignore: vendor/**\n',
  'nothing at all': '',
};

const wrong: Readonly<Record<string, string>> = {
  'a key nobody knows': 'severities: {}\n',
  'a severity nobody knows': 'severity: { kafka/acks-not-all: fatal }\n',
  'an environment nobody knows': 'environments: { "deploy/**": production }\n',
  'an environment of a severity nobody knows': 'severity: { kafka/acks-not-all: { live: error } }\n',
  'a field of a suppression nobody knows': 'suppressions: [{ rule: kafka/acks-not-all, because: fine }]\n',
  'an environment of a view nobody knows': 'views: [{ files: [compose.yml], environment: live }]\n',
  'a list where a map belongs': 'environments: [prod]\n',
  'an address that is none': 'site: javascript:alert(1)\n',
  'a text where a truth value belongs': 'requireReason: often\n',
};

describe('.archlens.yaml', () => {
  for (const [what, text] of Object.entries(right)) {
    it(`accepts ${what}`, () => assert.deepEqual([bySchema(text), byReader(text)], [true, true]));
  }
  for (const [what, text] of Object.entries(wrong)) {
    it(`refuses ${what}`, () => assert.deepEqual([bySchema(text), byReader(text)], [false, false]));
  }
});
