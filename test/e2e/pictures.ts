import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findChromium, launchChromium } from './chromium.ts';
import { installEditor, startEditor } from './code-server.ts';
import { explainLine, openFile, pageOf } from './gestures.ts';
import { preparePackaged } from './packaged.ts';
import { copySample, openWindow } from './workbench.ts';

/** Makes the pictures of the README from the packaged extension in the real editor: `npm run pictures`. */
const images = join(import.meta.dirname, '../../images');
const size = { width: 1080, height: 600 };

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
  await openFile(page, 'application-prod.yml', 'order-service');
  const value = page.locator('.view-line', { hasText: 'acks: 1' });
  // On the key: the finding is on the value, and would take the place of the card.
  const box = await value.locator('span span', { hasText: 'acks' }).first().boundingBox();
  if (box === null) throw new Error('the line is not shown');
  await page.mouse.move(box.x + box.width - 4, box.y + box.height / 2);
  await page.locator('.monaco-hover-content').first().waitFor();
  await settled(page);
}

async function explain(page: Page): Promise<void> {
  await openFile(page, 'docker-compose.prod.yml');
  await explainLine(page, 'image: apache/kafka');
  await pageOf(page).locator('h1').waitFor();
  await page.keyboard.press('Control+B');
  await page.mouse.move(size.width / 3, size.height - 40);
  await settled(page);
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
    const editor = await startEditor(data, language, theme);
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
