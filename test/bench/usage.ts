import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Clock ticks of the kernel's process times, per second; the same on all common Linux systems. */
const ticks = 100;

/** What a run cost. */
export interface Usage {
  /** Seconds of user and system time of all threads; undefined where the system does not tell. */
  readonly cpu: number | undefined;
  /** Seconds. */
  readonly wall: number;
  /** Largest resident memory, in MB. */
  readonly memory: number | undefined;
}

/** CPU seconds a living process has used so far. */
export function cpuOf(pid: number): number | undefined {
  return times(`/proc/${pid}/stat`, 11);
}

/** CPU seconds of all children that have ended. */
function cpuOfChildren(): number | undefined {
  return times('/proc/self/stat', 13);
}

/** Sum of two neighbouring fields behind the name of the program. */
function times(file: string, field: number): number | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[field]) + Number(fields[field + 1])) / ticks;
  } catch {
    return undefined;
  }
}

/** Largest resident memory so far, in MB. */
export function memoryOf(pid: number): number | undefined {
  try {
    const peak = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return peak === undefined ? undefined : Number(peak) / 1024;
  } catch {
    return undefined;
  }
}

/** Runs Node to its end. One run at a time, because the children's times are one sum. */
export async function run(args: readonly string[], cwd?: string): Promise<Usage> {
  const before = cpuOfChildren();
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore', cwd });
  let memory: number | undefined;
  const watch = setInterval(() => (memory = peak(child, memory)), 20);
  await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(watch);
  const after = cpuOfChildren();
  const cpu = before === undefined || after === undefined ? undefined : after - before;
  return { cpu, wall: (performance.now() - start) / 1000, memory };
}

function peak({ pid }: ChildProcess, before: number | undefined): number | undefined {
  return (pid === undefined ? undefined : memoryOf(pid)) ?? before;
}

/** The run in the middle by CPU time. */
export async function median(times: number, once: () => Promise<Usage>): Promise<Usage> {
  const runs: Usage[] = [];
  for (let i = 0; i < times; i++) runs.push(await once());
  runs.sort((a, b) => (a.cpu ?? a.wall) - (b.cpu ?? b.wall));
  return runs[Math.floor(runs.length / 2)] ?? (await once());
}
