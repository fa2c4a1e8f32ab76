import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Editor } from './code-server.ts';
import type { Packaged } from './packaged.ts';
import { readReports } from './reports.ts';
import type { Report } from './suite/report.ts';

const root = join(import.meta.dirname, '../..');
const screenshots = join(root, 'test/e2e/screenshots');
/** What the editor says of features that are not under test: native modules, chat, accounts, its gallery. */
const noise = /spdlog|watchdog|AgentHost|Chat|AccountPolicy|status of 404|ServiceWorker|socket/;
const suiteTimeout = 180_000;

export interface Window {
  readonly editor: Editor;
  readonly browser: Browser;
  readonly packaged: Packaged;
  readonly host: Host;
  /** Folder that is opened. */
  readonly workspace: string;
  readonly colorScheme?: 'light' | 'dark';
}

/** `desktop`: the extension host in Node, as on the desktop and in remote windows; `web`: the one in a worker. */
export type Host = 'desktop' | 'web';

/** A copy of the sample system, so that a test may change it. */
export function copySample(folder: string): string {
  const workspace = join(folder, 'shop');
  rmSync(workspace, { recursive: true, force: true });
  cpSync(join(root, 'samples/shop'), workspace, { recursive: true });
  return workspace;
}

/** Opens a window with the packaged extension; with `tests` the editor runs the suite in the extension's host. */
export async function openWindow(
  window: Window,
  tests: boolean,
  prepare: (page: Page) => Promise<void>,
): Promise<Page> {
  const { editor, packaged, host, workspace, colorScheme = 'light' } = window;
  const page = await window.browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
  await prepare(page);
  const query = new URLSearchParams({ folder: workspace });
  if (host === 'desktop') query.set('payload', JSON.stringify(development(editor, packaged, tests)));
  else await developInWorker(page, window, tests);
  await page.goto(`http://${editor.authority}/?${query}`);
  return page;
}

function development(editor: Editor, { extension, suite }: Packaged, tests: boolean): readonly [string, string][] {
  const remote = (path: string): string => `vscode-remote://${editor.authority}${path}`;
  return [
    ['extensionDevelopmentPath', remote(extension)],
    ...(tests ? [pair('extensionTestsPath', remote(suite))] : []),
  ];
}

function pair(name: string, value: string): [string, string] {
  return [name, value];
}

/**
 * Extensions on a remote machine may not start workers, so the window gets the extension by HTTP, as from the gallery,
 * but from its own origin, which the page's policy asks for. Only the page's configuration can say so.
 */
async function developInWorker(page: Page, { editor, packaged }: Window, tests: boolean): Promise<void> {
  const mount = '/packaged';
  await page.route(`http://${editor.authority}${mount}/**`, (route) =>
    route.fulfill({ path: packaged.extension + new URL(route.request().url()).pathname.slice(mount.length) }),
  );
  const uri = (path: string): object => ({
    scheme: 'http',
    authority: editor.authority,
    path: mount + path.slice(packaged.extension.length),
  });
  const options = {
    extensions: [uri(packaged.extension)],
    ...(tests ? { extensionTestsPath: uri(packaged.suite) } : {}),
  };
  await page.addInitScript({ content: `(${String(configure)})(${JSON.stringify(options)})` });
}

interface Configurable {
  readonly readyState: string;
  addEventListener(type: 'readystatechange', listener: () => void): void;
  getElementById(id: string): { getAttribute(name: string): string; setAttribute(name: string, value: string): void };
}

declare const document: Configurable;

/** Runs in the page when the document is read and the workbench's module has not run yet. */
function configure(development: object): void {
  document.addEventListener('readystatechange', () => {
    if (document.readyState !== 'interactive') return;
    const element = document.getElementById('vscode-workbench-web-configuration');
    const configuration = JSON.parse(element.getAttribute('data-settings'));
    Object.assign(configuration.developmentOptions, development);
    element.setAttribute('data-settings', JSON.stringify(configuration));
  });
}

export interface Outcome {
  readonly reports: readonly Report[];
  /** Last lines of the window's console, without the editor's own noise. */
  readonly console: string;
}

/** Runs the suite in the extension host of a window and gives what it reports. */
export async function runSuite(window: Window, name: string): Promise<Outcome> {
  const lines: string[] = [];
  let end: (outcome: 'finished' | 'timeout') => void = () => undefined;
  const ended = new Promise<'finished' | 'timeout'>((resolve) => (end = resolve));
  const page = await openWindow(window, true, async (opened) => {
    opened.on('console', (message) => lines.push(message.text()));
    opened.on('pageerror', (error) => lines.push(error.message));
    await opened.exposeFunction('codeAutomationExit', () => end('finished'));
    await opened.exposeFunction('codeAutomationLog', () => undefined);
  });
  const timer = setTimeout(() => end('timeout'), suiteTimeout);
  const outcome = await ended;
  clearTimeout(timer);
  await screenshot(page, name);
  await page.close();
  const reports = readReports(window.workspace);
  const console = lines
    .filter((line) => !noise.test(line))
    .slice(-30)
    .join('\n');
  if (outcome === 'finished' && reports.length > 0) return { reports, console };
  const why = outcome === 'timeout' ? `did not end within ${suiteTimeout / 1000} s` : 'reported nothing';
  throw new Error(`The suite ${why}. Last lines of the console:\n${console}`);
}

export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}
