import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knowledge } from '../../server/src/knowledge/catalog.ts';
import type { Client } from '../../server/src/model/part.ts';
import { Parts } from '../../server/src/project/parts.ts';
import { filesOf } from '../support/files.ts';
import { pathOf, systemOf } from '../support/workspace.ts';

/*
 * Where an application's properties come from. Oracle: Spring Boot's reference, "Externalized Configuration", the sections
 * that the tests name, and "Profiles".
 */

const folder = 'orders/src/main/resources';
const base = 'spring.application.name=orders\nspring.kafka.bootstrap-servers=kafka:9092\n';
const acks = (value: string): string => `spring.kafka.producer.acks=${value}\n`;

function kafka(files: Readonly<Record<string, string>>, profiles = ''): Client {
  const found = systemOf(files).clients.filter(
    (client) => client.component === 'kafka' && client.profiles.join() === profiles,
  );
  const [only] = found;
  assert.equal(found.length, 1);
  assert.ok(only);
  return only;
}

/** `value file`, weakest first. */
function chain(files: Readonly<Record<string, string>>, profiles = ''): readonly string[] {
  const facts = kafka(files, profiles).settings.get('kafka:acks') ?? [];
  return facts.map(({ value, at }) => `${value} ${pathOf(at[0]?.uri ?? '')}`);
}

function notes(files: Readonly<Record<string, string>>): readonly string[] {
  const { extractions, files: known } = filesOf(files);
  const { parts } = new Parts(knowledge()).of(extractions, known);
  return parts.flatMap(({ uri, problems }) =>
    problems.map(({ code, args }) => `${pathOf(uri)} ${code} ${args?.['path']}`),
  );
}

test('External Application Properties: the class path, its /config, the current folder, its config/', () => {
  const files = {
    [`${folder}/application.properties`]: base + acks('all'),
    [`${folder}/config/application.properties`]: acks('1'),
    'orders/application.properties': acks('2'),
    'orders/config/application.properties': acks('3'),
  };
  assert.deepEqual(chain(files), [
    `all ${folder}/application.properties`,
    `1 ${folder}/config/application.properties`,
    '2 orders/application.properties',
    '3 orders/config/application.properties',
  ]);
});

test('External Application Properties: outside of the package over a profile’s file inside of it', () => {
  const files = {
    [`${folder}/application.properties`]: base,
    [`${folder}/application-prod.properties`]: acks('all'),
    'orders/config/application.properties': acks('1'),
  };
  assert.deepEqual(chain(files, 'prod'), [
    `all ${folder}/application-prod.properties`,
    '1 orders/config/application.properties',
  ]);
});

test('a folder config that stands beside no application is none of its own', () => {
  const files = {
    [`${folder}/application.properties`]: base + acks('all'),
    'config/application.properties': acks('1'),
  };
  assert.equal(
    systemOf(files)
      .clients.find(({ uri }) => uri.includes(folder))
      ?.settings.get('kafka:acks')?.length,
    1,
  );
});

test('Profile Specific Files: a profile’s file over every file without one, in either form', () => {
  const files = {
    [`${folder}/application.properties`]: base + acks('all'),
    [`${folder}/application-prod.yml`]: 'spring:\n  kafka:\n    producer:\n      acks: "1"\n',
  };
  assert.deepEqual(chain(files, 'prod'), [`all ${folder}/application.properties`, `1 ${folder}/application-prod.yml`]);
});

test('Profiles: what is active by default is a view of its own; without it nothing runs once production is known', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}${acks('1')}spring.profiles.active=dev,eu\n`,
    [`${folder}/application-dev.properties`]: acks('2'),
    [`${folder}/application-eu.properties`]: acks('3'),
    [`${folder}/application-prod.properties`]: acks('all'),
  };
  assert.deepEqual(
    systemOf(files).clients.map((client) => client.profiles.join()),
    ['dev,eu', 'dev', 'eu', 'prod'],
  );
  assert.equal(chain(files, 'dev,eu').at(-1), `3 ${folder}/application-eu.properties`);
});

test('Profiles: without production’s file, what holds for any other profile stays in view', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}${acks('1')}spring.profiles.active=dev\n`,
    [`${folder}/application-dev.properties`]: acks('2'),
  };
  assert.deepEqual(chain(files), [`1 ${folder}/application.properties`]);
});

