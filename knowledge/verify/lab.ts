import { spawn } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  openSync,
  closeSync,
  existsSync,
} from 'node:fs';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Localized } from '../../server/src/base/language.ts';
import type { Server } from './server.ts';

/** A statement of the knowledge base turned out to be false on a real server. */
export class Refuted extends Error {}

/** What was to happen has not happened in time; on a machine that is busy with other things that may mean nothing. */
export class Late extends Refuted {}

/** A check cannot be made here; the message says why. */
export class Skipped extends Error {}

/** Something that was seen to hold, and the ids of the entries that say it. */
export interface Claim {
  readonly subjects: readonly string[];
  readonly text: Localized;
}

/** One experiment on real servers. It claims what it has seen and throws when it sees something else. */
export interface Check {
  readonly id: string;
  readonly server: Server['name'];
  readonly run: (lab: Lab) => Promise<void>;
}

/** A process of an experiment, with the group of what it started itself. */
export interface Running {
  /** What it has printed so far. */
  readonly output: () => string;
  /** Ends it at once by default; resolves when it is gone. */
  readonly kill: (signal?: 'SIGKILL' | 'SIGTERM') => Promise<void>;
}

/** The bench of one experiment: a folder, ports on loopback, processes, and a record of what was seen. */
export interface Lab {
  readonly server: Server;
  readonly seen: readonly string[];
  readonly claims: readonly Claim[];
  /** Writes a file of the experiment and gives its path. */
  readonly file: (name: string, text: string) => string;
  /** An empty folder. */
  readonly folder: () => string;
  /** Reads a file a server wrote; empty while there is none. */
  readonly read: (path: string) => string;
  /** A free port, given out once. */
  readonly port: () => Promise<number>;
  readonly start: (program: string, args: readonly string[], options?: StartOptions) => Running;
  /** Registers what must be closed at the end. */
  readonly onClose: (close: () => void) => void;
  /** Records what was seen; anything but true refutes the check. */
  readonly expect: (holds: boolean, seen: string) => void;
  readonly claim: (subjects: readonly string[], text: Localized) => void;
  /**
   * Asks until there is an answer that is not undefined; a question that fails is asked again. Refutes the check when there
   * is none in time, with the last words of the process it is about.
   */
  readonly until: <T>(what: string, probe: () => Promise<T | undefined>, options?: WaitOptions) => Promise<T>;
  readonly close: () => Promise<void>;
}

export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Numbers of the user and group to run as, for servers that refuse to be root. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

export interface WaitOptions {
  readonly about?: Running;
  readonly ms?: number;
}

/**
 * Milliseconds to wait for what is to happen: many times what it takes on an idle machine, since a machine that is busy has
 * not shown anything to be false. It costs nothing where it does happen.
 */
export const patience = 120_000;

const givenOut = new Set<number>();
const alive = new Set<number>();
const folders = new Set<string>();

