import { execFile } from 'node:child_process';
import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Cable, cableTo } from './cable.ts';
import type { Lab, Running, StartOptions } from './lab.ts';

const run = promisify(execFile);

/** A PostgreSQL server of an experiment. */
export interface PostgresNode {
  readonly port: number;
  readonly folder: string;
  readonly running: Running;
}

export interface PostgresOptions {
  /** Settings by name, as on the command line. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Lines of `pg_hba.conf` in the place of those that trust this machine. */
  readonly access?: string;
  /** Words before the program: a tracer. */
  readonly under?: readonly string[];
}

/** It refuses to run as root, so that root lends it the user `nobody`. */
function user(): { readonly user?: NonNullable<StartOptions['user']> } {
  return process.getuid?.() === 0 ? { user: { uid: 65_534, gid: 65_534 } } : {};
}

/** Name of the superuser, the same in every experiment. */
const name = 'verify';

function program(lab: Lab, word: string): string {
  return join(dirname(lab.server.program), word);
}

/** A folder of the server's own. */
function ownFolder(lab: Lab): string {
  const folder = lab.folder();
  const lent = user().user;
  if (lent !== undefined) {
    chownSync(folder, lent.uid, lent.gid);
    // The way there is to be open to the other user as well.
    chmodSync(dirname(folder), 0o711);
  }
  return folder;
}

async function tool(lab: Lab, word: string, args: readonly string[]): Promise<void> {
  await run(program(lab, word), args, { cwd: '/', timeout: 90_000, ...user().user });
}

/** Makes a new cluster of databases, starts its server on loopback and waits until it answers. */
export async function startPostgres(lab: Lab, options: PostgresOptions = {}): Promise<PostgresNode> {
  const folder = join(ownFolder(lab), 'data');
  await tool(lab, 'initdb', ['-D', folder, '-U', name, '-A', 'trust', '-N', '--no-locale', '-E', 'UTF8']);
  return startOn(lab, folder, await lab.port(), options);
}

/** Starts a server on data that is there. */
export async function startOn(
  lab: Lab,
  folder: string,
  port: number,
  options: PostgresOptions = {},
): Promise<PostgresNode> {
  if (options.access !== undefined) writeFileSync(join(folder, 'pg_hba.conf'), options.access);
  const settings = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  const words = Object.entries({ ...settings, ...options.settings }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  const [command, ...before] = [...(options.under ?? []), lab.server.program];
  const running = lab.start(command ?? lab.server.program, [...before, '-D', folder, ...words], {
    cwd: '/',
    ...user(),
  });
  const node = { port, folder, running };
  await lab.until(
    `PostgreSQL answers on port ${port}`,
    async () => ((await query(lab, node, 'SELECT 1', { password: 'secret' })) === '1' ? true : undefined),
    { about: running },
  );
  return node;
}

/** A standby and the cable by which it hears of its primary. */
export interface Standby extends PostgresNode {
  readonly cable: Cable;
}

/** Copies the primary and starts the copy as its standby. */
export async function startStandby(
  lab: Lab,
  primary: PostgresNode,
  standby: string,
  settings: NonNullable<PostgresOptions['settings']> = {},
): Promise<Standby> {
  const cable = await cableTo(lab, primary.port);
  const folder = join(ownFolder(lab), 'data');
  const address = `host=127.0.0.1 port=${cable.port} user=${name} application_name=${standby}`;
  await tool(lab, 'pg_basebackup', ['-d', address, '-D', folder, '-X', 'stream', '-c', 'fast', '-R', '-N']);
  const node = await startOn(lab, folder, await lab.port(), { settings });
  await lab.until(
    `${standby} streams`,
    async () => {
      const sql = `SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND application_name = '${standby}'`;
      return (await query(lab, primary, sql)) === '1' ? true : undefined;
    },
    { about: node.running },
  );
  return { ...node, cable };
}

export interface QueryOptions {
  readonly ms?: number;
  readonly password?: string;
}

/** What a statement gives, rows by lines; the first line of an error; undefined where it is not done in time. */
export async function query(
  lab: Lab,
  { port }: PostgresNode,
  sql: string,
  { ms = 40_000, password = '' }: QueryOptions = {},
): Promise<string | undefined> {
  const args = ['-h', '127.0.0.1', '-p', String(port), '-U', name, '-d', 'postgres', '-XAtq', '-c', sql];
  try {
    const env = { ...process.env, PGPASSWORD: password, PGCONNECT_TIMEOUT: '20' };
    return (
      await run(program(lab, 'psql'), ['-w', ...args], { timeout: ms, env, killSignal: 'SIGKILL' })
    ).stdout.trim();
  } catch (error) {
    const { killed, stderr } = error as { readonly killed?: boolean; readonly stderr?: string };
    return killed === true ? undefined : (stderr ?? '').split('\n')[0];
  }
}
