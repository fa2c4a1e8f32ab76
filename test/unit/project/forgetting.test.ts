import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MemoryHost } from '../../../server/src/host/memory-host.ts';
import { diagnostics } from '../../../server/src/ide/diagnostics.ts';
import { chainsIn } from '../../../server/src/model/chain.ts';
import { createProject } from '../../../server/src/project/create.ts';
import type { Project } from '../../../server/src/project/project.ts';
import { textsIn } from '../../../server/src/describe/texts.ts';
import { catalog } from '../../../server/src/knowledge/catalog.ts';
import { systemFiles } from '../../bench/generate-systems.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const root = 'file:///workspace';
const path = 'system-1/compose.yml';
const files = systemFiles(20);

/** One keystroke and what an editor asks for after it. */
function type(project: Project, version: number): readonly WeakRef<object>[] {
  const text = files[path] ?? '';
  const uri = `${root}/${path}`;
  project.open(uri, version, version % 2 === 0 ? text : text.replace('services:', '# a\nservices:'));
  const system = project.system();
  const review = project.review();
  diagnostics(project, uri, textsIn('en', catalog()));
  chainsIn(system, uri, new Set(['kafka:acks']));
  const [cluster] = system.clusters.filter(({ at }) => at.uri === uri);
  const [finding] = review.findings.filter(({ at }) => at.uri === uri);
  assert.ok(cluster !== undefined && finding !== undefined);
  return [system, review, cluster, finding].map((each) => new WeakRef(each));
}

test('a version of the system and its review are let go when a later one has taken their place', async () => {
  const project = createProject(new MemoryHost(root, files), { today: '2026-11-21' });
  await project.load([{ uri: root }]);
  const early = [1, 2, 3].flatMap((version) => type(project, version));
  for (let version = 4; version < 10; version++) type(project, version);
  // A WeakRef holds its target until the turn of the loop in which it was made has ended.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  const kept = early.filter((each) => each.deref() !== undefined);
  assert.deepEqual(kept, []);
  assert.ok(project.review().findings.length > 0);
});
