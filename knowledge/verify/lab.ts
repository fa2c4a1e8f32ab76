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
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Localized } from '../../server/src/base/language.ts';
import type { Server } from './server.ts';

/** A statement of the knowledge base turned out to be false on a real server. */
export class Refuted extends Error {}

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
  /** Asks until there is an answer that is not undefined; throws after `ms`, with the last words of the process it is about. */
  readonly until: <T>(what: string, probe: () => Promise<T | undefined>, ms: number, about?: Running) => Promise<T>;
  readonly close: () => Promise<void>;
}

export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Numbers of the user and group to run as, for servers that refuse to be root. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

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
    until: async (what, probe, ms, about) => {
      const end = Date.now() + ms;
      for (;;) {
        open();
        const answer = await probe();
        if (answer !== undefined) return answer;
        if (Date.now() > end)
          throw new Refuted([`${what}: not within ${ms / 1000} s`, ...lastWords(about)].join('\n    | '));
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

function lastWords(about: Running | undefined): readonly string[] {
  return about === undefined ? [] : about.output().trimEnd().split('\n').slice(-3);
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = await new Promise<number>((resolve, reject) => {
      const probe = createServer();
      probe.once('error', reject);
      probe.listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
      });
    });
    if (port === 0 || givenOut.has(port)) continue;
    givenOut.add(port);
    return port;
  }
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
      if (pid !== undefined && alive.has(pid)) signalGroup(pid, signal);
      await gone;
    },
  };
}

/** The group of a process; when it is killed, also what has left the group for one of its own. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  const others = signal === 'SIGKILL' ? descendants(pid) : [];
  for (const one of [-pid, ...others]) {
    try {
      process.kill(one, signal);
    } catch {
      // It ended by itself in the meantime.
    }
  }
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
  try {
    // `pid (name) state parent …`; the name may hold anything but ends with the last parenthesis.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return 0;
  }
}
