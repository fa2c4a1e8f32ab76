import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
} from 'vscode-languageserver-protocol/node';
import { LanguageClient } from '../support/language-client.ts';

const compose = `services:
  cart:
    image: redis:8.2
  kafka:
    image: apache/kafka:4.1.0
    environment:
      KAFKA_MIN_INSYNC_REPLICAS: 2
    deploy:
      replicas: 3
`;

const spring = `spring.kafka.bootstrap-servers=kafka:9092
spring.kafka.producer.acks=1
`;

test('a finding points to where its other half stands now, also after an edit is taken back', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'archlens-moved-'));
  writeFileSync(join(folder, 'compose.prod.yml'), compose);
  writeFileSync(join(folder, 'application-prod.properties'), spring);
  const uriOf = (name: string): string => pathToFileURL(join(folder, name)).toString();
  const client = await LanguageClient.start({
    folder: pathToFileURL(folder).toString(),
    capabilities: { textDocument: { diagnostic: {} } },
  });
  t.after(async () => {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const lineInCompose = async (): Promise<number | undefined> => {
    const report = await client.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: uriOf('application-prod.properties') },
    });
    const found = report.kind === 'full' ? report.items.find(({ code }) => code === 'kafka/acks-not-all') : undefined;
    return found?.relatedInformation?.[0]?.location.range.start.line;
  };
  const edit = async (version: number, text: string): Promise<void> =>
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uriOf('compose.prod.yml'), version },
      contentChanges: [{ text }],
    });

  await client.connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri: uriOf('compose.prod.yml'), languageId: 'dockercompose', version: 1, text: compose },
  });
  assert.equal(await lineInCompose(), 6);
  await edit(2, `# one\n# two\n${compose}`);
  assert.equal(await lineInCompose(), 8);
  await edit(3, compose);
  assert.equal(await lineInCompose(), 6);
});
