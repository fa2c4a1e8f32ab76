import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Editor } from './code-server.ts';
import type { Report } from './suite/report.ts';

const root = join(import.meta.dirname, '../..');
const screenshots = join(root, 'test/e2e/screenshots');
const suiteTimeout = 180_000;

export interface Window {
  readonly editor: Editor;
  readonly browser: Browser;
  /** Folder of the extension under test. */
  readonly extension: string;
  readonly host: 'desktop' | 'web';
  /** Folder that is opened. */
  readonly workspace: string;
  readonly colorScheme?: 'light' | 'dark';
}

/** A copy of the sample system, so that a test may change it. */
export function copySample(folder: string): string {
  const workspace = join(folder, 'shop');
  rmSync(workspace, { recursive: true, force: true });
  cpSync(join(root, 'samples/shop'), workspace, { recursive: true });
  return workspace;
}

/** Address of a window in which the extension is under development; `payload` adds to what the editor is told. */
export function address(
  { editor, extension, host, workspace }: Window,
  payload: readonly [string, string][] = [],
): string {
  const all: [string, string][] = [
    ['extensionDevelopmentPath', remote(editor, extension)],
    ...(host === 'web' ? [['extensionDevelopmentKind', 'web'] satisfies [string, string]] : []),
    ...payload,
  ];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(all) });
  return `http://${editor.authority}/?${query}`;
}

export function remote(editor: Editor, path: string): string {
  return `vscode-remote://${editor.authority}${path}`;
}

/** Runs the bundled suite in the extension host of a window and gives what it reports. */
export async function runSuite(window: Window, suite: string, name: string): Promise<readonly Report[]> {
  const page = await window.browser.newPage({ viewport: { width: 1280, height: 800 } });
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  page.on('pageerror', (error) => lines.push(error.message));
  const finished = new Promise<void>((resolve) => void page.exposeFunction('codeAutomationExit', () => resolve()));
  await page.exposeFunction('codeAutomationLog', () => undefined);
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'timeout'>((resolve) => (timer = setTimeout(() => resolve('timeout'), suiteTimeout)));
  await page.goto(address(window, [['extensionTestsPath', remote(window.editor, suite)]]));
  const outcome = await Promise.race([finished, timeout]);
  clearTimeout(timer);
  await screenshot(page, name);
  await page.close();
  const reports = readReports(window.workspace);
  if (outcome === 'timeout' || reports.length === 0) {
    const seconds = suiteTimeout / 1000;
    const why = outcome === 'timeout' ? `did not end within ${seconds} s` : 'reported nothing';
    throw new Error(
      `The suite ${why}. Reported: ${reports.length}. Last lines of the console:\n${lines.slice(-30).join('\n')}`,
    );
  }
  return reports;
}

export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}

function readReports(workspace: string): readonly Report[] {
  try {
    return JSON.parse(readFileSync(join(workspace, '../reports.json'), 'utf8'));
  } catch {
    return [];
  }
}
