import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Peer, PeerName } from './peers.ts';
import { Server } from './server.ts';
import { megabytes, seconds, type Table, type Target } from './table.ts';
import { median, run, type Usage } from './usage.ts';

const cli = join(import.meta.dirname, '../../dist/cli.js');

/** Compose files a linter for them is given: it takes longer than all others together. */
const linted = 100;

/** A first review of a whole tree, beside what parsing it costs and what others make of it. */
export async function measureCold(
  folder: string,
  files: readonly string[],
  peers: Readonly<Record<PeerName, Peer>>,
  scratch: string,
): Promise<{ readonly table: Table; readonly target: Target }> {
  const list = join(scratch, 'files.txt');
  await writeFile(list, files.join('\n'));
  const compose = files.filter((file) => /(?:^|-)compose\.ya?ml$/.test(basename(file))).slice(0, linted);
  const check = (paths: readonly string[]): readonly string[] => [
    cli,
    'check',
    ...paths,
    '--fail-on',
    'never',
    '--format',
    'json',
  ];
  const parse = await median(3, () => run([join(import.meta.dirname, 'parse-all.ts'), list]));
  const ours = await median(3, () => run(check([folder])));
  const yamlServer = peers['yaml-language-server'];
  const opened = yamlServer.command === undefined ? undefined : await openAll(yamlServer.command, folder, files);
  const oursCompose = compose.length === 0 ? undefined : await median(3, () => run(check(compose)));
  const { dclint } = peers;
  const linter =
    dclint.command === undefined || compose.length === 0 ? undefined : await run([...dclint.command, ...compose]);
  const row = (name: string, usage: Usage | undefined): readonly string[] => [
    name,
    seconds(usage?.cpu),
    seconds(usage?.wall),
    megabytes(usage?.memory),
  ];
  return {
    table: {
      title: `Cold review of ${files.length} YAML files`,
      columns: ['', 'CPU', 'wall', 'peak memory'],
      rows: [
        row('archlens check', ours),
        row('yaml parseAllDocuments, no review', parse),
        row(`${yamlServer.label}, opening all`, opened),
        row(`archlens check, ${compose.length} compose files`, oursCompose),
        row(`${dclint.label}, ${compose.length} compose files`, linter),
      ],
    },
    target: {
      name: 'cold review against parsing everything with yaml',
      value: ratio(ours.cpu, parse.cpu),
      limit: 0.5,
      unit: '×',
      kind: 'most',
    },
  };
}

function ratio(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b;
}

async function openAll(command: readonly string[], folder: string, files: readonly string[]): Promise<Usage> {
  const start = performance.now();
  const server = await Server.start(command, folder);
  await server.initialized();
  const opened: Promise<void>[] = [];
  for (const file of files) opened.push(server.open(pathToFileURL(file).href, await readFile(file, 'utf8'), 'yaml'));
  await Promise.race([Promise.all(opened), new Promise((resolve) => setTimeout(resolve, 180_000).unref())]);
  const usage = { cpu: server.cpu, wall: (performance.now() - start) / 1000, memory: server.memory };
  await server.stop();
  return usage;
}
