import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileFiles, printed } from '../support/knowledge-files.ts';

const sources = `
ORBIT-DOC: { title: Orbits, url: "https://orbit.example/", publisher: Orbit, read: "2026-11-20" }
`;

const low =
  '      low: { answer: partly, why: { text: { en: "For a time.", zh-cn: "只有一段时间。" }, sources: [ORBIT-DOC] } }\n';

const comparison = `
id: orbits
name: { en: Orbits, zh-cn: 轨道 }
statement: { text: { en: "Height decides.", zh-cn: "取决于高度。" }, sources: [ORBIT-DOC] }
options:
  - { id: high, name: { en: High orbit, zh-cn: 高轨 } }
  - { id: low, name: { en: Low orbit, zh-cn: 低轨 } }
rows:
  - title: { en: Stays up, zh-cn: 不会坠落 }
    cells:
      high: { answer: yes, why: { text: { en: "It is far.", zh-cn: "足够远。" }, sources: [ORBIT-DOC] } }
${low}advice: []
`;

function problems(text: string): string[] {
  return printed(compileFiles({ 'comparisons/orbits.yaml': text, 'sources.yaml': sources }));
}

describe('a comparison', () => {
  it('is taken as it is written', () => {
    assert.deepEqual(problems(comparison), []);
  });

  const violations: readonly (readonly [what: string, from: string, to: string, problem: string])[] = [
    ['a hole in the table', low, '', "no cell for 'low'"],
    ['a cell of no option', '      low:', '      middle:', "'middle' is no option"],
    ['an option that stands twice', '{ id: low,', '{ id: high,', "option 'high' stands there twice"],
    ['an answer that is none', 'answer: partly', 'answer: perhaps', 'must be one of yes, partly, no'],
    [
      'an answer without a source',
      'zh-cn: "足够远。" }, sources: [ORBIT-DOC]',
      'zh-cn: "足够远。" }',
      "'sources' is missing",
    ],
    [
      'a source that does not exist',
      '"取决于高度。" }, sources: [ORBIT-DOC]',
      '"取决于高度。" }, sources: [MOON]',
      'MOON',
    ],
    ['another id than the file', 'id: orbits', 'id: moons', 'does not agree with the file name'],
    ['a reference into nothing', 'advice: []', 'advice: []\nseeAlso: [moon]', "'moon' is no concept"],
  ];

  for (const [what, from, to, problem] of violations) {
    it(`may not have ${what}`, () => {
      assert.ok(comparison.includes(from));
      const found = problems(comparison.replace(from, to));
      assert.ok(
        found.some((line) => line.includes(problem)),
        found.join('\n'),
      );
    });
  }
});
