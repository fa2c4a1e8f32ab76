import { globSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCold } from './cold.ts';
import { measureEditing } from './editing.ts';
import { generateCorpus, largeComposeFile } from './generate.ts';
import { installPeers } from './peers.ts';
import { measureScale } from './scale.ts';
import { measureStart } from './start.ts';
import { judged, printed, type Target } from './table.ts';

/**
 * Measures the built program beside its peers, all in one run, and says whether the targets hold. Figures depend on the
 * machine, so nothing is asserted; ratios of one run are what counts.
 *
 * `--corpus DIR` takes real files in place of generated ones, `--json FILE` keeps the figures.
 */
const { values } = parseArgs({ options: { corpus: { type: 'string' }, json: { type: 'string' } } });
const scratch = await realpath(await mkdtemp(join(tmpdir(), 'archlens-bench-')));
try {
  const peers = await installPeers();
  const corpus = values.corpus === undefined ? join(scratch, 'corpus') : resolve(values.corpus);
  if (values.corpus === undefined) await generateCorpus(corpus);
  const files = globSync('**/*.{yml,yaml}', { cwd: corpus }).map((file) => join(corpus, file));
  const alone = join(scratch, 'alone');
  await mkdir(alone);
  const text = largeComposeFile(100_000);
  const name = 'docker-compose.yml';
  await writeFile(join(alone, name), text);

  const cold = await measureCold(corpus, files, peers, scratch);
  console.log(printed(cold.table));
  const editing = await measureEditing({ text, alone, corpus, name }, peers);
  console.log(printed(editing.table));
  const start = await measureStart(scratch, peers);
  console.log(printed(start.table));
  const scale = await measureScale();
  console.log(printed(scale.table));
  const targets: readonly Target[] = [cold.target, ...editing.targets, start.target, ...scale.targets];
  console.log(['Targets', ...targets.map(judged)].join('\n'));
  if (values.json !== undefined) {
    const tables = [cold.table, editing.table, start.table, scale.table];
    await writeFile(values.json, `${JSON.stringify({ node: process.version, tables, targets }, undefined, 2)}\n`);
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
