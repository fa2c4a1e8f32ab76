import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { installExtension } from './code-server.ts';

const root = join(import.meta.dirname, '../..');

/** The extension as a user has it after installing the `.vsix`, and the suite to run in it. */
export interface Packaged {
  readonly extension: string;
  /** Inside the extension's folder: the editor runs tests in the host of the extension they belong to. */
  readonly suite: string;
}

/** Packages and installs the extension and bundles the suite, all below `folder`. */
export async function preparePackaged(folder: string): Promise<Packaged> {
  execFileSync(process.execPath, ['package.ts'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const { name, publisher, version } = manifestOf(root);
  const vsix = join(root, `dist/${name}-${version}.vsix`);
  const extension = installExtension(vsix, join(folder, 'extensions'), `${publisher}.${name}`);
  const suite = join(extension, 'suite.js');
  await build({
    entryPoints: [join(root, 'test/e2e/suite/main.ts')],
    outfile: suite,
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return { extension, suite };
}

function manifestOf(folder: string): { readonly name: string; readonly publisher: string; readonly version: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
