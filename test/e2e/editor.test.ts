import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { findChromium, launchChromium } from './chromium.ts';
import { installEditor, startEditor } from './code-server.ts';
import { preparePackaged, type Packaged } from './packaged.ts';
import { copySample, runSuite, type Host } from './workbench.ts';

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

/** Runs the suite in one window; every report becomes a test of its own. */
async function suiteIn(context: TestContext, host: Host, language: string): Promise<void> {
  assert.ok(packaged !== undefined && browser !== undefined);
  const own = join(folder, `${host}-${language}`);
  mkdirSync(own);
  const editor = await startEditor(join(own, 'data'), language);
  try {
    const window = { editor, browser, packaged, host, workspace: copySample(own) };
    const { reports, console } = await runSuite(window, `${host}-${language}`);
    for (const { name, error } of reports) await context.test(name, () => assert.equal(error, undefined));
    if (reports.some(({ error }) => error !== undefined)) context.diagnostic(console);
  } finally {
    await editor.stop();
  }
}

for (const host of ['desktop', 'web'] as const) {
  for (const language of ['en', 'zh-cn']) {
    test(`the packaged extension in the ${host} extension host, ${language}`, { skip }, (context) =>
      suiteIn(context, host, language),
    );
  }
}
