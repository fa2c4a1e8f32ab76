import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { findChromium, launchChromium } from './chromium.ts';
import { type Editor, installEditor, startEditor } from './code-server.ts';
import { explainLine, openFile, pageOf, runCommand } from './gestures.ts';
import { preparePackaged, type Packaged } from './packaged.ts';
import { copySample, type Host, openWindow, runSuite, screenshot, type Window } from './workbench.ts';

const executable = findChromium();
const skip =
  executable === undefined ? 'no Chromium or Chrome is installed (CHROMIUM_PATH names one elsewhere)' : false;

let folder = '';
let packaged: Packaged | undefined;
let browser: Browser | undefined;

before(async () => {
  if (executable === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'archlens-e2e-'));
  installEditor();
  packaged = await preparePackaged(folder);
  browser = await launchChromium(executable);
});

after(async () => {
  await browser?.close();
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

async function start(own: string, host: Host, language: string): Promise<{ editor: Editor; window: Window }> {
  assert.ok(packaged !== undefined && browser !== undefined);
  mkdirSync(own);
  const editor = await startEditor(join(own, 'data'), language);
  return { editor, window: { editor, browser, packaged, host, workspace: copySample(own) } };
}

/** Runs the suite in one window; every report becomes a test of its own. */
async function suiteIn(context: TestContext, host: Host, language: string): Promise<void> {
  const { editor, window } = await start(join(folder, `${host}-${language}`), host, language);
  try {
    const { reports, console } = await runSuite(window, `${host}-${language}`);
    for (const { name, error } of reports) await context.test(name, () => assert.equal(error, undefined));
    if (reports.some(({ error }) => error !== undefined)) context.diagnostic(console);
  } finally {
    await editor.stop();
  }
}

/** What a person sees: the page, its links to other pages, the way back, and its links to files. */
async function readsPages(host: Host, language: string, heading: RegExp): Promise<void> {
  const own = join(folder, `page-${host}-${language}`);
  const { editor, window } = await start(own, host, language);
  const page = await openWindow(window, false, () => Promise.resolve());
  try {
    await openFile(page, 'docker-compose.prod.yml');
    await explainLine(page, 'image: apache/kafka');
    const shown = pageOf(page);
    await shown.locator('h1', { hasText: 'Kafka' }).waitFor();
    await shown.locator('h2', { hasText: heading }).first().waitFor();
    assert.equal(await shown.locator('script[src*="archlens"]').count(), 0);
    const links = shown.locator('main a[href^="command:archlens.explain"]');
    const title = await links.first().innerText();
    await links.first().click();
    await shown.locator('nav a', { hasText: 'Kafka' }).waitFor();
    assert.notEqual(await shown.locator('h1').innerText(), 'Apache Kafka', `the link "${title}" led nowhere`);
    await shown.locator('nav a').click();
    await shown.locator('h1', { hasText: 'Kafka' }).waitFor();
    // A place of the workspace opens in the editor, and the page stays.
    await shown.locator('main a', { hasText: 'order-service/src/main/resources/application-prod.yml' }).first().click();
    await page.locator('.view-line', { hasText: 'acks: 1' }).waitFor();
    assert.equal(await shown.locator('h1').isVisible(), true);
  } finally {
    await screenshot(page, `page-${host}-${language}`);
    await page.close();
    await editor.stop();
  }
}

/** The keyboard alone: the command, a name in another language than the editor's, the page. */
async function findsPage(host: Host, language: string, name: string, heading: RegExp): Promise<void> {
  const { editor, window } = await start(join(folder, `find-${host}-${language}`), host, language);
  const page = await openWindow(window, false, () => Promise.resolve());
  try {
    await openFile(page, 'docker-compose.prod.yml');
    await runCommand(page, /Open Knowledge Base|打开知识库/);
    // The palette's own list is shown until that of the command replaces it.
    const input = page.locator('.quick-input-widget input[placeholder*="id"]');
    await input.waitFor();
    await input.fill(name);
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
    await page.keyboard.press('Enter');
    await pageOf(page).locator('h1', { hasText: heading }).waitFor();
  } finally {
    await screenshot(page, `find-${host}-${language}`);
    await page.close();
    await editor.stop();
  }
}

test('a page found by its Chinese name in an English editor', { skip }, () =>
  findsPage('desktop', 'en', '两阶段提交', /Two-phase commit/),
);

test('the page of a component, in Chinese, on the desktop', { skip }, () =>
  readsPages('desktop', 'zh-cn', /在当前工作区/),
);
test('the page of a component on the Web', { skip }, () => readsPages('web', 'en', /workspace/i));

for (const host of ['desktop', 'web'] as const) {
  for (const language of ['en', 'zh-cn']) {
    test(`the packaged extension in the ${host} extension host, ${language}`, { skip }, (context) =>
      suiteIn(context, host, language),
    );
  }
}
