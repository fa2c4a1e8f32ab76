import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { writeSite } from '../../knowledge/site/main.ts';
import { findChromium, launchChromium } from './chromium.ts';

const executable = findChromium();
const skip =
  executable === undefined ? 'no Chromium or Chrome is installed (CHROMIUM_PATH names one elsewhere)' : false;

let folder = '';
let browser: Browser | undefined;

before(async () => {
  if (executable === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'archlens-site-'));
  await writeSite(folder);
  browser = await launchChromium(executable);
});

after(async () => {
  await browser?.close();
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

interface Visit {
  readonly width?: number;
  readonly scripts?: boolean;
}

/** Opens a page of the site from disk; whatever it complains of fails the test. */
async function visit(path: string, look: (page: Page) => Promise<void>, { width = 1280, scripts = true }: Visit = {}) {
  assert.ok(browser !== undefined);
  const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: scripts });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(new URL(path, pathToFileURL(`${folder}/`)).toString());
  await look(page);
  assert.deepEqual(complaints, []);
  await context.close();
}

test('the search finds by keyboard what is named in the other language', { skip }, () =>
  visit('en/components/kafka.html', async (page) => {
    await page.keyboard.press('Tab');
    assert.equal(await page.locator(':focus').innerText(), 'Skip to content');
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('两阶段提交');
    await page.locator('.results a').first().waitFor();
    await page.keyboard.press('ArrowDown');
    assert.match(await page.locator('.results a:focus').innerText(), /^Two-phase commit/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Two-phase commit' }).waitFor();
  }),
);

test('the search says that nothing is found, and leaves on Escape', { skip }, () =>
  visit('zh-cn/index.html', async (page) => {
    await page.getByRole('searchbox').fill('banana');
    await page.getByText('没有找到。').waitFor();
    await page.getByRole('searchbox').fill('kafka');
    await page.locator('.results a').first().waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.results').isVisible(), false);
  }),
);

test('a setting is found by its anchor, and its page in the other language', { skip }, () =>
  visit('en/settings/kafka.html#min.insync.replicas', async (page) => {
    assert.ok(await page.locator('[id="min.insync.replicas"]').isVisible());
    await page.getByRole('link', { name: '简体中文' }).click();
    await page.getByRole('heading', { level: 1, name: 'Apache Kafka 的配置项' }).waitFor();
  }),
);

test('without scripts everything but the search is there', { skip }, () =>
  visit(
    'en/index.html',
    async (page) => {
      assert.equal(await page.getByRole('searchbox').count(), 0);
      await page.getByRole('link', { name: 'Comparisons' }).first().click();
      await page.getByRole('link', { name: 'Distributed locks' }).click();
      await page.getByRole('heading', { level: 1, name: 'Distributed locks' }).waitFor();
    },
    { scripts: false },
  ),
);

for (const path of [
  'zh-cn/index.html',
  'en/components/kafka.html',
  'zh-cn/settings/kafka.html',
  'en/comparisons/locks.html',
]) {
  test(`${path} fits a telephone`, { skip }, () =>
    visit(
      path,
      async (page) => {
        const wide = await page.evaluate('document.documentElement.scrollWidth');
        assert.ok(Number(wide) <= 360, `it is ${String(wide)} pixels wide`);
      },
      { width: 360 },
    ),
  );
}
