import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  CancellationTokenSource,
  CodeActionRequest,
  CodeLensRequest,
  DefinitionRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  type DocumentDiagnosticReport,
  HoverRequest,
  type Hover,
  type Location,
  LSPErrorCodes,
  type Position,
  type RegistrationParams,
  ReferencesRequest,
  type TextEdit,
  WorkDoneProgress,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type ClientOptions, LanguageClient } from '../support/language-client.ts';

/** A copy of the sample system, so that what a test edits stays its own. */
const folder = mkdtempSync(join(tmpdir(), 'archlens-lsp-'));
cpSync(join(import.meta.dirname, '../../samples/shop'), folder, { recursive: true });
after(() => rmSync(folder, { recursive: true, force: true }));

const production = 'order-service/src/main/resources/application-prod.yml';
const compose = 'deploy/compose/docker-compose.prod.yml';
const pulls: ClientOptions['capabilities'] = {
  textDocument: { diagnostic: { relatedDocumentSupport: false } },
  workspace: { configuration: true, diagnostics: { refreshSupport: true } },
  window: { workDoneProgress: true },
};

function uriOf(path: string): string {
  return pathToFileURL(join(folder, path)).toString();
}

function textOf(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** Where a piece of text begins in a file of the sample, plus some characters. */
function positionOf(path: string, piece: string, plus = 0): Position {
  const document = TextDocument.create(uriOf(path), 'yaml', 1, textOf(path));
  const offset = document.getText().indexOf(piece);
  assert.ok(offset >= 0, `${path} does not hold "${piece}"`);
  return document.positionAt(offset + plus);
}

async function open(client: LanguageClient, path: string): Promise<void> {
  const textDocument = { uri: uriOf(path), languageId: 'yaml', version: 1, text: textOf(path) };
  await client.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
}

async function pull(client: LanguageClient, path: string): Promise<readonly Diagnostic[]> {
  const report: DocumentDiagnosticReport = await client.connection.sendRequest(DocumentDiagnosticRequest.type, {
    textDocument: { uri: uriOf(path) },
  });
  return report.kind === 'full' ? report.items : [];
}

function markdownOf(hover: Hover | null): string {
  const contents = hover?.contents ?? '';
  return typeof contents === 'object' && 'value' in contents ? contents.value : '';
}

describe('a client that asks for diagnostics', () => {
  let client: LanguageClient;
  before(async () => {
    client = await LanguageClient.start({
      folder: pathToFileURL(folder).toString(),
      capabilities: pulls,
      commands: true,
    });
    await open(client, production);
  });
  after(async () => assert.equal(await client.stop(), 0));

  test('is told what the server can do', () => {
    assert.deepEqual(client.result.capabilities.diagnosticProvider, {
      identifier: 'archlens',
      interFileDependencies: true,
      workspaceDiagnostics: true,
      workDoneProgress: true,
    });
    assert.equal(client.result.serverInfo?.name, 'archlens');
  });

  test('gets a finding with its rule, its source and the other half of its cause', async () => {
    const found = (await pull(client, production)).find(({ code }) => code === 'kafka/acks-not-all');
    assert.ok(found);
    assert.equal(found.source, 'archlens');
    assert.deepEqual(found.range.start, positionOf(production, 'acks: 1', 6));
    assert.match(found.codeDescription?.href ?? '', /^https:\/\//);
    const places = (found.relatedInformation ?? []).map(({ location }) => location.uri);
    assert.ok(places.includes(uriOf(compose)), places.join());
  });

  test('reads the value in force on hover, also where the key is pointed at', async () => {
    for (const plus of [0, 6]) {
      const position = positionOf(production, 'acks: 1', plus);
      const text = markdownOf(
        await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri: uriOf(production) }, position }),
      );
      assert.match(text, /acks/);
      assert.match(text, /leader/);
    }
  });

  test('follows an endpoint to the service that serves it, and back', async () => {
    const position = positionOf(production, 'kafka-2:9092', 2);
    const textDocument = { uri: uriOf(production) };
    const target = (await client.connection.sendRequest(DefinitionRequest.type, {
      textDocument,
      position,
    })) as Location[];
    assert.deepEqual(
      target.map(({ uri, range }) => [uri, range.start]),
      [[uriOf(compose), positionOf(compose, 'kafka-2:\n')]],
    );
    const back = await client.connection.sendRequest(ReferencesRequest.type, {
      textDocument: { uri: uriOf(compose) },
      position: positionOf(compose, 'kafka-2:\n', 1),
      context: { includeDeclaration: false },
    });
    const places = (back ?? []).map(({ uri, range }) => `${uri}#${range.start.line}`);
    assert.ok(places.includes(`${uriOf(production)}#${position.line}`), places.join('\n'));
  });

  test('sees the posture of a cluster above its first member', async () => {
    const lenses = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: uriOf(compose) } });
    const line = positionOf(compose, 'kafka-1:\n').line;
    const lens = (lenses ?? []).find(({ range }) => range.start.line === line);
    assert.match(lens?.command?.title ?? '', /3/);
  });

  test('mends a finding by its quick fix; the finding is gone and the rest of the file as it was', async () => {
    const [diagnostic] = (await pull(client, production)).filter(({ code }) => code === 'kafka/acks-not-all');
    assert.ok(diagnostic);
    const actions = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: uriOf(production) },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    });
    const titles = (actions ?? []).map(({ title }) => title);
    const fix = (actions ?? []).find((one) => 'isPreferred' in one && one.isPreferred === true);
    assert.ok(fix !== undefined && 'edit' in fix, titles.join('\n'));
    assert.equal(fix, actions?.[0], 'the fix comes first');
    assert.ok(titles.length >= 3, 'the finding can be answered on its line and in its file');
    const edits: TextEdit[] = fix.edit?.changes?.[uriOf(production)] ?? [];
    const text = TextDocument.applyEdits(TextDocument.create(uriOf(production), 'yaml', 1, textOf(production)), edits);
    assert.equal(text, textOf(production).replace('acks: 1', 'acks: all'));
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uriOf(production), version: 2 },
      contentChanges: [{ text }],
    });
    assert.deepEqual(
      (await pull(client, production)).filter(({ code }) => code === 'kafka/acks-not-all'),
      [],
    );
  });

  test('reviews the workspace with progress; what it has already is not sent again', async () => {
    const kinds: string[] = [];
    const listener = client.connection.onProgress(WorkDoneProgress.type, 'review', ({ kind }) => void kinds.push(kind));
    const first = await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, {
      previousResultIds: [],
      workDoneToken: 'review',
    });
    listener.dispose();
    assert.equal(kinds[0], 'begin');
    assert.equal(kinds.at(-1), 'end');
    const full = first.items.filter((item) => item.kind === 'full');
    assert.ok(
      full.some(({ uri }) => uri === uriOf(compose)),
      'files that are not open are reported',
    );
    const previousResultIds = full.map(({ uri, resultId = '' }) => ({ uri, value: resultId }));
    const second = await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
    assert.ok(second.items.every(({ kind }) => kind === 'unchanged'));
  });

  test('a review of the workspace can be cancelled', async () => {
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest(
      WorkspaceDiagnosticRequest.type,
      { previousResultIds: [] },
      source.token,
    );
    source.cancel();
    await assert.rejects(answer, { code: LSPErrorCodes.RequestCancelled });
    assert.ok((await pull(client, compose)).length > 0, 'the server goes on');
  });

  test('offers to explain what stands at the cursor to a client that can', async () => {
    const position = positionOf(compose, 'image: redis:8.2', 8);
    const actions = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: uriOf(compose) },
      range: { start: position, end: position },
      context: { diagnostics: [] },
    });
    const explain = (actions ?? [])
      .map(({ command }) => command)
      .find((command) => typeof command === 'object' && command.command === 'archlens.explain');
    assert.deepEqual(typeof explain === 'object' ? explain.arguments : undefined, [{ id: 'redis' }]);
  });

  test('asks the client to look again when an edit changes what is said of another file', async () => {
    const lock = 'order-service/src/main/resources/redisson.yaml';
    const codes = async (): Promise<unknown[]> => (await pull(client, lock)).map(({ code }) => code);
    assert.ok((await codes()).includes('redis/lock-on-async-replica'));
    await open(client, compose);
    const before = client.refreshes;
    const text = textOf(compose).replace(/ {2}redis-replica:[^]*?\n\n/, '');
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uriOf(compose), version: 2 },
      contentChanges: [{ text }],
    });
    assert.ok(!(await codes()).includes('redis/lock-on-async-replica'), 'without a replica no lock can be lost to one');
    await client.refreshed(before);
  });
});

