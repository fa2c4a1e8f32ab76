import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentHighlightRequest,
  type InlayHint,
  InlayHintRefreshRequest,
  InlayHintRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver-protocol/node';
import { LanguageClient } from '../support/language-client.ts';

const files: Readonly<Record<string, string>> = {
  '.env': 'KAFKA_ACKS=1\n',
  'compose.yml': [
    'services:',
    '  kafka:',
    '    image: apache/kafka:4.1.0',
    '  orders:',
    '    image: shop/orders:1.4',
    '    environment:',
    '      SPRING_KAFKA_BOOTSTRAP_SERVERS: kafka:9092',
    '      SPRING_KAFKA_PRODUCER_ACKS: ${KAFKA_ACKS}',
    '    depends_on: [kafka]',
    '',
  ].join('\n'),
  'orders/src/main/resources/application.yml':
    'spring:\n  application: { name: orders }\n  kafka:\n    producer:\n      acks: all\n',
};

const folder = mkdtempSync(join(tmpdir(), 'archlens-navigation-'));
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
after(() => rmSync(folder, { recursive: true, force: true }));

function uriOf(path: string): string {
  return pathToFileURL(join(folder, path)).toString();
}

const whole = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };

function labelsOf(hints: readonly InlayHint[] | null): string[] {
  return (hints ?? []).map(
    ({ position: { line }, label }) =>
      `${line + 1}: ${typeof label === 'string' ? label : label.map(({ value }) => value).join('')}`,
  );
}

async function start(capabilities: ClientCapabilities, settings = {}): Promise<LanguageClient> {
  const client = await LanguageClient.start({ folder: pathToFileURL(folder).toString(), capabilities, settings });
  for (const [path, text] of Object.entries(files)) {
    const textDocument = { uri: uriOf(path), languageId: 'yaml', version: 1, text };
    await client.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }
  return client;
}

async function hints(client: LanguageClient, path: string): Promise<string[]> {
  const textDocument = { uri: uriOf(path) };
  return labelsOf(await client.connection.sendRequest(InlayHintRequest.type, { textDocument, range: whole }));
}

describe('names across files', () => {
  let client: LanguageClient;
  before(async () => {
    client = await start({
      textDocument: { definition: { linkSupport: true } },
      workspace: { inlayHint: { refreshSupport: true } },
    });
  });
  after(() => client.stop());

  test('a variable leads to its line in .env, and all of its name is the link', async () => {
    const found = await client.connection.sendRequest(DefinitionRequest.type, {
      textDocument: { uri: uriOf('compose.yml') },
      position: { line: 7, character: 40 },
    });
    const name = { start: { line: 0, character: 0 }, end: { line: 0, character: 10 } };
    assert.deepEqual(found, [
      {
        originSelectionRange: { start: { line: 7, character: 36 }, end: { line: 7, character: 46 } },
        targetUri: uriOf('.env'),
        targetRange: name,
        targetSelectionRange: name,
      },
    ]);
  });

  test('a service is highlighted where it is given, where it is named and where an address leads to it', async () => {
    const found = await client.connection.sendRequest(DocumentHighlightRequest.type, {
      textDocument: { uri: uriOf('compose.yml') },
      position: { line: 1, character: 3 },
    });
    assert.deepEqual(
      found?.map(({ range, kind }) => [range.start.line, kind]),
      [
        [1, 3],
        [8, 2],
        [6, 2],
      ],
    );
  });

  test('clusters and applications are found by name', async () => {
    const named = async (query: string): Promise<string[]> => {
      const found = await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query });
      return (found ?? []).map(({ name, location: { uri } }) => `${name} ${uri.slice(uriOf('').length + 1)}`);
    };
    assert.deepEqual(await named('kfk'), ['kafka (Apache Kafka) compose.yml']);
    assert.deepEqual(await named('orders'), [
      'orders (application) compose.yml',
      'orders (application) orders/src/main/resources/application.yml',
    ]);
    assert.deepEqual(await named('nothing of that name'), []);
  });

  test('an edit in one file asks for the hints of the other ones again', async () => {
    assert.deepEqual(await hints(client, 'compose.yml'), ['8: → 1']);
    assert.deepEqual(await hints(client, 'orders/src/main/resources/application.yml'), [
      '5: overridden by 1, compose.yml:8',
    ]);
    const asked = new Promise<void>((resolve) => {
      client.connection.onRequest(InlayHintRefreshRequest.type, () => resolve());
    });
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uriOf('.env'), version: 2 },
      contentChanges: [{ text: 'KAFKA_ACKS=0\n' }],
    });
    await asked;
    assert.deepEqual(await hints(client, 'compose.yml'), ['8: → 0']);
  });
});

test('hints can be turned off', async () => {
  const client = await start({ workspace: { configuration: true } }, { inlayHints: { enabled: false } });
  try {
    assert.deepEqual(await hints(client, 'compose.yml'), []);
  } finally {
    await client.stop();
  }
});
