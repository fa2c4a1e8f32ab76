import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { knowledgeFiles, loadChecks, shapes } from '../../knowledge/build.ts';
import { compile } from '../../knowledge/compile/compile.ts';
import { fill } from '../../server/src/base/language.ts';
import { MemoryHost } from '../../server/src/host/memory-host.ts';
import { keywordPattern } from '../../server/src/knowledge/keywords.ts';
import type { Knowledge } from '../../server/src/knowledge/types.ts';
import { Project } from '../../server/src/project/project.ts';
import { checks as registry } from '../../server/src/rules/index.gen.ts';
import { markersOf } from '../support/markers.ts';
import { recognisedInExample } from '../support/recognised-in-example.ts';
import { root, today } from '../support/review-files.ts';

/** The worked example of `knowledge/README.md` is added to the knowledge base as the page says, and must work. */
const readme = readFileSync(join(import.meta.dirname, '../../knowledge/README.md'), 'utf8');
const blocks = new Map(
  Array.from(
    readme.matchAll(/^`knowledge\/([^`]+)`[^\n]*:\n\n```yaml\n([\s\S]*?)^```/gm),
    ([, path = '', text = '']) => [path, text],
  ),
);

function withExample(): ReadonlyMap<string, string> {
  const files = new Map([...knowledgeFiles(), ...blocks]);
  const [head = '', ...entries] = `${knowledgeFiles().get('sources.yaml')}${blocks.get('sources.yaml')}`.split(
    /^(?=[A-Z])/m,
  );
  return files.set('sources.yaml', head + entries.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).join(''));
}

function keyOf(entry: string): string {
  return entry.slice(0, entry.indexOf(':'));
}

let knowledge: Knowledge;

before(async () => {
  const { checks } = await loadChecks();
  const compiled = compile(withExample(), shapes(), checks);
  assert.deepEqual(
    compiled.problems.filter(({ path }) => blocks.has(path)),
    [],
  );
  knowledge = compiled.knowledge;
});

async function reviewed(files: Readonly<Record<string, string>>): Promise<Project> {
  const host = new MemoryHost(root, files);
  const project = new Project({
    host,
    knowledge,
    keywords: keywordPattern(knowledge),
    checks: registry,
    today: () => today,
  });
  await project.load([{ uri: root }]);
  return project;
}

describe('the worked example of knowledge/README.md', () => {
  it('shows a file of every kind', () => {
    assert.deepEqual([...blocks.keys()].toSorted(), [
      'comparisons/counters.yaml',
      'components/tally.yaml',
      'concepts/group-commit.yaml',
      'rules/tally/fsync-never.yaml',
      'sources.yaml',
    ]);
  });

  it('is recognised where it should be, and only there', () => {
    const tally = knowledge.components.find(({ id }) => id === 'tally');
    assert.ok(tally !== undefined);
    for (const line of tally.examples.is) assert.ok(recognisedInExample(line, knowledge).has('tally'), line);
    for (const line of tally.examples.isNot) assert.ok(!recognisedInExample(line, knowledge).has('tally'), line);
  });

  it('has a rule that marks the bad example and is silent on the good one', async () => {
    const rule = knowledge.rules.find(({ id }) => id === 'tally/fsync-never');
    const [example] = rule?.examples ?? [];
    assert.ok(rule !== undefined && example !== undefined);
    const project = await reviewed(example.bad);
    const found = project.review().findings.filter((finding) => finding.rule === rule.id);
    const places = found.map(({ at }) => project.range(at)?.start);
    const markers = markersOf(example.bad['docker-compose.yml'] ?? '').map(({ line, start }) => ({
      line,
      character: start,
    }));
    assert.deepEqual(places, markers);
    assert.equal(
      fill(rule.message.en, found[0]?.args),
      'With TALLY_FSYNC=never an acknowledged change may be in memory only.',
    );
    assert.deepEqual(
      found[0]?.fix?.edits.map((edit) => edit.kind === 'set' && edit.value),
      ['always'],
    );
    const good = (await reviewed(example.good)).review().findings;
    assert.deepEqual(
      good.filter((finding) => finding.rule === rule.id),
      [],
    );
  });

  it('reads a switch: a use that is turned off is inactive', async () => {
    const files = {
      'src/main/resources/application.properties': 'spring.tally.endpoints=tally:4100\nspring.tally.enabled=false\n',
    };
    const [client] = (await reviewed(files)).system().clients;
    assert.equal(client?.component, 'tally');
    assert.equal(client?.state, 'inactive');
  });
});
