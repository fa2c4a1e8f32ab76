import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  FileChangeType,
  type FileEvent,
} from 'vscode-languageserver-protocol/node';
import { LanguageClient } from '../support/language-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'archlens-deleted-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, 'compose.yml');
const uri = pathToFileURL(path).toString();
const draft = pathToFileURL(join(folder, 'compose.draft.yml')).toString();
const text = 'services:\n  redis:\n    image: redis:5.0\n';
writeFileSync(path, text);

describe('a client that diagnostics are pushed to', () => {
  test(
    'is told that a file has none any more when it is deleted, or closed before it was ever saved',
    { timeout: 30_000 },
    async () => {
      const client = await LanguageClient.start({ folder: pathToFileURL(folder).toString() });
      try {
        await client.pushed(uri, ({ diagnostics }) => diagnostics.length > 0);
        rmSync(path);
        const changes: FileEvent[] = [{ uri, type: FileChangeType.Deleted }];
        await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
        const deleted = await client.pushed(uri, ({ diagnostics }) => diagnostics.length === 0);
        assert.equal(deleted.uri, uri);

        const textDocument = { uri: draft, languageId: 'yaml', version: 1, text };
        await client.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
        await client.pushed(draft, ({ diagnostics }) => diagnostics.length > 0);
        await client.connection.sendNotification(DidCloseTextDocumentNotification.type, {
          textDocument: { uri: draft },
        });
        const closed = await client.pushed(draft, ({ diagnostics }) => diagnostics.length === 0);
        assert.equal(closed.uri, draft);
      } finally {
        await client.stop();
      }
    },
  );
});
