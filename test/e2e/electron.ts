import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { readReports } from './reports.ts';
import { installEditor } from './code-server.ts';
import { preparePackaged } from './packaged.ts';
import { copySample } from './workbench.ts';

/**
 * The same suite in the desktop program, where it can be downloaded: `npm run test:electron`. The first argument names a
 * version other than the newest, for instance the oldest one that is supported.
 */
const version = process.argv[2] ?? 'stable';
const folder = mkdtempSync(join(tmpdir(), 'archlens-electron-'));
installEditor();
const { extension, suite } = await preparePackaged(folder);
const workspace = copySample(folder);

await runTests({
  version,
  extensionDevelopmentPath: extension,
  extensionTestsPath: suite,
  launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', '--user-data-dir', join(folder, 'data')],
});

const reports = readReports(workspace);
for (const { name, error } of reports) console.log(error === undefined ? `✔ ${name}` : `✖ ${name}\n  ${error}`);
const failed = reports.filter(({ error }) => error !== undefined).length;
rmSync(folder, { recursive: true, force: true });
process.exitCode = failed > 0 || reports.length === 0 ? 1 : 0;
console.log(`\n${reports.length - failed} passed, ${failed} failed`);
