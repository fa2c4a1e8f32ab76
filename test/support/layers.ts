import { posix } from 'node:path';

/** A breach of the architecture: `server/src/rules/x.ts imports server/src/yaml/parse.ts`. */
export type Violation = string;

/** Sources by path from the root of the repository, with `/`. */
export type Sources = ReadonlyMap<string, string>;

interface Layer {
  /** Layers (or single files) of `server/src` it may import; its own folder always. */
  readonly folders: readonly string[];
  /** Packages it may import; a trailing `*` matches the rest. */
  readonly packages: readonly string[];
}

const left = ['base', 'yaml', 'knowledge', 'model', 'extract', 'resolve', 'recognise', 'link', 'review', 'rules'];

/** The table of `server/README.md`. */
const layers: Readonly<Record<string, Layer>> = {
  base: { folders: [], packages: ['vscode-uri'] },
  yaml: { folders: ['base'], packages: ['yaml', 'js-yaml', 'dot-properties'] },
  knowledge: { folders: ['base', 'model'], packages: ['semver'] },
  model: { folders: ['base'], packages: [] },
  syntax: { folders: ['base'], packages: ['saxes', 'toml-eslint-parser'] },
  extract: { folders: ['base', 'yaml', 'syntax', 'model'], packages: [] },
  resolve: { folders: ['base', 'yaml', 'model', 'extract', 'knowledge/types.ts'], packages: [] },
  symbols: { folders: ['base', 'yaml', 'model', 'extract'], packages: [] },
  recognise: { folders: ['base', 'knowledge', 'model'], packages: [] },
  link: { folders: ['base', 'knowledge', 'model', 'resolve/build'], packages: [] },
  review: { folders: ['base', 'knowledge', 'model'], packages: ['semver*', 'picomatch'] },
  rules: {
    folders: ['base', 'model', 'knowledge/types.ts', 'review/check.ts', 'review/finding.ts', 'review/fact-in-force.ts'],
    packages: ['semver*'],
  },
  project: { folders: left, packages: [] },
  describe: { folders: [...left, 'project'], packages: [] },
  ide: { folders: [...left, 'symbols', 'project', 'describe'], packages: ['vscode-languageserver-types'] },
  report: { folders: [...left, 'project', 'describe'], packages: ['sarif'] },
  host: { folders: ['base', 'project/host.ts'], packages: ['node:*'] },
  lsp: {
    folders: ['base', 'knowledge', 'model', 'review', 'project', 'describe', 'ide'],
    packages: ['vscode-languageserver', 'vscode-languageserver/browser', 'vscode-languageserver-*', 'vscode-jsonrpc'],
  },
  cli: {
    folders: ['base', 'knowledge', 'model', 'review', 'project', 'describe', 'report', 'host', 'lsp/node.ts'],
    packages: ['node:*', 'commander'],
  },
};

/** What single files may import beyond their folder's layer. */
const exceptions: Readonly<Record<string, Layer>> = {
  // It reads a YAML file of its own, `.archlens.yaml`, and reports exact places in it.
  'review/config.ts': { folders: ['yaml'], packages: [] },
  'lsp/node.ts': { folders: ['host'], packages: ['node:*', 'vscode-languageserver/node'] },
};

const client: Layer = {
  folders: ['lsp/protocol.ts'],
  packages: ['picomatch', 'vscode', 'vscode-languageclient', 'vscode-languageclient/*'],
};

/** Imports that a layer is not allowed, cycles (type-only imports included), and files that only pass exports on. */
export function violations(sources: Sources): readonly Violation[] {
  const graph = new Map<string, readonly string[]>();
  const found: Violation[] = [];
  for (const [path, text] of sources) {
    const imports = importsOf(text);
    graph.set(
      path,
      imports.filter((name) => name.startsWith('.')).map((name) => target(path, name)),
    );
    found.push(
      ...imports.filter((name) => !isAllowed(path, name)).map((name) => `${path} imports ${shown(path, name)}`),
    );
    if (isBarrel(text)) found.push(`${path} only passes exports on`);
  }
  return [...found, ...cycles(graph)];
}

/** Module names of all import forms: `import … from`, `import type`, `export … from`, `import '…'`, `import('…')`. */
export function importsOf(text: string): readonly string[] {
  const pattern = /^(?:import|export)\s[^'"`;]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function isAllowed(path: string, name: string): boolean {
  const layer = layerOf(path);
  if (layer === undefined) return false;
  if (!name.startsWith('.')) return layer.packages.some((pattern) => matches(pattern, name));
  const to = target(path, name);
  if (path.startsWith('client/src/') && to.startsWith('client/src/')) return true;
  if (!to.startsWith('server/src/')) return false;
  const inServer = to.slice('server/src/'.length);
  return layer.folders.some((folder) => inServer === folder || inServer.startsWith(`${folder}/`));
}

function layerOf(path: string): Layer | undefined {
  if (path.startsWith('client/src/')) return client;
  const inServer = path.slice('server/src/'.length);
  const folder = inServer.split('/')[0] ?? '';
  const layer = layers[folder];
  if (layer === undefined) return undefined;
  const extra = exceptions[inServer];
  return {
    folders: [folder, ...layer.folders, ...(extra?.folders ?? [])],
    packages: [...layer.packages, ...(extra?.packages ?? [])],
  };
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function target(path: string, name: string): string {
  return posix.join(posix.dirname(path), name);
}

function shown(path: string, name: string): string {
  return name.startsWith('.') ? target(path, name) : name;
}

function isBarrel(text: string): boolean {
  const statements = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').trim();
  return statements !== '' && statements.replaceAll(/^export\s[^;]*?from\s+'[^']+';?$/gm, '').trim() === '';
}

/** One line per cycle, each found at the place where it closes. */
function cycles(graph: ReadonlyMap<string, readonly string[]>): readonly Violation[] {
  const found: Violation[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push(`cycle: ${[...trail.slice(start), path].join(' → ')}`);
    if (start >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}
