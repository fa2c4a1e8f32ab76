import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const entry = join(import.meta.dirname, '../../server/src/cli/main.ts');

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in a folder, as a plain process without a terminal and in English. */
export function run(args: readonly string[], folder: string, env: Readonly<Record<string, string>> = {}): Run {
  const clean = { ...process.env, LC_ALL: 'C', LANG: 'C', NO_COLOR: '1', NODE_OPTIONS: '', ...env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], {
    cwd: folder,
    env: clean,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: status, stdout, stderr };
}

/** Calls `body` with a fresh folder that holds the files, and removes it afterwards. */
export function inFolder<T>(files: Readonly<Record<string, string | Uint8Array>>, body: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'archlens-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * One scenario: sections `==== file: path ====`, `==== command ====` (one per line, without the program's name),
 * `==== exit ====`, `==== stdout ====`, `==== stderr ====`. Streams that are not given must be empty. A line `[...]` stands
 * for any lines. With `UPDATE_SCENARIOS=1` streams without such a line are written anew.
 */
export function checkCli(path: string): void {
  const scenario = sectionsOf(readFileSync(path, 'utf8'));
  const files = scenario
    .filter(({ name }) => name.startsWith('file: '))
    .map(({ name, text }) => [name.slice(6), text] as const);
  const command = textOf(scenario, 'command').trim().split(/\s+/);
  const { code, stdout, stderr } = inFolder(Object.fromEntries(files), (folder) => run(command, folder));
  const actual: Readonly<Record<string, string>> = { exit: `${code}\n`, stdout, stderr };
  if (process.env['UPDATE_SCENARIOS'] === '1') writeFileSync(path, updated(scenario, actual));
  else
    for (const name of ['exit', 'stdout', 'stderr'])
      assertMatches(
        actual[name] ?? '',
        textOf(scenario, name),
        `${name} of archlens ${command.join(' ')}\n${stdout}${stderr}`,
      );
}

interface Section {
  readonly name: string;
  readonly text: string;
}

function sectionsOf(source: string): Section[] {
  const parts = source.split(/^==== (.+) ====\n/m);
  return Array.from({ length: (parts.length - 1) / 2 }, (_, i) => ({
    name: parts[2 * i + 1] ?? '',
    text: parts[2 * i + 2] ?? '',
  }));
}

function textOf(sections: readonly Section[], name: string): string {
  return sections.find((section) => section.name === name)?.text ?? '';
}

const anything = '[...]\n';

function assertMatches(actual: string, expected: string, message: string): void {
  const pieces = expected.split(anything);
  if (pieces.length === 1) {
    assert.equal(actual, expected, message);
    return;
  }
  let at = 0;
  pieces.forEach((piece, i) => {
    const found = i === pieces.length - 1 && piece !== '' ? actual.length - piece.length : actual.indexOf(piece, at);
    const right = i === 0 ? found === 0 : found >= at && actual.startsWith(piece, found);
    assert.ok(right, `${message}\nmisses:\n${piece}`);
    at = found + piece.length;
  });
}

function updated(sections: readonly Section[], actual: Readonly<Record<string, string>>): string {
  const given = sections.filter(({ name }) => !(name in actual));
  const streams = ['exit', 'stdout', 'stderr'].flatMap((name) => {
    const before = textOf(sections, name);
    const text = before.includes(anything) ? before : (actual[name] ?? '');
    return text === '' ? [] : [{ name, text }];
  });
  return [...given, ...streams].map(({ name, text }) => `==== ${name} ====\n${text}`).join('');
}
