import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ShowMessageNotification } from 'vscode-languageserver-protocol/node';
import { callsIn, fakeHelm } from '../support/fake-helm.ts';
import { LanguageClient } from '../support/language-client.ts';

/** A chart whose template decides `acks` in a way that is not read, and a stand-in for Helm that prints it. */
const template = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  template:
    spec:
      containers:
        - name: orders
          image: shop/orders:1.0
          env:
            - name: SPRING_KAFKA_BOOTSTRAP_SERVERS
              value: kafka:9092
            - name: SPRING_KAFKA_PRODUCER_ACKS
              value: acks
`;
const files = {
  'Chart.yaml': 'apiVersion: v2\nname: orders\nversion: 1.0.0\n',
  'values.yaml': 'acks: 0\n',
  'templates/orders.yaml': template.replace(
    'value: acks',
    'value: {{ .Values.acks | toString | squote | mustToPrettyJson }}',
  ),
};
const stdout = `---\n# Source: orders/templates/orders.yaml\n${template.replace('value: acks', 'value: "0"')}`;

const folder = mkdtempSync(join(tmpdir(), 'archlens-lsp-helm-'));
const programs = mkdtempSync(join(tmpdir(), 'archlens-helm-'));
const uri = pathToFileURL(join(folder, 'templates/orders.yaml')).toString();
let helm = '';

before(() => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  helm = fakeHelm(programs, { stdout });
});

after(() => {
  for (const each of [folder, programs]) rmSync(each, { recursive: true, force: true });
});

const start = (path: string, trusted?: boolean): Promise<LanguageClient> =>
  LanguageClient.start({
    folder: pathToFileURL(folder).toString(),
    capabilities: { workspace: { configuration: true } },
    settings: { helm: { render: 'helm', path } },
    ...(trusted !== undefined && { trusted }),
  });

/** The state that follows once all is read. */
function ready(client: LanguageClient): Promise<unknown> {
  return new Promise((done) =>
    client.connection.onNotification('archlens/status', (status: { readonly state: string }) => {
      if (status.state === 'ready') done(status);
    }),
  );
}

test('in a workspace that is not trusted nothing is run, whatever the settings say', async () => {
  const client = await start(helm, false);
  await ready(client);
  await client.stop();
  assert.equal(existsSync(join(programs, 'calls.json')), false);
});

test('where the user wants it charts are reviewed as Helm renders them', async () => {
  const client = await start(helm, true);
  const { diagnostics } = await client.pushed(uri, (pushed) => pushed.diagnostics.length > 0);
  await client.stop();
  assert.deepEqual(
    diagnostics.map(({ code, range }) => `${code} ${range.start.line + 1}`),
    ['kafka/acks-not-all 15'],
  );
  assert.equal(callsIn(programs)[0]?.args[0], 'template');
});

test('that Helm cannot be run is said once', async () => {
  const client = await start(join(programs, 'nothing'));
  const said = await new Promise<string>((done) =>
    client.connection.onNotification(ShowMessageNotification.type, ({ message }) => done(message)),
  );
  await client.stop();
  assert.match(said, /nothing could not be run/);
});
