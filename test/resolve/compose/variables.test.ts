import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interpolate } from '../../../server/src/extract/interpolate.ts';
import type { Origin } from '../../../server/src/model/origin.ts';
import { pathOf } from '../../support/workspace.ts';
import { notesIn, serviceOf, shownVariables, viewOf } from './view.ts';

/** `FOO` is said, `BAR` is said to be empty, nothing is said of others: the variables of compose-go’s own cases. */
function defaults(name: string): Origin | undefined {
  const value = new Map([
    ['FOO', 'first'],
    ['BAR', ''],
  ]).get(name);
  const at = { uri: 'file:///workspace/.env', path: [name], part: 'value' } as const;
  return value === undefined ? undefined : { name, value, at };
}

/** Compose Specification, “Interpolation” (12-interpolation.md); the cases are those of compose-go/template. */
const interpolations: readonly (readonly [written: string, value: string | undefined])[] = [
  ['$${foo}', '${foo}'],
  ['foo', 'foo'],
  ['$FOO-bar', 'first-bar'],
  ['This ${BAR} var', 'This  var'],
  ['This $FOO var', 'This first var'],
  ['This ${FOO} var', 'This first var'],
  ['ok ${missing:-def}', 'ok def'],
  ['ok ${missing-def}', 'ok def'],
  ['ok ${BAR:-def}', 'ok def'],
  ['ok ${FOO:-def}', 'ok first'],
  ['ok ${BAR-def}', 'ok '],
  ['ok ${BAR:-/non:-alphanumeric}', 'ok /non:-alphanumeric'],
  ['ok ${UNSET_VAR-$FOO}', 'ok first'],
  ['ok ${UNSET_VAR-${FOO}}', 'ok first'],
  ['ok ${UNSET_VAR-${FOO} ${FOO}}', 'ok first first'],
  ['ok ${BAR:-$FOO}', 'ok first'],
  ['ok ${BAR:-${FOO} ${FOO}}', 'ok first first'],
  ['not ok ${UNSET_VAR:?Mandatory Variable Unset}', undefined],
  ['not ok ${BAR:?Mandatory Variable Empty}', undefined],
  ['not ok ${UNSET_VAR?Mandatory Variable ${FOO}}', undefined],
  ['ok ${FOO:?err}', 'ok first'],
  ['ok ${FOO?err}', 'ok first'],
  ['ok ${BAR?err}', 'ok '],
  ['${UNSET_VAR-myerror?msg}', 'myerror?msg'],
  ['${FOO?bar-baz}', 'first'],
  ['ok ${FOO:+other}', 'ok other'],
  ['ok ${BAR:+other}', 'ok '],
  ['ok ${BAR+other}', 'ok other'],
  // Compose would put nothing in its place; here the shell that starts it may say the variable.
  ['This ${missing} var', undefined],
];

for (const [written, value] of interpolations) {
  test(`12 Interpolation: ${written}`, () => {
    assert.equal(interpolate(written, { variables: defaults }).value, value);
  });
}

const compose = (body: string): string => `services:\n  app:\n    image: shop/app:1\n${body}`;

test('12 Interpolation: what is said in .env is filled in, and the line it comes from is known', () => {
  const files = {
    'compose.yaml': compose('    environment:\n      URL: redis://${HOST:-localhost}:6379\n'),
    '.env': 'NAME=cache\nHOST=${NAME}.internal\n',
  };
  const [variable] = serviceOf(files, 'compose.yaml', 'app').env;
  assert.equal(variable?.value, 'redis://cache.internal:6379');
  assert.deepEqual(
    variable?.via?.map(({ name, value, at }) => `${name}=${value} ${pathOf(at.uri)}`),
    ['HOST=cache.internal .env'],
  );
});

test('05 Services, environment: a name without a value is the project’s variable', () => {
  const files = {
    'compose.yaml': compose('    environment:\n      - KAFKA_HOST\n      - OTHER\n'),
    '.env': 'KAFKA_HOST=kafka\n',
  };
  const { env } = serviceOf(files, 'compose.yaml', 'app');
  assert.deepEqual(
    env.map(({ name, value, via = [] }) => [name, value, via.map(({ at }) => pathOf(at.uri))]),
    [
      ['KAFKA_HOST', 'kafka', ['.env']],
      ['OTHER', undefined, []],
    ],
  );
});

test('05 Services, env_file: a later file wins, and environment stands over both', () => {
  const files = {
    'compose.yaml': compose('    env_file: [a.env, b.env]\n    environment:\n      C: environment\n'),
    'a.env': 'A=a\nB=a\nC=a\n',
    'b.env': 'B=b\nC=b\n',
  };
  const service = serviceOf(files, 'compose.yaml', 'app');
  assert.deepEqual(shownVariables(service), [
    'A=a a.env',
    'B=b b.env < a a.env',
    'C=environment compose.yaml < b b.env < a a.env',
  ]);
});

test('05 Services, env_file, required: what may be missing is not noted, what must be there is', () => {
  const files = {
    'compose.yaml': compose(
      '    env_file:\n      - path: here.env\n      - path: gone.env\n      - path: maybe.env\n        required: false\n      - settings\n',
    ),
    'here.env': 'A=1\n',
  };
  assert.deepEqual(shownVariables(serviceOf(files, 'compose.yaml', 'app')), ['A=1 here.env']);
  assert.deepEqual(notesIn(files, 'compose.yaml'), ['env-file-missing gone.env', 'env-file-unread settings']);
  assert.equal(viewOf(files, 'compose.yaml').status, 'ok');
});

