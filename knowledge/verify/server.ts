import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** A server program that is installed here. */
export interface Server {
  readonly name: 'redis' | 'zookeeper' | 'etcd' | 'rabbitmq' | 'postgresql' | 'memcached' | 'haproxy' | 'nginx';
  /** Path of the program that starts it. */
  readonly program: string;
  /** As the server says it: `7.0.15`. Unknown until it runs for servers that do not say it before. */
  readonly version: string;
}

/** Where packages put programs that are not on the path, or only as a wrapper that changes the user. */
const folders = ['/usr/share/zookeeper/bin', '/opt/zookeeper/bin', '/usr/sbin', '/usr/local/sbin'];
const rabbitFolders = ['/usr/lib/rabbitmq/bin', '/opt/rabbitmq/sbin'];

/** Folders of PostgreSQL's programs as Debian lays them out, the newest version first. */
function postgresFolders(): readonly string[] {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root) : [];
  return versions.toSorted((a, b) => Number(b) - Number(a)).map((version) => join(root, version, 'bin'));
}

/** Path of a program, looked up as a shell does, after the folders that go before. */
export function find(name: string, before: readonly string[] = []): string | undefined {
  return [...before, ...(process.env['PATH'] ?? '').split(delimiter), ...folders]
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** The servers of the checks: name → what is installed, or undefined. */
export function installedServers(): Readonly<Record<Server['name'], Server | undefined>> {
  return {
    redis: server('redis', 'redis-server', ['--version']),
    zookeeper: server('zookeeper', 'zkServer.sh', ['version']),
    etcd: server('etcd', 'etcd', ['--version']),
    rabbitmq: rabbitmq(),
    postgresql: server('postgresql', 'postgres', ['--version'], postgresFolders()),
    memcached: server('memcached', 'memcached', ['-V']),
    haproxy: server('haproxy', 'haproxy', ['-v']),
    nginx: server('nginx', 'nginx', ['-v']),
  };
}

function server(
  name: Server['name'],
  command: string,
  args: readonly string[],
  before: readonly string[] = [],
): Server | undefined {
  const program = find(command, before);
  if (program === undefined) return undefined;
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 20_000 });
  const version = versionIn(`${stdout}\n${stderr}`);
  return version === undefined ? undefined : { name, program, version };
}

/** The folder of its plugins holds the version: its tools start Erlang's port mapper, which would stay behind. */
function rabbitmq(): Server | undefined {
  const program = find('rabbitmq-server', rabbitFolders);
  if (program === undefined) return undefined;
  const plugins = join(dirname(realpathSync(program)), '..', 'plugins');
  const names = existsSync(plugins) ? readdirSync(plugins) : [];
  const version = names.map((name) => /^rabbit-(\d+\.\d+\.\d+)/.exec(name)?.[1]).find((found) => found !== undefined);
  return version === undefined ? undefined : { name: 'rabbitmq', program, version };
}

/**
 * `Redis server v=7.0.15 …`, `etcd Version: 3.4.23`, `postgres (PostgreSQL) 15.18 (Debian …)`, `memcached 1.6.18`,
 * `nginx version: nginx/1.22.1` → the number.
 */
export function versionIn(output: string): string | undefined {
  return /(?:\bv=|\bversion:?\s*(?:nginx\/)?|^memcached |^postgres \(PostgreSQL\) )(\d+\.\d+(?:\.\d+)?)/im.exec(
    output,
  )?.[1];
}
