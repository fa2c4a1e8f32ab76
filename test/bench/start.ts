import { join } from 'node:path';
import { build } from 'esbuild';
import type { Peer, PeerName } from './peers.ts';
import { Server } from './server.ts';
import { milliseconds, type Table, type Target } from './table.ts';

const starts = 15;

interface Start {
  /** CPU seconds until `initialize` was answered, the mean. */
  readonly cpu: number;
  /** Seconds, the median. */
  readonly wall: number;
}

/** From the start of the process to the answer to `initialize`, beside a server that can do nothing. */
export async function measureStart(
  scratch: string,
  peers: Readonly<Record<PeerName, Peer>>,
): Promise<{ readonly table: Table; readonly target: Target }> {
  const empty = join(scratch, 'empty-server.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'empty-server.ts')],
    outfile: empty,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.11',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const least = await startOf([empty], scratch);
  const ours = await startOf([join(import.meta.dirname, '../../dist/cli.js'), 'lsp'], scratch);
  const rows: (readonly string[])[] = [row('archlens', ours), row('empty vscode-languageserver bundle', least)];
  for (const peer of [peers['yaml-language-server'], peers['@microsoft/compose-language-service']])
    rows.push(row(peer.label, peer.command === undefined ? undefined : await startOf(peer.command, scratch)));
  return {
    table: { title: 'Start of the process to the answer to initialize', columns: ['', 'CPU', 'wall'], rows },
    target: { name: 'start against an empty bundle', value: ours.cpu / least.cpu, limit: 2, unit: '×', kind: 'most' },
  };
}

async function startOf(command: readonly string[], folder: string): Promise<Start> {
  const walls: number[] = [];
  let cpu = 0;
  for (let i = 0; i < starts; i++) {
    const start = performance.now();
    const server = await Server.start(command, folder);
    walls.push((performance.now() - start) / 1000);
    cpu += server.cpu;
    await server.stop();
  }
  return { cpu: cpu / starts, wall: walls.toSorted((a, b) => a - b)[Math.floor(starts / 2)] ?? Number.NaN };
}

function row(name: string, measured: Start | undefined): readonly string[] {
  return measured === undefined
    ? [name, 'not installed']
    : [name, milliseconds(measured.cpu), milliseconds(measured.wall)];
}
