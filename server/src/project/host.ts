import type { ChartRequest, Rendering } from '../resolve/rendering.ts';

/** What a walk found in one folder. */
export interface Listing {
  /** URIs of files whose names can matter, see `isWantedFile`. */
  readonly files: readonly string[];
  /** URIs of folders that could not be looked into. */
  readonly unreadable: readonly string[];
}

export type ReadFailure = 'missing' | 'too-large' | 'unreadable' | 'not-text';

/** A file's decoded text (see `base/decode.ts`), or why there is none. */
export type Content = { readonly text: string } | { readonly failure: ReadFailure };

/**
 * The only door to files. Implementations: disk (`host/node-host.ts`), memory (`host/memory-host.ts`) and the editor
 * (`lsp/client-host.ts`), so that desktop, remote and web share all the rest.
 */
export interface Host {
  /** Walks a folder and yields what is in it, folder by folder or at once. Stops early where the signal is aborted. */
  list(folder: string, signal?: AbortSignal): AsyncIterable<Listing>;
  /** Contents in the order of the request; files of more bytes than `maxBytes` are not read. */
  read(uris: readonly string[], maxBytes: number): Promise<readonly Content[]>;
}

/** Renders charts by running Helm, on hosts that can and where the user wants it. Never fails: an answer says why there is none. */
export interface ChartRenderer {
  render(request: ChartRequest): Promise<Rendering>;
}

/** Folders that hold what others wrote or a build made; `name/name` means a folder directly in another. */
const skippedFolders = [
  '.git',
  '.gradle',
  '.hg',
  '.idea',
  '.next',
  '.nuxt',
  '.pnpm-store',
  '.svn',
  '.terraform',
  '.tox',
  '.venv',
  '.yarn',
  '__pycache__',
  'bower_components',
  'dist',
  'node_modules',
  'target',
  'vendor',
  'venv',
  // `build` and `out` alone are also names of folders that people keep sources in.
  'build/classes',
  'build/distributions',
  'build/generated',
  'build/libs',
  'build/resources',
  'build/tmp',
  'out/production',
  'out/test',
] as const;

const extensions = [
  'yml',
  'yaml',
  'properties',
  'conf',
  'cfg',
  'cnf',
  'env',
  'gradle',
  'gradle.kts',
  'versions.toml',
  // Named templates of Helm charts.
  'tpl',
  // Helmfiles, and the values they render.
  'gotmpl',
  // Packed charts: that they are there, never what is in them.
  'tgz',
] as const;

/** Whole names beside the extensions: other XML is never read. */
const names = [
  'pom.xml',
  'hdfs-site.xml',
  'core-site.xml',
  'hbase-site.xml',
  'yarn-site.xml',
  'Kustomization',
] as const;

/** Files with commands: looked at for which compose files they start together, and only beside such files. */
const scriptNames = ['Makefile', 'makefile', 'GNUmakefile', 'justfile', 'Jenkinsfile', 'package.json'] as const;
const scriptExtensions = ['mk', 'sh', 'bat', 'ps1'] as const;

/** Of JSON only what RabbitMQ exports, and what is called a patch, which Kustomize takes in this form too. */
const json = ['definitions', 'patch*'] as const;

/** Names of components' own files that no extension above covers; `*` stands for any text. */
const ownFiles = [
  '*ehcache*.xml',
  'tc-config*.xml',
  '*activemq*.xml',
  'broker*.xml',
  '*consul*.hcl',
  '*consul*.json',
  'pd*.toml',
  'tikv*.toml',
  'tidb*.toml',
] as const;

const skipped: ReadonlySet<string> = new Set(skippedFolders);
const wantedName = new RegExp(
  `(?:\\.(?:${extensions.join('|').replaceAll('.', '\\.')})|^\\.env\\.[\\w.-]+|^(?:${names.join('|').replaceAll('.', '\\.')})|(?:${json.join('|').replaceAll('*', '[^/]*')})\\.json|^(?:${ownFiles.join('|').replaceAll('.', '\\.').replaceAll('*', '[^/]*')}))$`,
  'i',
);
const scriptName = new RegExp(`\\.(?:${scriptExtensions.join('|')})$`, 'i');
const scripts: ReadonlySet<string> = new Set(scriptNames);

/** Whether a walk goes into a folder; `parent` is the name of the folder it is in. */
export function isWantedFolder(name: string, parent: string): boolean {
  return !skipped.has(name) && !skipped.has(`${parent}/${name}`);
}

/** Whether a file can matter by its name. What it is, its content decides. */
export function isWantedFile(name: string): boolean {
  return wantedName.test(name) || isScriptFile(name);
}

/** Whether a file is wanted for the commands in it alone. */
export function isScriptFile(name: string): boolean {
  return scripts.has(name) || scriptName.test(name);
}

/** Whether only that a file is there matters, and nothing of what is in it: a packed chart. */
export function isArchive(uri: string): boolean {
  return uri.endsWith('.tgz');
}

/** The same for a path from the root of the workspace. */
export function isWantedPath(path: string): boolean {
  const segments = path.split('/');
  return (
    isWantedFile(segments.at(-1) ?? '') &&
    segments.every((name, i) => i === segments.length - 1 || isWantedFolder(name, segments[i - 1] ?? ''))
  );
}

/** The same as glob patterns, for hosts that search by pattern. Editors do not understand groups inside groups. */
export const globs = {
  include: `**/{${[...extensions, ...scriptExtensions].map((extension) => `*.${extension}`).join(',')},.env.*,${[...names, ...scriptNames].join(',')},${json.map((name) => `*${name}.json`).join(',')},${ownFiles.join(',')}}`,
  exclude: `**/{${skippedFolders.join(',')}}/**`,
} as const;

/** What `globs.include` says, as patterns that every editor understands: some know no wildcards inside of groups. */
export const watchedGlobs: readonly string[] = [
  `**/*.{${[...extensions, ...scriptExtensions].join(',')}}`,
  '**/.env.*',
  `**/{${[...names, ...scriptNames].join(',')}}`,
  ...json.map((name) => `**/*${name}.json`),
  ...ownFiles.map((name) => `**/${name}`),
];

/** Contents of files; of archives only whether they are there. */
export async function contentsOf(uris: readonly string[], host: Host, maxBytes: number): Promise<readonly Content[]> {
  if (!uris.some(isArchive)) return host.read(uris, maxBytes);
  const contents = await Promise.all(uris.map((uri) => host.read([uri], isArchive(uri) ? 0 : maxBytes)));
  return contents.map(([content]) => content ?? { failure: 'missing' });
}
