import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkedWriting } from '../../../server/src/describe/writing.ts';
import { MemoryHost } from '../../../server/src/host/memory-host.ts';
import { createProject } from '../../../server/src/project/create.ts';

/** How the place of a Kafka server is written, in a workspace of some file system. */
async function placeIn(root: string, open?: string): Promise<string> {
  const files = { 'deploy/compose.yml': 'services:\n  kafka:\n    image: apache/kafka:4.1.0\n' };
  const project = createProject(new MemoryHost(root, files), { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  const [cluster] = project.system().clusters;
  assert.ok(cluster !== undefined);
  return linkedWriting(project, open).place(cluster.at);
}

test('a place on disk is a link to its line', async () => {
  assert.equal(
    await placeIn('file:///shop', 'editor.openPlace'),
    '[compose.yml:3](file:///shop/deploy/compose.yml#L3 "deploy/compose.yml:3")',
  );
});

test('an address that editors take out of Markdown is opened by a command', async () => {
  const written = await placeIn('vscode-vfs://github/acme/shop', 'editor.openPlace');
  const [, argument] = /\(command:editor\.openPlace\?(\S+) "deploy\/compose\.yml:3"\)$/.exec(written) ?? [];
  assert.deepEqual(JSON.parse(decodeURIComponent(argument ?? '')), [
    'vscode-vfs://github/acme/shop/deploy/compose.yml#L3',
  ]);
});

test('an editor without the command gets the address itself', async () => {
  assert.match(
    await placeIn('vscode-vfs://github/acme/shop'),
    /\(vscode-vfs:\/\/github\/acme\/shop\/deploy\/compose\.yml#L3 /,
  );
});
