import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { catalog } from '../../server/src/knowledge/catalog.ts';
import { siteAssets, siteOf } from './site.ts';

const root = join(import.meta.dirname, '../..');

/** Writes the site into a folder: plain files that any web server, or a browser from disk, shows. Returns how many. */
export async function writeSite(target: string): Promise<number> {
  const manifest: { readonly version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const files = siteOf(catalog(), manifest.version);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
  for (const name of siteAssets) await assets[name](join(target, name));
  return files.size + siteAssets.length;
}

const assets: Readonly<Record<(typeof siteAssets)[number], (path: string) => unknown>> = {
  'icon.png': (path) => copyFileSync(join(root, 'images/icon.png'), path),
  'search.js': (path) => bundleSearch(path),
  'style.css': (path) => copyFileSync(join(import.meta.dirname, 'style.css'), path),
};

function bundleSearch(path: string): Promise<unknown> {
  return build({
    entryPoints: [join(import.meta.dirname, 'browser/search-box.ts')],
    outfile: path,
    bundle: true,
    charset: 'utf8',
    format: 'iife',
    legalComments: 'none',
    logLevel: 'warning',
    minify: true,
    target: 'es2022',
  });
}

if (import.meta.main) {
  const target = join(root, 'dist/site');
  rmSync(target, { recursive: true, force: true });
  console.log(`${await writeSite(target)} files in dist/site`);
}