test('Profile-specific properties: expressions with not, and, or', () => {
  const document = (on: string, value: string): string =>
    `---\nspring:\n  config:\n    activate:\n      on-profile: "${on}"\n  kafka:\n    producer:\n      acks: "${value}"\n`;
  const files = {
    [`${folder}/application.yml`]: `spring:\n  kafka:\n    bootstrap-servers: kafka:9092\n${document('!prod', '0')}${document('prod & eu', '2')}${document('prod | stage', 'all')}`,
  };
  assert.deepEqual(
    ['', 'prod', 'stage'].map((profile) => chain(files, profile).map((each) => each.split(' ')[0])),
    [['0'], ['all'], ['0', 'all']],
  );
});

test('Testing: a file of the tests replaces that of the same name and adds to the others', () => {
  const tests = 'orders/src/test/resources';
  const files = {
    [`${folder}/application.properties`]: base + acks('all'),
    [`${tests}/application-it.properties`]: acks('1'),
  };
  assert.deepEqual(chain(files, 'it'), [
    `all ${folder}/application.properties`,
    `1 ${tests}/application-it.properties`,
  ]);
  const replaced = { ...files, [`${tests}/application.properties`]: 'spring.kafka.bootstrap-servers=localhost:9092\n' };
  assert.deepEqual(chain(replaced, 'it'), [`1 ${tests}/application-it.properties`]);
});

test('Importing Additional Data: a file that is imported by its name holds under every profile', () => {
  const files = {
    [`${folder}/application.properties`]: `${base}spring.config.import=classpath:kafka/application-kafka.properties\n`,
    [`${folder}/kafka/application-kafka.properties`]: acks('1'),
  };
  assert.deepEqual(chain(files), [`1 ${folder}/kafka/application-kafka.properties`]);
});

test('Importing Additional Data: what a profile’s document imports holds under that profile', () => {
  const files = {
    [`${folder}/application.properties`]: base + acks('all'),
    [`${folder}/application-prod.properties`]: 'spring.config.import=extra.properties\n',
    [`${folder}/extra.properties`]: acks('1'),
  };
  assert.deepEqual(
    [chain(files), chain(files, 'prod')],
    [
      [`all ${folder}/application.properties`],
      [`all ${folder}/application.properties`, `1 ${folder}/extra.properties`],
    ],
  );
});

test('Property Placeholders: defaults may nest, and the chain names what was filled in', () => {
  const files = {
    [`${folder}/application.yml`]:
      'spring:\n  kafka:\n    bootstrap-servers: kafka:9092\n    producer:\n      acks: ${a.b:${c.d:${e.f:1}}}\nc:\n  d: all\n',
    [`${folder}/application-prod.yml`]: 'c:\n  d: "0"\n',
  };
  const fact = kafka(files, 'prod').settings.get('kafka:acks')?.at(-1);
  assert.equal(fact?.value, '0');
  assert.deepEqual(
    fact.via?.map(({ name, value, at }) => `${name}=${value} ${pathOf(at.uri)}`),
    [`c.d=0 ${folder}/application-prod.yml`],
  );
});

const circle = 'spring.kafka.bootstrap-servers=${b.c}\nb.c=${c.d}\nc.d=${b.c}\n';

test('a circle of placeholders is noted once, at the property its names begin with, and stays unknown', () => {
  const path = `${folder}/application.properties`;
  for (const files of [
    { [path]: circle },
    { [path]: circle, [`${folder}/application-prod.properties`]: acks('1') },
    { [path]: circle, 'orders/src/test/resources/application-it.properties': acks('1') },
  ]) {
    assert.deepEqual(notes(files), [`${path} placeholder-cycle b.c → c.d → b.c`]);
    assert.deepEqual(systemOf(files).clients[0]?.endpoints, []);
  }
});
