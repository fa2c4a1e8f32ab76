import { globSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/**
 * Runs the tests and closes with one plain line, `N passed, N failed`. Arguments choose what runs: `unit` (all but the
 * real editor), `e2e` (the real editor), or paths of test files; without any, everything.
 */
const root = join(import.meta.dirname, '..');
const all = globSync('test/**/*.test.ts', { cwd: root }).toSorted();
const inEditor = all.filter((file) => file.startsWith(join('test', 'e2e')));
const fast = all.filter((file) => !inEditor.includes(file));

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

function selected(args: readonly string[]): readonly (readonly string[])[] {
  if (args.length === 0) return [fast, inEditor];
  return args.map((arg) => (arg === 'unit' ? fast : arg === 'e2e' ? inEditor : [arg]));
}

/** The editor needs the whole machine, so its files run one at a time and after the others. */
async function runFiles(files: readonly string[]): Promise<Outcome> {
  if (files.length === 0) return { passed: 0, failed: 0 };
  const stream = run({ files: files.map((file) => join(root, file)), cwd: root, concurrency: files !== inEditor });
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

let passed = 0;
let failed = 0;
for (const files of selected(process.argv.slice(2))) {
  const outcome = await runFiles(files);
  passed += outcome.passed;
  failed += outcome.failed;
}
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed} failed`);
