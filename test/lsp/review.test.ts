import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
  LSPErrorCodes,
  WorkDoneProgress,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver-protocol/node';
import { reviewWorkspace, type ReviewSummary } from '../../server/src/lsp/protocol.ts';
import { LanguageClient } from '../support/language-client.ts';

const services = 1500;

suite('reading the workspace anew', () => {
  let folder = '';
  let client: LanguageClient;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'archlens-review-'));
    for (let i = 0; i < services; i++) {
      const resources = join(folder, `service-${i}/src/main/resources`);
      mkdirSync(resources, { recursive: true });
      writeFileSync(
        join(resources, 'application-prod.yml'),
        `spring:\n  application:\n    name: service-${i}\n  kafka:\n    bootstrap-servers: a:9092,b:9092\n    producer:\n      acks: 1\n`,
      );
    }
    client = await LanguageClient.start({
      folder: pathToFileURL(folder).toString(),
      capabilities: { textDocument: { diagnostic: {} } },
    });
  });

  after(async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const found = async (): Promise<number> => {
    const { items } = await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
    return items.filter((report) => report.kind === 'full' && report.items.length > 0).length;
  };

  const review = (workDoneToken: string, source = new CancellationTokenSource()): Promise<ReviewSummary> =>
    client.connection.sendRequest(reviewWorkspace.method, { workDoneToken }, source.token);

  test('tells how far it is, and what it found', async () => {
    const kinds: string[] = [];
    const listener = client.connection.onProgress(WorkDoneProgress.type, 'whole', ({ kind }) => void kinds.push(kind));
    const summary = await review('whole');
    listener.dispose();
    assert.deepEqual(summary, { files: services, clusters: 0, errors: 0, warnings: services, infos: 0 });
    assert.deepEqual([kinds[0], kinds.includes('report'), kinds.at(-1)], ['begin', true, 'end']);
  });

  test('leaves everything as it was where it is cancelled half-way', async () => {
    assert.equal(await found(), services);
    const source = new CancellationTokenSource();
    const listener = client.connection.onProgress(WorkDoneProgress.type, 'half', ({ kind }) => {
      if (kind === 'report') source.cancel();
    });
    await assert.rejects(review('half', source), { code: LSPErrorCodes.RequestCancelled });
    listener.dispose();
    assert.equal(await found(), services, 'files that were not read again are still known');
  });

  test('answers from what is known while it reads', async () => {
    const reading = review('again');
    assert.equal(await found(), services);
    assert.equal((await reading).warnings, services);
  });

  test('forgets a folder that was deleted as a whole, of which editors name the folder alone', async () => {
    for (const name of ['service-1', 'service-2']) rmSync(join(folder, name), { recursive: true });
    const changes: FileEvent[] = ['service-1', 'service-2'].map((name) => ({
      uri: pathToFileURL(join(folder, name)).toString(),
      type: FileChangeType.Deleted,
    }));
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
    for (let tries = 0; tries < 50 && (await found()) === services; tries++) await setTimeout(20);
    assert.equal(await found(), services - 2);
  });

  test('finds what was added since', async () => {
    mkdirSync(join(folder, 'late'));
    writeFileSync(join(folder, 'late/application-prod.yml'), 'spring:\n  kafka:\n    bootstrap-servers: a:1\n');
    assert.equal((await review('late')).files, services - 2 + 1);
  });
});
