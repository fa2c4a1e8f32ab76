import type { FrameLocator, Page } from 'playwright-core';

/** Opens a file of the workspace by name (and a piece of its folder), and waits until its findings are shown. */
export async function openFile(page: Page, name: string, folder = ''): Promise<void> {
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  await page.keyboard.press('Control+P');
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor();
  await input.fill(`${name} ${folder}`.trim());
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  await page.locator('.squiggly-error, .squiggly-warning, .squiggly-info').first().waitFor();
}

/** Puts the cursor into the line that holds a text, and runs "Explain This Component" from the palette. */
export async function explainLine(page: Page, text: string): Promise<void> {
  await page.locator('.view-line', { hasText: text }).first().click();
  await runCommand(page, /Explain This|解释此/);
}

/** Runs a command of the extension from the palette. */
export async function runCommand(page: Page, title: RegExp): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill('>ArchLens');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).click();
}

/** The document inside the webview. */
export function pageOf(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview').frameLocator('#active-frame');
}
