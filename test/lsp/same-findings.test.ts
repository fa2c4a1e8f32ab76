import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { WorkspaceDiagnosticRequest } from 'vscode-languageserver-protocol/node';
import { LanguageClient } from '../support/language-client.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'archlens-same-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Everything at hand that has findings: the sample and the fixtures of the extractors. */
cpSync(join(root, 'samples'), join(folder, 'samples'), { recursive: true });
cpSync(join(root, 'test/extract'), join(folder, 'extract'), { recursive: true });
cpSync(join(root, 'test/rules'), join(folder, 'rules'), { recursive: true });

interface Reported {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly message: string;
}

function byCommandLine(): readonly string[] {
  const args = [join(root, 'dist/cli.js'), 'check', folder, '--format', 'json', '--fail-on', 'never', '--lang', 'en'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const { findings }: { findings: readonly Reported[] } = JSON.parse(stdout);
  return findings.map(({ path, line, column, rule, message }) => `${path}:${line}:${column} ${rule} ${message}`);
}

async function byLanguageServer(): Promise<readonly string[]> {
  const capabilities = { textDocument: { diagnostic: {} } };
  const client = await LanguageClient.start({ folder: pathToFileURL(folder).toString(), capabilities, locale: 'en' });
  const { items } = await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
  await client.stop();
  return items.flatMap((report) => {
    const path = fileURLToPath(report.uri).slice(folder.length + 1);
    return report.kind === 'full'
      ? report.items
          .filter(({ code }) => String(code).includes('/'))
          .map(({ range: { start }, code, message }) => {
            const sentence = typeof message === 'string' ? message : message.value;
            return `${path}:${start.line + 1}:${start.character + 1} ${code} ${sentence}`;
          })
      : [];
  });
}

test('command line and language server find the same', async () => {
  const [one, other] = [byCommandLine(), await byLanguageServer()];
  assert.ok(one.length > 30, `only ${one.length} findings to compare`);
  assert.deepEqual(other.toSorted(), one.toSorted());
});
