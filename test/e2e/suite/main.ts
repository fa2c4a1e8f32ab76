import * as vscode from 'vscode';
import { cases } from './cases.ts';
import { expect } from './expect.ts';
import type { Report } from './report.ts';

/** Entry point the editor calls in its extension host. Writes the reports where the harness can read them from any host. */
export async function run(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  expect(folder !== undefined, 'no folder is open');
  const reports: Report[] = [];
  for (const [name, test] of Object.entries(cases)) reports.push(await report(name, test));
  const target = vscode.Uri.joinPath(folder.uri, '../reports.json');
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(JSON.stringify(reports)));
}

async function report(name: string, test: () => Promise<void>): Promise<Report> {
  const start = Date.now();
  try {
    await test();
    return { name, milliseconds: Date.now() - start };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { name, error: message, milliseconds: Date.now() - start };
  }
}
