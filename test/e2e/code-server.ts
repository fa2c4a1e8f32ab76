import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/**
 * VS Code as code-server ships it on npm: the real workbench and the real extension hosts, for machines that cannot
 * download the desktop program. Installed once into `.cache/`, without running install scripts.
 */
const version = '4.139.1';
const root = join(import.meta.dirname, '../..');
const folder = join(root, '.cache/code-server');
const vscode = join(folder, 'node_modules/code-server/lib/vscode');
const installTimeout = 300_000;
const startTimeout = 60_000;

export interface Editor {
  readonly port: number;
  /** Authority of remote URIs: `127.0.0.1:<port>`. */
  readonly authority: string;
  stop(): Promise<void>;
}

/** Installs the editor where it is missing; does nothing otherwise. */
export function installEditor(): void {
  const marker = join(folder, 'installed');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === version) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  npmInstall(folder, [`code-server@${version}`]);
  npmInstall(vscode, ['--omit=dev', '--omit=optional']);
  writeFileSync(marker, version);
}

function npmInstall(cwd: string, args: readonly string[]): void {
  const common = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', [...common, ...args], { cwd, encoding: 'utf8', timeout: installTimeout });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${stderr}`);
}

/** Unpacks a `.vsix` as the editor does; gives the extension's folder. */
export function installExtension(vsix: string, extensions: string, id: string): string {
  const args = [join(vscode, 'out/server-main.js'), '--install-extension', vsix, '--extensions-dir', extensions];
  const data = ['--server-data-dir', `${extensions}-data`, '--accept-server-license-terms'];
  const { stdout, stderr } = spawnSync(process.execPath, [...args, ...data], {
    encoding: 'utf8',
    timeout: startTimeout,
  });
  const listed: unknown = JSON.parse(readFileSync(join(extensions, 'extensions.json'), 'utf8'));
  const entry = Array.isArray(listed) ? listed.find((each) => each.identifier?.id === id) : undefined;
  if (entry === undefined) throw new Error(`${vsix} was not installed:\n${stdout}${stderr}`);
  return join(extensions, String(entry.relativeLocation));
}

/** The user's settings: nothing that takes the focus, moves, or talks to other machines. */
const settings = {
  'chat.disableAIFeatures': true,
  'editor.fontSize': 13,
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/** Starts the editor's server. `data` is a folder of its own; `language` a display language such as `zh-cn`. */
export async function startEditor(data: string, language: string, theme = 'Default Light Modern'): Promise<Editor> {
  mkdirSync(join(data, 'extensions'), { recursive: true });
  mkdirSync(join(data, 'data/User'), { recursive: true });
  writeFileSync(join(data, 'data/User/settings.json'), JSON.stringify({ ...settings, 'workbench.colorTheme': theme }));
  if (language !== 'en') addLanguagePack(data, language);
  const port = await freePort();
  const args = [
    ['--host', '127.0.0.1', '--port', String(port), '--locale', language],
    ['--without-connection-token', '--accept-server-license-terms', '--enable-smoke-test-driver'],
    ['--disable-workspace-trust', '--disable-telemetry', '--disable-getting-started-override'],
    ['--server-data-dir', data, '--extensions-dir', join(data, 'extensions')],
  ].flat();
  const server = spawn(process.execPath, [join(vscode, 'out/server-main.js'), ...args], { stdio: 'pipe' });
  const output: string[] = [];
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => output.push(String(chunk)));
  await listening(server, port, output);
  return { port, authority: `127.0.0.1:${port}`, stop: () => stopped(server) };
}

/** A language pack without translations: the editor reports the display language, its own texts stay English. */
function addLanguagePack(data: string, language: string): void {
  const user = join(data, 'data');
  mkdirSync(user, { recursive: true });
  const translation = join(user, `${language}.i18n.json`);
  writeFileSync(translation, JSON.stringify({ version: '1.0.0', contents: {} }));
  const extension = { extensionIdentifier: { id: `archlens.${language}` }, version: '1.0.0' };
  const pack = { hash: language, label: language, extensions: [extension], translations: { vscode: translation } };
  writeFileSync(join(user, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}

async function listening(server: ChildProcess, port: number, output: readonly string[]): Promise<void> {
  const end = Date.now() + startTimeout;
  while (Date.now() < end && server.exitCode === null) {
    const response = await fetch(`http://127.0.0.1:${port}/version`).catch(() => undefined);
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  server.kill();
  throw new Error(`The editor's server did not start:\n${output.join('')}`);
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const exit = new Promise((resolve) => server.once('exit', resolve));
  server.kill();
  const timer = setTimeout(() => server.kill('SIGKILL'), 5000);
  await exit;
  clearTimeout(timer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