test('a language given on the command line is that of the texts, whatever the client sends', async () => {
  const client = await LanguageClient.start({
    folder: pathToFileURL(folder).toString(),
    locale: 'en',
    args: ['--lang', 'zh-cn'],
  });
  const { diagnostics } = await client.pushed(uriOf(production), (params) => params.diagnostics.length > 0);
  assert.match(JSON.stringify(diagnostics[0]?.message), /\p{Script=Han}/u);
  await client.stop();
});

test('a client that cannot ask is sent diagnostics, in its language', async () => {
  const client = await LanguageClient.start({ folder: pathToFileURL(folder).toString(), locale: 'zh-cn' });
  const { diagnostics } = await client.pushed(uriOf(production), (params) => params.diagnostics.length > 0);
  const found = diagnostics.find(({ code }) => code === 'kafka/acks-not-all');
  assert.match(JSON.stringify(found?.message), /\p{Script=Han}/u);
  assert.equal(await client.stop(), 0);
});

test('a client that cannot watch files is served all the same', async () => {
  const asked: RegistrationParams[] = [];
  const client = await LanguageClient.start({
    folder: pathToFileURL(folder).toString(),
    capabilities: { ...pulls, workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
    register: (params) => {
      asked.push(params);
      throw new Error('no such pattern');
    },
  });
  await open(client, production);
  assert.ok((await pull(client, production)).length > 0);
  assert.deepEqual(
    asked.flatMap(({ registrations }) => registrations.map(({ method }) => method)),
    ['workspace/didChangeWatchedFiles'],
  );
  await client.stop();
});

test('a folder that is switched off stays silent', async () => {
  const settings = { enable: false };
  const client = await LanguageClient.start({
    folder: pathToFileURL(folder).toString(),
    capabilities: pulls,
    settings,
  });
  await open(client, production);
  assert.deepEqual(await pull(client, production), []);
  const position = positionOf(production, 'acks: 1');
  assert.equal(
    await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri: uriOf(production) }, position }),
    null,
  );
  assert.equal(await client.stop(), 0);
});
