import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  CompletionRequest,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  type DocumentDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import type { Page, PageReference } from '../../server/src/lsp/protocol.ts';
import { explain, listComparables, listPages } from '../../server/src/lsp/protocol.ts';
import { type ClientOptions, LanguageClient } from '../support/language-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'archlens-knowledge-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'orders/src/main/resources/application-prod.yml');
const text = 'spring:\n  kafka:\n    bootstrap-servers: kafka:9092\n    producer:\n      acks: 1\n';
mkdirSync(join(path, '..'), { recursive: true });
writeFileSync(path, text);
const uri = pathToFileURL(path).toString();

/** Runs one conversation with a server of its own over the folder. */
async function withClient(
  options: Omit<ClientOptions, 'folder'>,
  talk: (client: LanguageClient) => Promise<void>,
): Promise<void> {
  const client = await LanguageClient.start({ ...options, folder: pathToFileURL(folder).toString() });
  try {
    await talk(client);
  } finally {
    assert.equal(await client.stop(), 0);
  }
}

/** What is offered behind `acks: 1` in a document of some language. */
async function valuesIn(languageId: string): Promise<string[]> {
  let labels: string[] = [];
  await withClient({}, async ({ connection }) => {
    const textDocument = { uri, languageId, version: 1, text };
    await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    const found = await connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri },
      position: { line: 4, character: 13 },
    });
    labels = (Array.isArray(found) ? found : []).map(({ label }) => label);
  });
  return labels;
}

test('values are completed, but for files in whose language another extension does so', async () => {
  assert.deepEqual(await valuesIn('yaml'), ['0', '1', 'all', '-1']);
  assert.deepEqual(await valuesIn('spring-boot-properties-yaml'), []);
});

test('rules link to the site the settings name', async () => {
  const options = {
    capabilities: {
      textDocument: { diagnostic: { relatedDocumentSupport: false } },
      workspace: { configuration: true },
    },
    settings: { site: 'https://docs.example.com/archlens' },
  };
  await withClient(options, async ({ connection }) => {
    const report: DocumentDiagnosticReport = await connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
    });
    const links = (report.kind === 'full' ? report.items : []).map(({ codeDescription }) => codeDescription?.href);
    assert.ok(links.includes('https://docs.example.com/archlens/en/rules/kafka/acks-not-all.html'), links.join());
  });
});

test('a page links the places of the workspace where the client can open them, and names them elsewhere', async () => {
  const pageOf = async (commands: boolean): Promise<string> => {
    let markdown = '';
    await withClient({ commands }, async ({ connection }) => {
      const page = await connection.sendRequest<Page | null>(explain.method, { id: 'kafka/acks-not-all' });
      markdown = page?.markdown ?? '';
    });
    return markdown;
  };
  const name = '`orders/src/main/resources/application-prod.yml:5`';
  assert.ok(
    (await pageOf(true)).includes(`- [${name}](archlens-place:${encodeURIComponent(`${uri}#L5`)}) — With acks=1`),
  );
  assert.ok((await pageOf(false)).includes(`- ${name} — With acks=1`));
});

test('pages are listed with all their names, and several are compared', async () => {
  await withClient({ locale: 'zh-cn' }, async ({ connection }) => {
    const pages = await connection.sendRequest<PageReference[]>(listPages.method, { kinds: ['concept'] });
    const commit = pages.find(({ id }) => id === 'two-phase-commit');
    assert.deepEqual(
      ['Two-phase commit', '2PC', '两阶段提交'].filter((name) => commit?.names.includes(name) !== true),
      [],
    );
    const comparables = await connection.sendRequest<PageReference[]>(listComparables.method, {});
    assert.equal(comparables[0]?.kind, 'comparison');
    assert.ok(['kafka', 'rocketmq'].every((wanted) => comparables.some(({ id }) => id === wanted)));
    const page = await connection.sendRequest<Page | null>(explain.method, { id: 'kafka rocketmq' });
    assert.match(page?.title ?? '', /Kafka、.*RocketMQ/);
    assert.equal(await connection.sendRequest(explain.method, { id: 'kafka nothing' }), null);
  });
});
