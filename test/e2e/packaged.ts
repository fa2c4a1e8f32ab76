import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { installExtension } from './code-server.ts';

const root = join(import.meta.dirname, '../..');

/** Folders of the extension as a user has it after installing the `.vsix`, and of the suite to run in it. */
export interface Packaged {
  readonly desktop: string;
  /** The same without an entry point for Node, so that the editor takes the one for the Web. */
  readonly web: string;
  readonly suite: string;
}

/** Packages and installs the extension and bundles the suite, all below `folder`. */
export async function preparePackaged(folder: string): Promise<Packaged> {
  execFileSync(process.execPath, ['package.ts'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const { name, publisher, version } = manifestOf(root);
  const vsix = join(root, `dist/${name}-${version}.vsix`);
  const desktop = installExtension(vsix, join(folder, 'extensions'), `${publisher}.${name}`);
  const web = join(folder, 'extension-web');
  cpSync(desktop, web, { recursive: true });
  const { main: _, ...manifest } = manifestOf(web);
  writeFileSync(join(web, 'package.json'), JSON.stringify(manifest));
  const suite = join(folder, 'suite.js');
  await build({
    entryPoints: [join(root, 'test/e2e/suite/main.ts')],
    outfile: suite,
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return { desktop, web, suite };
}

function manifestOf(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
