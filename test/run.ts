import { globSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/**
 * Runs the tests and closes with one plain line, `N passed, N failed`. Arguments choose what runs: `unit` (all but the
 * real editor), `e2e` (the real editor), or paths of test files and of folders with tests below them; without any, everything.
 */
const root = join(import.meta.dirname, '..');
const all = globSync('test/**/*.test.ts', { cwd: root }).toSorted();
const inEditor = all.filter((file) => file.startsWith(join('test', 'e2e')));
const fast = all.filter((file) => !inEditor.includes(file));

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** What is to run, each file once; undefined where an argument names no test. */
function selected(args: readonly string[]): readonly string[] | undefined {
  const files = args.length === 0 ? [all] : args.map(namedBy);
  const nothing = args.filter((_, index) => files[index]?.length === 0);
  for (const arg of nothing)
    console.error(`No tests at ${arg}: give \`unit\`, \`e2e\`, a test file or a folder with tests below it.`);
  return nothing.length > 0 ? undefined : [...new Set(files.flat())];
}

function namedBy(arg: string): readonly string[] {
  if (arg === 'unit') return fast;
  if (arg === 'e2e') return inEditor;
  const path = relative(root, resolve(arg));
  return all.filter((file) => path === '' || file === path || file.startsWith(path + sep));
}

async function runFiles(files: readonly string[], concurrency: boolean): Promise<Outcome> {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const stream = run({ files: files.map((file) => join(root, file)), cwd: root, concurrency });
  const outcome = { passed: 0, failed: 0 };
  stream.on('test:summary', ({ file, counts }) => {
    if (file !== undefined) return;
    outcome.passed = counts.passed;
    outcome.failed = counts.tests - counts.passed - counts.skipped - counts.todo;
  });
  const printed = stream.compose(new spec());
  for await (const chunk of printed) process.stdout.write(chunk);
  return outcome;
}

const wanted = selected(process.argv.slice(2));
if (wanted === undefined) process.exit(2);
const first = await runFiles(
  wanted.filter((file) => !inEditor.includes(file)),
  true,
);
// The editor needs the whole machine, so its files run one at a time and after the others.
const last = await runFiles(
  wanted.filter((file) => inEditor.includes(file)),
  false,
);
const passed = first.passed + last.passed;
const failed = first.failed + last.failed;
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed} failed`);
