import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { findChromium, launchChromium } from './chromium.ts';
import { installExtension } from './code-server.ts';
const root = '/tmp/faces/inst'; rmSync(root, { recursive: true, force: true });
mkdirSync(`${root}/data/data/User`, { recursive: true }); mkdirSync(`${root}/data/extensions`, { recursive: true });
console.log(installExtension('/tmp/wt-faces/dist/archlens-0.1.0.vsix', `${root}/data/extensions`, 'archlens.archlens'));
writeFileSync(`${root}/data/data/User/settings.json`, JSON.stringify({ 'chat.disableAIFeatures': true, 'workbench.startupEditor': 'none', 'workbench.secondarySideBar.defaultVisibility': 'hidden', 'security.workspace.trust.startupPrompt': 'never', 'telemetry.telemetryLevel': 'off', 'workbench.colorTheme': 'Default Light Modern' }));
const vscode = '/work/main/.cache/code-server/node_modules/code-server/lib/vscode';
const server = spawn(process.execPath, [`${vscode}/out/server-main.js`, '--host', '127.0.0.1', '--port', '7801', '--without-connection-token', '--accept-server-license-terms', '--disable-telemetry', '--server-data-dir', `${root}/data`, '--extensions-dir', `${root}/data/extensions`], { stdio: 'ignore' });
for (let i = 0; i < 100; i++) { const r = await fetch('http://127.0.0.1:7801/version').catch(() => undefined); if (r?.ok) break; await new Promise((d) => setTimeout(d, 200)); }
const browser = await launchChromium(findChromium() ?? '');
const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
try {
  await page.goto('http://127.0.0.1:7801/?folder=/tmp/faces/ws/shop');
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  await page.waitForTimeout(5000);
  await page.screenshot({ path: '/tmp/faces/shots/i-01-restricted.png' });
  await page.keyboard.press('Control+Shift+M'); await page.waitForTimeout(2000);
  await page.screenshot({ path: '/tmp/faces/shots/i-02-problems.png' });
  await page.keyboard.press('Control+J');
  await page.keyboard.press('Control+Shift+X'); await page.waitForTimeout(3000);
  await page.keyboard.type('@installed archlens'); await page.waitForTimeout(4000);
  await page.screenshot({ path: '/tmp/faces/shots/i-06-list.png' });
  await page.locator('.extension-list-item', { hasText: 'ArchLens' }).first().click({ timeout: 8000 }); await page.waitForTimeout(5000);
  await page.screenshot({ path: '/tmp/faces/shots/i-05-readme.png' });
} finally { await browser.close(); server.kill(); }
