import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a stand-in for Helm behaves. */
export interface FakeHelm {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: number;
  /** Ends only after so many milliseconds. */
  readonly delay?: number;
}

/** What it was called with. */
export interface Call {
  readonly args: readonly string[];
  readonly stdin: string;
  readonly folder: string;
  readonly plugins: string | undefined;
}

/** Puts a program into a folder that behaves as told and writes down how it was called; gives its path. */
export function fakeHelm(folder: string, { stdout = '', stderr = '', code = 0, delay = 0 }: FakeHelm): string {
  const path = join(folder, 'helm');
  const log = JSON.stringify(join(folder, 'calls.json'));
  const script = `#!${process.execPath}
const { appendFileSync, readFileSync } = process.getBuiltinModule('node:fs');
const stdin = readFileSync(0, 'utf8');
const call = { args: process.argv.slice(2), stdin, folder: process.cwd(), plugins: process.env.HELM_NO_PLUGINS };
appendFileSync(${log}, JSON.stringify(call) + '\\n');
setTimeout(() => {
  process.stderr.write(${JSON.stringify(stderr)});
  process.stdout.write(${JSON.stringify(stdout)}, () => process.exit(${code}));
}, ${delay});
`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

/** How a stand-in in a folder was called, in order. */
export function callsIn(folder: string): readonly Call[] {
  const lines = readFileSync(join(folder, 'calls.json'), 'utf8').trim().split('\n');
  return lines.map((line): Call => JSON.parse(line));
}
