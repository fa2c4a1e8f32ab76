import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createVSIX } from '@vscode/vsce';

/**
 * Puts what the editor needs into `dist/extension` and packs it as `dist/archlens-<version>.vsix`. The copy has its own
 * manifest: without the parts that only concern this repository, and without `"type": "module"`, under which VS Code for
 * the Web refuses an extension's entry point. `dist/package.json` there keeps the command line a module.
 */
const root = import.meta.dirname;
const stage = join(root, 'dist/extension');

const shipped = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/chunks',
  'dist/cli.js',
  'dist/client-web.js',
  'dist/client.cjs',
  'dist/server-worker.js',
  'dist/third-party-notices.txt',
  'images/icon.png',
  'knowledge/schema/config.schema.json',
  'l10n',
  'package.nls.json',
  'package.nls.zh-cn.json',
  'syntaxes',
];

await rm(stage, { recursive: true, force: true });
for (const path of shipped) {
  await mkdir(dirname(join(stage, path)), { recursive: true });
  await cp(join(root, path), join(stage, path), { recursive: true, filter: (source) => !source.endsWith('.map') });
}

/**
 * The README as the editor's page of an extension can show it: that page reads no files and takes pictures from the network only,
 * so pictures are left out, and links to files of this repository are words.
 */
async function readmeOfExtension(): Promise<string> {
  const text = await readFile(join(root, 'README.md'), 'utf8');
  return text.replaceAll(/^!\[.*\n\n/gm, '').replaceAll(/\[([^\]]+)\]\((?![a-z]+:|#)[^)]+\)/g, '$1');
}

await writeFile(join(stage, 'README.md'), await readmeOfExtension());

const manifest: Record<string, unknown> = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
for (const key of ['type', 'bin', 'private', 'scripts', 'devDependencies']) delete manifest[key];
manifest['files'] = ['**'];
manifest['engines'] = { vscode: Object(manifest['engines']).vscode };
await writeFile(join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
await writeFile(join(stage, 'dist/package.json'), '{ "type": "module" }\n');

const packagePath = join(root, `dist/archlens-${String(manifest['version'])}.vsix`);
await rm(packagePath, { force: true });
await createVSIX({
  cwd: stage,
  packagePath,
  dependencies: false,
  rewriteRelativeLinks: false,
  skipLicense: true,
  allowMissingRepository: true,
});
