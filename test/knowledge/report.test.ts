import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { knowledgeFiles } from '../../knowledge/build.ts';
import { coveragePoints, stale, unresolved, unsourced } from '../../knowledge/report.ts';
import { knowledge } from '../../server/src/knowledge/catalog.ts';

describe('coverage of the notes', () => {
  const points = coveragePoints(knowledgeFiles().get('coverage.yaml') ?? '');

  it('names entries that exist', () => {
    assert.deepEqual(unresolved(points, knowledge()), []);
    const [first] = points;
    assert.ok(first !== undefined);
    assert.deepEqual(unresolved([{ ...first, by: ['kafka', 'no-such-entry'] }], knowledge()), ['no-such-entry']);
  });

  it('says where a point is covered, or why it is left out', () => {
    for (const { point, verdict, by, why } of points) {
      if (verdict === 'left-out') assert.ok(why !== undefined && by.length === 0, point);
      else assert.ok(by.length > 0, point);
    }
  });
});

it('every statement has a source', () => {
  assert.deepEqual(unsourced(knowledge()), []);
  const [concept, ...others] = knowledge().concepts;
  assert.ok(concept !== undefined);
  const bare = { ...concept, statement: { ...concept.statement, sources: [] } };
  assert.deepEqual(unsourced({ ...knowledge(), concepts: [bare, ...others] }), [`${concept.id}.statement`]);
});

it('sources and version tables grow stale', () => {
  const { sources, components } = knowledge();
  const [source] = sources;
  const [component] = components;
  assert.ok(source !== undefined && component !== undefined);
  const old = {
    ...knowledge(),
    sources: [{ ...source, read: '2025-01-01' }],
    components: [{ ...component, versions: { ...component.versions, checked: '2025-01-01' } }],
  };
  assert.deepEqual(stale(old, '2025-12-31', 365), []);
  assert.equal(stale(old, '2026-01-03', 365).length, 2);
});
