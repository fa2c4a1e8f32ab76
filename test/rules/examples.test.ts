import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fill, languages } from '../../server/src/base/language.ts';
import { LineIndex } from '../../server/src/base/line-index.ts';
import { join } from '../../server/src/base/uri.ts';
import { knowledge } from '../../server/src/knowledge/catalog.ts';
import type { Rule, RuleExample } from '../../server/src/knowledge/types.ts';
import { fixEdits } from '../../server/src/project/edit.ts';
import type { Range } from '../../server/src/project/locate.ts';
import { checks } from '../../server/src/rules/index.gen.ts';
import { type Files, findingsOf, markedPlaces, placesOf, reviewed } from '../support/check-rule.ts';
import { root } from '../support/review-files.ts';

test('every check serves a rule, and every rule names a check', () => {
  const named = new Set(knowledge().rules.map((rule) => rule.check));
  assert.deepEqual([...named].toSorted(), Object.keys(checks).toSorted());
});

/** The examples of a rule are its tests: what it marks, where it is silent, what its fix gives, and that its texts are whole. */
for (const rule of knowledge().rules) {
  describe(rule.id, () => {
    rule.examples.forEach((example, index) => {
      const title = example.title?.en ?? `example ${index + 1}`;
      test(`marks what is bad: ${title}`, () => marksExactly(rule, example.bad));
      test(`is silent on what is good: ${title}`, async () => {
        assert.deepEqual(placesOf(rule.id, await reviewed(example.good)), []);
      });
      test(`has whole sentences: ${title}`, () => hasWholeSentences(rule, example));
      if (rule.fixable) test(`is silent once fixed: ${title}`, () => isSilentOnceFixed(rule, example.bad));
    });
  });
}

async function marksExactly(rule: Rule, files: Files): Promise<void> {
  const expected = markedPlaces(rule.id, files);
  assert.notEqual(expected.length, 0, 'the bad example holds no marker of its rule');
  assert.deepEqual(placesOf(rule.id, await reviewed(files)), expected);
}

async function hasWholeSentences(rule: Rule, example: RuleExample): Promise<void> {
  for (const finding of findingsOf(rule.id, await reviewed(example.bad))) {
    for (const language of languages) {
      const message = fill(rule.message[language], finding.args);
      assert.doesNotMatch(message, /\{\w+\}/, 'the check gives no value for a placeholder');
      for (const { note, args } of finding.related) {
        // What decided a value is said in the same words for every rule.
        const sentence = rule.related[note]?.[language] ?? knowledge().phrases[`related.${note}`]?.[language];
        assert.ok(sentence !== undefined, `the rule has no sentence for the related place '${note}'`);
        assert.doesNotMatch(fill(sentence, args), /\{\w+\}/);
      }
    }
  }
}

async function isSilentOnceFixed(rule: Rule, files: Files): Promise<void> {
  const project = await reviewed(files);
  const fixed: Record<string, string> = { ...files };
  for (const finding of findingsOf(rule.id, project)) {
    if (finding.fix === undefined) continue;
    const edits = fixEdits(project, finding.fix);
    assert.equal(edits.length, finding.fix.edits.length);
    for (const path of Object.keys(files)) {
      const own = edits.filter((edit) => edit.uri === join(root, path));
      fixed[path] = replaced(fixed[path] ?? '', own);
    }
  }
  assert.notDeepEqual(fixed, files, 'no finding of a fixable rule offers a change');
  assert.deepEqual(placesOf(rule.id, await reviewed(fixed)), []);
}

function replaced(text: string, edits: readonly { readonly range: Range; readonly newText: string }[]): string {
  const lines = new LineIndex(text);
  const spans = edits.map(({ range, newText }) => ({
    start: lines.offset(range.start),
    end: lines.offset(range.end),
    newText,
  }));
  const fromEnd = spans.toSorted((a, b) => b.start - a.start);
  return fromEnd.reduce((all, { start, end, newText }) => all.slice(0, start) + newText + all.slice(end), text);
}
