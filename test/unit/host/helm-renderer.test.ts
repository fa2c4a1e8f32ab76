import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { HelmRenderer } from '../../../server/src/host/helm-renderer.ts';
import { callsIn, fakeHelm } from '../../support/fake-helm.ts';

/** Oracle: Helm's reference of `helm template`, and of the environment variables it reads. */
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archlens-helm-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const request = { chart: 'file:///shop/my%20chart', values: 'replicas: 3\n', name: 'cache', namespace: 'shop' };

test('`helm template` with the values on standard input, without plug-ins, and away from the workspace', async () => {
  const path = fakeHelm(folder, { stdout: 'kind: Service\n' });
  assert.deepEqual(await new HelmRenderer(path).render(request), { text: 'kind: Service\n' });
  assert.deepEqual(callsIn(folder), [
    {
      args: ['template', 'cache', '/shop/my chart', '--namespace', 'shop', '--values', '-'],
      stdin: 'replicas: 3\n',
      folder: realpathSync(tmpdir()),
      plugins: '1',
    },
  ]);
});

test('without values, name and namespace Helm has its own; a name that could be an option is none', async () => {
  const helm = new HelmRenderer(fakeHelm(folder, {}));
  await helm.render({ ...request, values: '', name: undefined, namespace: undefined });
  await helm.render({ ...request, values: '', name: '--post-renderer=x', namespace: '-x' });
  const plain = ['template', 'release-name', '/shop/my chart'];
  assert.deepEqual(
    callsIn(folder).map(({ args }) => args),
    [plain, plain],
  );
});

test('what Helm refuses is told with its own words, without its warnings', async () => {
  const stderr =
    'WARNING: Kubernetes configuration file is group-readable\nError: found in Chart.yaml, but missing in charts/: redis\n';
  const answer = await new HelmRenderer(fakeHelm(folder, { stdout: 'half', stderr, code: 1 })).render(request);
  assert.deepEqual(answer, { failure: 'refused', detail: 'found in Chart.yaml, but missing in charts/: redis' });
});

test('one that takes too long or prints too much is ended', async () => {
  const slow = new HelmRenderer(fakeHelm(folder, { delay: 60_000 }), { milliseconds: 300, bytes: 1000 });
  assert.deepEqual(await slow.render(request), { failure: 'too-long', detail: '0.3' });
  const long = new HelmRenderer(fakeHelm(folder, { stdout: 'x'.repeat(5000) }), { milliseconds: 20_000, bytes: 1000 });
  assert.deepEqual(await long.render(request), { failure: 'too-long', detail: '20' });
});

test('a program that is not there, or whose path starts anywhere, is not available', async () => {
  const missing = join(folder, 'nothing');
  assert.deepEqual(await new HelmRenderer(missing).render(request), { failure: 'unavailable', detail: missing });
  fakeHelm(folder, {});
  assert.deepEqual(await new HelmRenderer('./helm').render(request), { failure: 'unavailable', detail: './helm' });
});

test('a chart that is not on disk is not rendered', async () => {
  const path = fakeHelm(folder, {});
  const answer = await new HelmRenderer(path).render({ ...request, chart: 'vscode-vfs://github/o/r/chart' });
  assert.deepEqual(answer, { failure: 'refused', detail: 'vscode-vfs://github/o/r/chart' });
});
