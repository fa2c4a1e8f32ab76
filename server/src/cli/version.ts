import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Version in the `package.json` that is next above this file, in the sources as in the bundle. */
export function version(): string {
  for (let folder = new URL('./', import.meta.url); ; folder = new URL('../', folder)) {
    const manifest = fileURLToPath(new URL('package.json', folder));
    if (existsSync(manifest))
      return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
    if (folder.pathname === '/') return '0.0.0';
  }
}
