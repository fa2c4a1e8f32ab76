import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

const root = import.meta.dirname;
const production = process.argv.includes('--production');

/** What every bundle has in common. Source maps stay outside the packages and only serve development. */
const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  minify: production,
  sourcemap: production ? false : 'linked',
  treeShaking: true,
  // The library's ES module build: the same code in every host, and only the used part of it.
  alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
};

/** Oldest hosts: the Node 20 of VS Code 1.100, and browsers of the same age. */
const node: BuildOptions = { ...common, platform: 'node', target: 'node20.11' };
const browser: BuildOptions = { ...common, platform: 'browser', target: 'es2022', conditions: ['browser'] };

/** The command line, which is also the language server (`archlens lsp --stdio`); parts load when a command needs them. */
const cli: BuildOptions = {
  ...node,
  format: 'esm',
  splitting: true,
  entryPoints: { cli: 'server/src/cli/main.ts' },
  // Libraries in CommonJS ask for Node's modules by `require`, which a module has only if it makes one.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  chunkNames: 'chunks/[name]-[hash]',
  outdir: 'dist',
};

const worker: BuildOptions = {
  ...browser,
  format: 'iife',
  entryPoints: { 'server-worker': 'server/src/lsp/worker.ts' },
  outdir: 'dist',
};

const client: BuildOptions = {
  ...node,
  format: 'cjs',
  external: ['vscode'],
  entryPoints: { client: 'client/src/node.ts' },
  outExtension: { '.js': '.cjs' },
  outdir: 'dist',
};

const webClient: BuildOptions = {
  ...browser,
  format: 'cjs',
  external: ['vscode'],
  entryPoints: { 'client-web': 'client/src/web.ts' },
  outdir: 'dist',
};

/** The terms of every package that is part of a bundle, which most licences ask to pass on with it. */
async function noticesOf(inputs: readonly string[]): Promise<string> {
  const folders = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []);
  const notices = [...new Set(folders)].toSorted().map(async (folder) => {
    const manifest = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
    const { name, version, license } = manifest;
    const file = (await readdir(join(root, folder))).find((each) => /^licen[cs]e(?:\.|$)/i.test(each));
    const source = `By ${manifest.author?.name ?? manifest.author}; ${manifest.homepage ?? manifest.repository}.`;
    const terms =
      file === undefined
        ? `The package brings no text of its licence. ${source}`
        : await readFile(join(root, folder, file), 'utf8');
    return `${'-'.repeat(80)}\n${name} ${version} (${license})\n\n${terms.trim()}\n`;
  });
  return `ArchLens is built with these packages, under the terms given for each.\n\n${(await Promise.all(notices)).join('\n')}`;
}

await mkdir(join(root, 'dist/chunks'), { recursive: true });
const stale = new Set((await readdir(join(root, 'dist/chunks'))).map((name) => join('dist/chunks', name)));
const results = await Promise.all(
  [cli, worker, client, webClient].map((options) => build({ ...options, metafile: true })),
);
for (const file of results.flatMap((result) => Object.keys(result.metafile?.outputs ?? {}))) stale.delete(join(file));
await Promise.all([...stale].map((file) => rm(join(root, file), { force: true })));
await chmod(join(root, 'dist/cli.js'), 0o755);
const inputs = results.flatMap((result) => Object.keys(result.metafile?.inputs ?? {}));
await writeFile(join(root, 'dist/third-party-notices.txt'), await noticesOf(inputs));
