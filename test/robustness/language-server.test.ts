import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  type DocumentDiagnosticReport,
  FileChangeType,
  HoverRequest,
} from 'vscode-languageserver-protocol/node';
import { LanguageClient } from '../support/language-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'archlens-robust-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const compose = `services:
  kafka:
    image: apache/kafka:3.9.0
    environment:
      - KAFKA_MIN_INSYNC_REPLICAS=2
      - "KAFKA_DEFAULT_REPLICATION_FACTOR=1" # 副本数 😀
    volumes: [data:/var/lib/kafka/data]
  redis: &cache
    image: "redis:7.2"
    command: redis-server --save '' --appendonly no
    ports: ["6379:6379"]
  other:
    <<: *cache
    container_name: other
volumes: { data: {} }
`;

function uriOf(path: string): string {
  return pathToFileURL(join(folder, path)).toString();
}

describe('the language server bears what editors send', () => {
  let client: LanguageClient;
  let version = 1;

  before(async () => {
    writeFileSync(join(folder, 'docker-compose.yml'), compose);
    client = await LanguageClient.start({
      folder: pathToFileURL(folder).toString(),
      capabilities: { textDocument: { diagnostic: {} }, workspace: { workspaceFolders: true } },
    });
  });

  after(async () => {
    assert.equal(await client.stop(), 0);
  });

  async function open(path: string, text: string): Promise<void> {
    const textDocument = { uri: uriOf(path), languageId: 'yaml', version: ++version, text };
    await client.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  async function change(path: string, text: string): Promise<void> {
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uriOf(path), version: ++version },
      contentChanges: [{ text }],
    });
  }

  async function rules(path: string): Promise<readonly string[]> {
    const report: DocumentDiagnosticReport = await client.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: uriOf(path) },
    });
    return report.kind === 'full' ? report.items.map(({ code }) => String(code)).toSorted() : [];
  }

  test('a file typed letter by letter ends as the file opened at once', { timeout: 60_000 }, async () => {
    await open('docker-compose.yml', compose);
    const whole = await rules('docker-compose.yml');
    assert.ok(whole.includes('redis/published-without-password'), whole.join(' '));
    for (let length = 0; length <= compose.length; length++) {
      await change('docker-compose.yml', compose.slice(0, length));
      await rules('docker-compose.yml');
      const position = { line: compose.slice(0, length).split('\n').length - 1, character: 4 };
      await client.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri: uriOf('docker-compose.yml') },
        position,
      });
    }
    assert.deepEqual(await rules('docker-compose.yml'), whole);
  });

  test('what is hostile is answered, and what is asked next too', { timeout: 30_000 }, async () => {
    const whole = await rules('docker-compose.yml');
    const hostile = [
      '['.repeat(100_000),
      '- '.repeat(100_000),
      'x: &a [*a, *a]\nservices: *a\n',
      '\u0000\u0001\ufffe',
      '---\n'.repeat(50_000),
      `services:\n  a:\n    command: "${'a b '.repeat(200_000)}`,
      '\r\r\r',
      '',
    ];
    for (const text of hostile) {
      await change('docker-compose.yml', text);
      assert.deepEqual(await rules('docker-compose.yml'), [], JSON.stringify(text.slice(0, 20)));
    }
    await change('docker-compose.yml', compose);
    assert.deepEqual(await rules('docker-compose.yml'), whole);
  });

  test('files that go, come back under another name, or were never there', async () => {
    const { connection } = client;
    const textDocument = { uri: uriOf('docker-compose.yml') };
    await connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
    await connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
    renameSync(join(folder, 'docker-compose.yml'), join(folder, '中文 #1%.compose.yml'));
    await connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [
        { uri: textDocument.uri, type: FileChangeType.Deleted },
        { uri: uriOf('中文 #1%.compose.yml'), type: FileChangeType.Created },
        { uri: uriOf('never-there.yml'), type: FileChangeType.Changed },
      ],
    });
    assert.deepEqual(await rules('docker-compose.yml'), []);
    assert.ok((await rules('中文 #1%.compose.yml')).includes('redis/published-without-password'));
  });

  test('a folder that is taken away and added again', async () => {
    const { connection } = client;
    const one = { uri: pathToFileURL(folder).toString(), name: 'workspace' };
    await connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: [], removed: [one] },
    });
    assert.deepEqual(await rules('中文 #1%.compose.yml'), []);
    mkdirSync(join(folder, 'docker-compose.yml'));
    await connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: [one], removed: [] },
    });
    assert.ok((await rules('中文 #1%.compose.yml')).includes('redis/published-without-password'));
  });
});
