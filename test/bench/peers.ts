import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Exact versions, so that figures of two runs can be compared. */
const versions = {
  'yaml-language-server': '2.0.0',
  '@microsoft/compose-language-service': '1.0.0',
  dclint: '3.1.0',
} as const;

export type PeerName = keyof typeof versions;

export interface Peer {
  /** `yaml-language-server 2.0.0`. */
  readonly label: string;
  /** Arguments for Node; undefined where the peer could not be installed. */
  readonly command: readonly string[] | undefined;
}

const cache = join(import.meta.dirname, '../../.cache/bench-peers');
const programs: Readonly<Record<PeerName, string>> = {
  'yaml-language-server': 'yaml-language-server/bin/yaml-language-server',
  '@microsoft/compose-language-service': '@microsoft/compose-language-service/bin/docker-compose-langserver',
  dclint: 'dclint/bin/dclint.cjs',
};

/** Installs what is missing. A peer that cannot be installed is left out of the tables, with its name. */
export async function installPeers(): Promise<Readonly<Record<PeerName, Peer>>> {
  const peer = async (name: PeerName): Promise<Peer> => {
    const program = join(cache, 'node_modules', programs[name]);
    const label = `${name} ${versions[name]}`;
    if (!existsSync(program)) await install(`${name}@${versions[name]}`);
    return { label, command: existsSync(program) ? [program] : undefined };
  };
  return {
    'yaml-language-server': await peer('yaml-language-server'),
    '@microsoft/compose-language-service': await peer('@microsoft/compose-language-service'),
    dclint: await peer('dclint'),
  };
}

async function install(wanted: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  if (!existsSync(join(cache, 'package.json'))) await writeFile(join(cache, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact', wanted];
  await promisify(execFile)('npm', args, { cwd: cache }).catch((error: unknown) => {
    console.error(
      `${wanted} could not be installed: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    );
  });
}