test('05 Services, env_file, format: a raw file is taken as it is', () => {
  const lines = 'A="$HOST"\n';
  const files = (format: string): Readonly<Record<string, string>> => ({
    'compose.yaml': compose(`    env_file:\n      - path: app.env\n${format}`),
    '.env': 'HOST=cache\n',
    'app.env': lines,
  });
  assert.deepEqual(shownVariables(serviceOf(files(''), 'compose.yaml', 'app')), ['A=cache app.env']);
  assert.deepEqual(shownVariables(serviceOf(files('        format: raw\n'), 'compose.yaml', 'app')), [
    'A="$HOST" app.env',
  ]);
});

test('05 Services, Env_file format: quotes, comments, what is filled in and what is not', () => {
  const written: readonly (readonly [line: string, value: string])[] = [
    ['VAR=VAL', 'VAL'],
    ['VAR="VAL"', 'VAL'],
    ["VAR='VAL'", 'VAL'],
    ['VAR=VAL # comment', 'VAL'],
    ['VAR=VAL# not a comment', 'VAL# not a comment'],
    ['VAR="VAL # not a comment"', 'VAL # not a comment'],
    ['VAR="VAL" # comment', 'VAL'],
    ["VAR='$OTHER'", '$OTHER'],
    ["VAR='${OTHER}'", '${OTHER}'],
    ['VAR=$OTHER', 'other'],
    ['VAR="${OTHER}"', 'other'],
    ['VAR=', ''],
  ];
  for (const [line, value] of written) {
    const files = {
      'compose.yaml': compose('    env_file: app.env\n'),
      '.env': 'OTHER=other\n',
      'app.env': `# comment\n\n${line}\n`,
    };
    assert.equal(serviceOf(files, 'compose.yaml', 'app').env[0]?.value, value, line);
  }
});

test('05 Services, env_file: a file that leaves the workspace is not read', () => {
  for (const path of ['../../etc/app.env', '/etc/app.env', '~/app.env'])
    assert.deepEqual(notesIn({ 'compose.yaml': compose(`    env_file: ${path}\n`) }, 'compose.yaml'), [
      `file-outside ${path}`,
    ]);
});

test('05 Services, Env_file format: escapes, several lines, colons and `export`', () => {
  const files = {
    'compose.yaml': compose('    env_file: app.env\n'),
    '.env': 'OTHER=other\n',
    'app.env': 'export A="{\\"host\\": \\"$OTHER\\"}"\nB: ${OTHER}-b\nC=\'one\n${OTHER}\'\nD="\\$OTHER"\n',
  };
  assert.deepEqual(
    serviceOf(files, 'compose.yaml', 'app').env.map(({ name, value }) => `${name}=${value}`),
    ['A={"host": "other"}', 'B=other-b', 'C=one\n${OTHER}', 'D=$OTHER'],
  );
});

test('05 Services, Env_file format: a name alone is the project’s variable, or unset', () => {
  const files = { 'compose.yaml': compose('    env_file: app.env\n'), '.env': 'A=a\n', 'app.env': 'A\nB\n' };
  const { env } = serviceOf(files, 'compose.yaml', 'app');
  assert.deepEqual(
    env.map(({ name, value, via = [] }) => [name, value, via.map(({ at }) => pathOf(at.uri))]),
    [
      ['A', 'a', ['.env']],
      ['B', undefined, []],
    ],
  );
});

test('05 Services, env_file, format: raw keeps comments behind a value and fills nothing in', () => {
  const files = {
    'compose.yaml': compose('    env_file:\n      - path: app.env\n        format: raw\n'),
    '.env': 'HOST=cache\n',
    'app.env': "A=$HOST # main\nB='x'\n",
  };
  assert.deepEqual(shownVariables(serviceOf(files, 'compose.yaml', 'app')), [
    'A=$HOST # main app.env',
    "B='x' app.env",
  ]);
});

/** Docker’s documentation, “Interpolation”, “local .env file versus <project directory> .env file”. */
test('.env: that of the folder whose COMPOSE_FILE leads to the project stands over the project’s own', () => {
  const files = {
    'local/.env': 'COMPOSE_FILE=../compose.yaml:compose.live.yaml\nPOSTGRES_VERSION=9.3\n',
    'local/compose.live.yaml': 'services:\n  db:\n    environment: { A: "1" }\n',
    'compose.yaml': 'services:\n  db:\n    image: "postgres:${POSTGRES_VERSION}"\n    hostname: ${NAME}\n',
    '.env': 'POSTGRES_VERSION=9.2\nNAME=main\n',
  };
  assert.equal(serviceOf(files, 'local/compose.live.yaml', 'db').image?.value, 'postgres:9.3');
  assert.deepEqual(serviceOf(files, 'local/compose.live.yaml', 'db').hosts, ['db', 'main']);
  assert.equal(serviceOf(files, 'compose.yaml', 'db').image?.value, 'postgres:9.2');
});
