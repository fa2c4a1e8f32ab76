import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findChromium, launchChromium } from './chromium.ts';
import { installEditor, startEditor } from './code-server.ts';
import { preparePackaged } from './packaged.ts';
import { copySample, openWindow } from './workbench.ts';

/** Makes the pictures of the README from the packaged extension in the real editor: `npm run pictures`. */
const images = join(import.meta.dirname, '../../images');
const size = { width: 1080, height: 600 };

const settings = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'editor.fontSize': 13,
  'editor.hover.delay': 100,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
};

interface Picture {
  readonly name: string;
  readonly language: string;
  readonly theme: string;
  take(page: Page): Promise<void>;
}

const pictures: readonly Picture[] = [
  { name: 'hover', language: 'en', theme: 'Default Light Modern', take: hover },
  { name: 'explain', language: 'en', theme: 'Default Light Modern', take: explain },
  { name: 'hover.zh-cn', language: 'zh-cn', theme: 'Default Dark Modern', take: hover },
];

async function hover(page: Page): Promise<void> {
  await openFile(page, 'application-prod.yml order-service');
  const value = page.locator('.view-line', { hasText: 'acks: 1' });
  const box = await value.locator('span span').last().boundingBox();
  if (box === null) throw new Error('the line is not shown');
  await page.mouse.move(box.x + box.width - 3, box.y + box.height / 2);
  await page.locator('.monaco-hover-content').first().waitFor();
  await settled(page);
}

async function explain(page: Page): Promise<void> {
  await openFile(page, 'docker-compose.prod.yml');
  await page.locator('.view-line', { hasText: 'image: apache/kafka' }).first().click();
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill('>ArchLens');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: /Explain This|解释此/ }).click();
  await page.frameLocator('iframe.webview').frameLocator('iframe').locator('h1').waitFor();
  await page.keyboard.press('Control+B');
  await page.mouse.move(size.width / 3, size.height - 40);
  await settled(page);
}

async function openFile(page: Page, query: string): Promise<void> {
  await page.keyboard.press('Control+P');
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor();
  await input.fill(query);
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.squiggly-error, .squiggly-warning, .squiggly-info').first().waitFor();
}

/** Pictures must not catch the editor in the middle of drawing. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(1500);
}

async function takeAll(executable: string, folder: string): Promise<void> {
  const packaged = await preparePackaged(folder);
  const browser = await launchChromium(executable);
  for (const { name, language, theme, take } of pictures) {
    const own = join(folder, name);
    const data = join(own, 'data');
    mkdirSync(join(data, 'data/User'), { recursive: true });
    writeFileSync(
      join(data, 'data/User/settings.json'),
      JSON.stringify({ ...settings, 'workbench.colorTheme': theme }),
    );
    const editor = await startEditor(data, language);
    const window = { editor, browser, packaged, host: 'desktop', workspace: copySample(own) } as const;
    const page = await openWindow(window, false, (opened) => opened.setViewportSize(size));
    try {
      await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
      await take(page);
    } finally {
      await page.screenshot({ path: join(images, `${name}.png`) });
      await page.close();
      await editor.stop();
    }
  }
  await browser.close();
}

const executable = findChromium();
if (executable === undefined) throw new Error('Chromium or Chrome is needed; CHROMIUM_PATH names one elsewhere');
const folder = mkdtempSync(join(tmpdir(), 'archlens-pictures-'));
installEditor();
await takeAll(executable, folder);
rmSync(folder, { recursive: true, force: true });