/** Ends every process of every experiment and removes its files: the last resort when the run itself is ended. */
export function endAll(): void {
  for (const pid of alive) signalGroup(pid, 'SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

export function createLab(server: Server): Lab {
  const root = mkdtempSync(join(tmpdir(), 'archlens-verify-'));
  folders.add(root);
  const running: Running[] = [];
  const closers: (() => void)[] = [];
  const seen: string[] = [];
  const claims: Claim[] = [];
  let files = 0;
  let closed = false;
  /** A check that was given up must not go on with the next step. */
  const open = (): void => {
    if (closed) throw new Error('the experiment is over');
  };
  return {
    server,
    seen,
    claims,
    file: (name, text) => {
      const path = join(mkdtempSync(join(root, 'f')), name);
      writeFileSync(path, text);
      return path;
    },
    folder: () => mkdtempSync(join(root, 'd')),
    read: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : ''),
    port: freePort,
    start: (program, args, options = {}) => {
      open();
      const one = startProcess(program, args, options, join(root, `output-${files++}.txt`));
      running.push(one);
      return one;
    },
    onClose: (close) => void closers.push(close),
    expect: (holds, text) => {
      if (!holds) throw new Refuted(text);
      seen.push(text);
    },
    claim: (subjects, text) => void claims.push({ subjects, text }),
    until: async (what, probe, { about, ms = patience } = {}) => {
      const end = Date.now() + ms;
      for (;;) {
        open();
        const { answer, failure } = await asked(probe);
        if (answer !== undefined) return answer;
        if (Date.now() > end)
          throw new Late([`${what}: not within ${ms / 1000} s`, ...failure, ...lastWords(about)].join('\n    | '));
        await delay(50);
      }
    },
    close: async () => {
      closed = true;
      // What is closed first, a server could find missing and start for itself.
      await Promise.all(running.map((one) => one.kill()));
      for (const close of closers) close();
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
      folders.delete(root);
    },
  };
}

interface Asked<T> {
  readonly answer?: T | undefined;
  /** Why there is no answer, where the question failed. */
  readonly failure: readonly string[];
}

async function asked<T>(probe: () => Promise<T | undefined>): Promise<Asked<T>> {
  try {
    return { answer: await probe(), failure: [] };
  } catch (error) {
    if (error instanceof Refuted || error instanceof Skipped) throw error;
    return { failure: [error instanceof Error ? error.message : String(error)] };
  }
}

function lastWords(about: Running | undefined): readonly string[] {
  return about === undefined ? [] : about.output().trimEnd().split('\n').slice(-3);
}

/** Below the ports that systems lend to connections: nobody takes one between here and the server it is for. */
const ports = { first: 15_000, last: 31_999 };

async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(ports.first, ports.last + 1);
    if (givenOut.has(port) || !(await isFree(port))) continue;
    givenOut.add(port);
    return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Output goes to a file: nobody has to read it for the process to go on. */
function startProcess(program: string, args: readonly string[], options: StartOptions, log: string): Running {
  const out = openSync(log, 'a');
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    ...options.user,
    stdio: ['ignore', out, out],
    // A group of its own, so that what it starts ends with it.
    detached: true,
  });
  closeSync(out);
  const { pid } = child;
  if (pid !== undefined) alive.add(pid);
  const gone = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  }).then(() => void (pid !== undefined && alive.delete(pid)));
  return {
    output: () => readFileSync(log, 'utf8'),
    kill: async (signal = 'SIGKILL') => {
      const family = pid !== undefined && alive.has(pid) ? signalGroup(pid, signal) : [];
      await gone;
      // A server that is started on the same data at once would find the children of this one still at work.
      const end = Date.now() + patience;
      while (family.some(isRunning) && Date.now() < end) await delay(10);
    },
  };
}

/** Signals the group of a process; when it is killed, also what has left the group for one of its own. Gives its descendants. */
function signalGroup(pid: number, signal: NodeJS.Signals): readonly number[] {
  const family = descendants(pid);
  for (const one of [-pid, ...(signal === 'SIGKILL' ? family : [])]) {
    try {
      process.kill(one, signal);
    } catch {
      // It ended by itself in the meantime.
    }
  }
  return family;
}

/** Processes that a process has started, and theirs; empty where there is no `/proc`. */
function descendants(pid: number): readonly number[] {
  if (!existsSync('/proc')) return [];
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }));
  const found = new Set([pid]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const one of parents) if (found.has(one.parent)) found.add(one.pid);
  }
  found.delete(pid);
  return [...found];
}

function parentOf(pid: string): number {
  return Number(stat(pid)[1] ?? 0);
}

/** Whether a process is still there; one that only waits to be taken note of has let everything go. */
function isRunning(pid: number): boolean {
  const [state = 'Z'] = stat(String(pid));
  return state !== 'Z' && state !== 'X';
}

/** State, parent and more of a process; empty when it is gone. */
function stat(pid: string): readonly string[] {
  try {
    // `pid (name) state parent …`; the name may hold anything but ends with the last parenthesis.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}
