import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sourced } from '../../../server/src/model/declaration.ts';
import { commandLine, optionsOf } from '../../../server/src/recognise/command-line.ts';

function words(...texts: readonly string[]): Sourced[] {
  return texts.map((text, index) => ({
    value: text,
    raw: text,
    at: {
      uri: 'file:///w/compose.yml',
      path: [0, 'command', index],
      part: 'value',
      value: { start: 0, end: text.length },
    },
  }));
}

function programs(...texts: readonly string[]): readonly string[] {
  return commandLine(words(...texts)).programs;
}

function options(...texts: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(
    optionsOf(commandLine(words(...texts)).words).map(({ name, value }) => [name, value.value]),
  );
}

test('the first word is the program, and what a wrapper starts', () => {
  assert.deepEqual(programs('/usr/local/bin/redis-server', '--port', '6379'), ['redis-server']);
  assert.deepEqual(programs('docker-entrypoint.sh', 'redis-server'), ['docker-entrypoint.sh', 'redis-server']);
  assert.deepEqual(programs('tini', '--', 'gosu', 'redis', 'redis-sentinel', '/etc/sentinel.conf'), [
    'tini',
    'gosu',
    'redis-sentinel',
  ]);
  assert.deepEqual(programs('echo', 'redis-server'), ['echo']);
});

test('scripts of a shell are looked into, also behind other options and over the end of a line', () => {
  assert.deepEqual(programs('sh', '-c', 'until redis-cli ping; do sleep 1; done && exec redis-server'), [
    'sh',
    'until',
    'redis-cli',
    'do',
    'sleep',
    'done',
    'exec',
    'redis-server',
  ]);
  assert.deepEqual(programs('bash', '-c', '-a', 'cub kafka-ready -b broker:9092 1 40\nkafka-topics --create'), [
    'bash',
    'cub',
    'kafka-topics',
  ]);
  assert.deepEqual(programs('java', '-jar', 'app with redis-server.jar'), ['java']);
});

test('arguments with their values in every form', () => {
  assert.deepEqual(options('redis-server', '--appendonly', 'yes', '--save', '60', '1', '--protected-mode=no'), {
    '--appendonly': 'yes',
    '--save': '60 1',
    '--protected-mode': 'no',
  });
  assert.deepEqual(options('sh', '-c', 'exec redis-server --requirepass "$PASS" --save ""'), {
    '--requirepass': undefined,
    '--save': '',
  });
  assert.deepEqual(options('--appendonly yes'), { '--appendonly': 'yes' });
  assert.deepEqual(options('java', '-Dzookeeper.forceSync=no', '-jar', 'zk.jar'), { '-Dzookeeper.forceSync': 'no' });
  assert.deepEqual(options('consul', 'agent', '-server', '-bootstrap-expect=3', '-retry-join', 'consul-1'), {
    '-bootstrap-expect': '3',
    '-retry-join': 'consul-1',
  });
  assert.deepEqual(options('elasticsearch', '-Ediscovery.type=single-node'), { '-Ediscovery.type': 'single-node' });
  assert.deepEqual(options('kafka-server-start.sh', '/config/server.properties', '--override', 'broker.id=3'), {
    '--broker.id': '3',
  });
  assert.deepEqual(options('redis-server', '--sentinel'), { '--sentinel': 'true' });
  assert.deepEqual(options('postgres', '-c', 'wal_level=logical', '-c', 'fsync=off'), {
    '--wal_level': 'logical',
    '--fsync': 'off',
  });
  assert.deepEqual(options('elasticsearch', '-E', 'discovery.type=single-node'), { '--discovery.type': 'single-node' });
});

test('options of one letter, with their value apart or attached; a script is none', () => {
  assert.deepEqual(options('memcached', '-m', '256', '-c4096', '-M', '-v'), {
    '-m': '256',
    '-c': '4096',
    '-M': 'true',
    '-v': 'true',
  });
  assert.deepEqual(options('sh', '-c', 'memcached -m 64'), { '-m': '64' });
  assert.deepEqual(options('postgres', '-c', 'fsync=off'), { '--fsync': 'off' });
});

test('a piece of a script has its place inside the script', () => {
  const script = 'exec redis-server --requirepass s3cret';
  const [password] = optionsOf(commandLine(words('sh', '-c', script)).words);
  assert.equal(script.slice(password?.value.at.sub?.start, password?.value.at.sub?.end), 's3cret');
});

test('an unknown word is an unknown value, not an absent one', () => {
  const [flag, hidden] = words('--requirepass', '${PASSWORD}');
  assert.ok(flag !== undefined && hidden !== undefined);
  const [option] = optionsOf([flag, { value: undefined, raw: '${PASSWORD}', at: hidden.at }]);
  assert.deepEqual([option?.name, option?.value.value], ['--requirepass', undefined]);
});
