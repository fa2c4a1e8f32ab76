import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompletionItem } from 'vscode-languageserver-types';
import { completion } from '../../server/src/ide/completion.ts';
import { english, projectOf, uriOf } from '../support/check-ide.ts';

/** Labels offered at `|` in a file, without the mark itself, in the order in which editors show them. */
async function offered(text: string): Promise<readonly string[]> {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  const project = await projectOf('');
  project.open(uriOf('application-prod.yml'), 1, text.replace('|', ''));
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const items = completion(project, uriOf('application-prod.yml'), position, english());
  const rank = ({ sortText, label }: CompletionItem): string => sortText ?? label;
  return items.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)).map(({ label }) => label);
}

const producer = 'spring:\n  kafka:\n    producer:\n';

test('rules in a suppression, those of the finding below first', async () => {
  const labels = await offered(`${producer}      # archlens-disable-next-line |\n      acks: 1\n`);
  assert.equal(labels[0], 'kafka/acks-not-all');
  assert.ok(labels.includes('redis/lock-on-async-replica'));
});

test('words of an annotation and their values', async () => {
  assert.equal((await offered(`${producer}      # archlens|\n`))[0], 'archlens-disable-next-line');
  assert.deepEqual(await offered(`${producer}      # archlens: environment=|\n`), [
    'dev',
    'test',
    'staging',
    'prod',
    'unknown',
  ]);
  assert.ok((await offered(`${producer}      # archlens: purpose=|\n`)).includes('lock'));
});

test('nothing in a reason, and nothing at a key', async () => {
  assert.deepEqual(
    await offered(`${producer}      # archlens-disable-next-line kafka/acks-not-all -- metrics |\n`),
    [],
  );
  assert.deepEqual(await offered(`${producer}      ac|\n`), []);
});
