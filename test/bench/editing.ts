import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LineIndex } from '../../server/src/base/line-index.ts';
import type { Peer, PeerName } from './peers.ts';
import { Server } from './server.ts';
import { megabytes, milliseconds, type Table, type Target } from './table.ts';

/** Edits before those that are measured: a session is hundreds of keystrokes, and compilers need some to settle. */
const warmUp = 100;
const edits = 40;
const hovers = 150;

/** What a server does after its answer counts as well. */
const afterwards = 60;

export interface Editing {
  /** CPU seconds of one edit. */
  readonly cpu: number;
  /** Seconds from an edit to its diagnostics, the median. */
  readonly wall: number;
  /** Seconds from the request to the answer. */
  readonly hover: { readonly median: number; readonly high: number };
  readonly memory: number;
}

/**
 * Types into one document and asks about places in it.
 * @param folder what the server has as its workspace
 */
async function edit(command: readonly string[], folder: string, file: string, text: string): Promise<Editing> {
  const server = await Server.start(command, folder);
  await server.initialized();
  const uri = pathToFileURL(file).href;
  await server.open(uri, text, 'dockercompose');
  const at = new LineIndex(text).position(middleOfValue(text));
  let version = 2;
  const once = async (): Promise<number> => {
    const end = version % 2 === 0 ? at : { ...at, character: at.character + 1 };
    const start = performance.now();
    await server.edit(uri, version, { start: at, end }, version % 2 === 0 ? '0' : '');
    version++;
    const time = (performance.now() - start) / 1000;
    await pause(afterwards);
    return time;
  };
  for (let i = 0; i < warmUp; i++) await once();
  await pause(1_500);
  const before = server.cpu;
  const times: number[] = [];
  for (let i = 0; i < edits; i++) times.push(await once());
  await pause(1_500);
  const cpu = (server.cpu - before) / edits;
  const hover = await hoverTimes(server, uri, text);
  const { memory } = server;
  await server.stop();
  return {
    cpu,
    wall: quantile(times, 0.5),
    hover: { median: quantile(hover, 0.5), high: quantile(hover, 0.95) },
    memory,
  };
}

/** Places spread over the document, on keys and values alike. */
async function hoverTimes(server: Server, uri: string, text: string): Promise<number[]> {
  const lines = text.split('\n');
  const times: number[] = [];
  for (let i = 0; i < hovers + 20; i++) {
    const line = Math.floor((((i * 37) % hovers) / hovers) * lines.length);
    const content = lines[line] ?? '';
    const key = content.search(/\S/);
    const character = i % 2 === 0 ? Math.max(0, key) : Math.max(0, content.length - 2);
    const start = performance.now();
    await server.hover(uri, { line, character });
    if (i >= 20) times.push((performance.now() - start) / 1000);
  }
  return times;
}

/** Behind a digit of an address in the middle of the document. */
function middleOfValue(text: string): number {
  return text.indexOf(':9092', text.length / 2) + 5;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}

/** One keystroke and its diagnostics, hovers and memory on one compose file, alone and in a large workspace. */
export async function measureEditing(
  setting: { readonly text: string; readonly alone: string; readonly corpus: string; readonly name: string },
  peers: Readonly<Record<PeerName, Peer>>,
): Promise<{ readonly table: Table; readonly targets: readonly Target[] }> {
  const { text, alone, corpus, name } = setting;
  const cli = [join(import.meta.dirname, '../../dist/cli.js'), 'lsp'];
  const ours = await edit(cli, alone, join(alone, name), text);
  const inCorpus = await edit(cli, corpus, join(corpus, name), text);
  const rows: (readonly string[])[] = [
    row('archlens', ours),
    row('archlens, in the workspace of the cold review', inCorpus),
  ];
  let yamlServer: Editing | undefined;
  for (const peer of [peers['yaml-language-server'], peers['@microsoft/compose-language-service']]) {
    const measured = peer.command === undefined ? undefined : await edit(peer.command, alone, join(alone, name), text);
    if (peer === peers['yaml-language-server']) yamlServer = measured;
    rows.push(row(peer.label, measured));
  }
  return {
    table: {
      title: `One keystroke in a compose file of ${Math.round(text.length / 1000)} KB`,
      columns: ['', 'CPU', 'to diagnostics', 'hover p50', 'hover p95', 'peak memory'],
      rows,
    },
    targets: [
      {
        name: 'keystroke against yaml-language-server',
        value: yamlServer === undefined ? undefined : yamlServer.cpu / ours.cpu,
        limit: 5,
        unit: '×',
        kind: 'least',
      },
      { name: 'hover p95', value: ours.hover.high * 1000, limit: 5, unit: ' ms', kind: 'most' },
    ],
  };
}

function row(name: string, measured: Editing | undefined): readonly string[] {
  if (measured === undefined) return [name, 'not installed'];
  const { cpu, wall, hover, memory } = measured;
  return [name, ...[cpu, wall, hover.median, hover.high].map(milliseconds), megabytes(memory)];
}
