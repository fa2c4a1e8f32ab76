import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A server program that is installed here. */
export interface Server {
  readonly name: 'redis' | 'zookeeper' | 'etcd';
  /** Path of the program that starts it. */
  readonly program: string;
  /** As the server says it: `7.0.15`. Unknown until it runs for servers that do not say it before. */
  readonly version: string;
}

/** Where packages put programs that are not on the path. */
const folders = ['/usr/share/zookeeper/bin', '/opt/zookeeper/bin'];

/** Path of a program, looked up as a shell does. */
export function find(name: string): string | undefined {
  return [...(process.env['PATH'] ?? '').split(delimiter), ...folders]
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** The servers of the checks: name → what is installed, or undefined. */
export function installedServers(): Readonly<Record<Server['name'], Server | undefined>> {
  return {
    redis: server('redis', 'redis-server', ['--version']),
    zookeeper: server('zookeeper', 'zkServer.sh', ['version']),
    etcd: server('etcd', 'etcd', ['--version']),
  };
}

function server(name: Server['name'], command: string, args: readonly string[]): Server | undefined {
  const program = find(command);
  if (program === undefined) return undefined;
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 20_000 });
  const version = versionIn(`${stdout}\n${stderr}`);
  return version === undefined ? undefined : { name, program, version };
}

/** `Redis server v=7.0.15 …`, `etcd Version: 3.4.23`, `Apache ZooKeeper, version 3.8.0 …` → the number. */
export function versionIn(output: string): string | undefined {
  return /\b(?:v=|version:?\s*)(\d+\.\d+\.\d+)/i.exec(output)?.[1];
}
