import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fill, languages } from '../../server/src/base/language.ts';
import { LineIndex } from '../../server/src/base/line-index.ts';
import { join } from '../../server/src/base/uri.ts';
import { knowledge } from '../../server/src/knowledge/catalog.ts';
import type { Rule, RuleExample } from '../../server/src/knowledge/types.ts';
import { fixEdits } from '../../server/src/project/edit.ts';
import type { Range } from '../../server/src/project/locate.ts';
import type { Project } from '../../server/src/project/project.ts';
import type { Finding } from '../../server/src/review/finding.ts';
import { checks } from '../../server/src/rules/index.gen.ts';
import { markersOf } from '../support/markers.ts';
import { projectOf, root } from '../support/review-files.ts';

test('every check serves a rule, and every rule names a check', () => {
  const named = new Set(knowledge().rules.map((rule) => rule.check));
  assert.deepEqual([...named].toSorted(), Object.keys(checks).toSorted());
});

type Files = Readonly<Record<string, string>>;

/** The examples of a rule are its tests: what it marks, where it is silent, what its fix gives, and that its texts are whole. */
for (const rule of knowledge().rules) {
  describe(rule.id, () => {
    rule.examples.forEach((example, index) => {
      const title = example.title?.en ?? `example ${index + 1}`;
      test(`marks what is bad: ${title}`, () => marksExactly(rule, example.bad));
      test(`is silent on what is good: ${title}`, async () => {
        assert.deepEqual(placesOf(rule, await reviewed(example.good)), []);
      });
      test(`has whole sentences: ${title}`, () => hasWholeSentences(rule, example));
      if (rule.fixable) test(`is silent once fixed: ${title}`, () => isSilentOnceFixed(rule, example.bad));
    });
  });
}

/** A project in which nothing kept the review from seeing all. */
async function reviewed(files: Files): Promise<Project> {
  const project = await projectOf(files);
  assert.deepEqual(project.problems(), []);
  return project;
}

function findingsOf(rule: Rule, project: Project): readonly Finding[] {
  return project.review().findings.filter((finding) => finding.rule === rule.id);
}

async function marksExactly(rule: Rule, files: Files): Promise<void> {
  const expected = Object.entries(files).flatMap(([path, text]) =>
    markersOf(text)
      .filter((marker) => marker.name === rule.id)
      .map(({ line, start, end }) => `${path}:${line + 1}:${start + 1}-${end + 1}`),
  );
  assert.notEqual(expected.length, 0, 'the bad example holds no marker of its rule');
  assert.deepEqual(placesOf(rule, await reviewed(files)), expected.toSorted());
}

function placesOf(rule: Rule, project: Project): readonly string[] {
  return findingsOf(rule, project)
    .map(({ at }) => {
      const range = project.range(at);
      assert.ok(range !== undefined, `${rule.id} marks no place`);
      return `${project.path(at.uri)}:${range.start.line + 1}:${range.start.character + 1}-${endOnFirstLine(range, at.uri, project) + 1}`;
    })
    .toSorted();
}

/** A range of several lines is marked on its first line. */
function endOnFirstLine({ start, end }: Range, uri: string, project: Project): number {
  if (end.line === start.line) return end.character;
  return (project.text(uri) ?? '').split('\n')[start.line]?.length ?? 0;
}

async function hasWholeSentences(rule: Rule, example: RuleExample): Promise<void> {
  for (const finding of findingsOf(rule, await reviewed(example.bad))) {
    for (const language of languages) {
      const message = fill(rule.message[language], finding.args);
      assert.doesNotMatch(message, /\{\w+\}/, 'the check gives no value for a placeholder');
      for (const { note, args } of finding.related) {
        const sentence = rule.related[note]?.[language];
        assert.ok(sentence !== undefined, `the rule has no sentence for the related place '${note}'`);
        assert.doesNotMatch(fill(sentence, args), /\{\w+\}/);
      }
    }
  }
}

async function isSilentOnceFixed(rule: Rule, files: Files): Promise<void> {
  const project = await reviewed(files);
  const fixed: Record<string, string> = { ...files };
  for (const finding of findingsOf(rule, project)) {
    if (finding.fix === undefined) continue;
    const edits = fixEdits(project, finding.fix);
    assert.equal(edits.length, finding.fix.edits.length);
    for (const path of Object.keys(files)) {
      const own = edits.filter((edit) => edit.uri === join(root, path));
      fixed[path] = replaced(fixed[path] ?? '', own);
    }
  }
  assert.notDeepEqual(fixed, files, 'no finding of a fixable rule offers a change');
  assert.deepEqual(placesOf(rule, await reviewed(fixed)), []);
}

function replaced(text: string, edits: readonly { readonly range: Range; readonly newText: string }[]): string {
  const lines = new LineIndex(text);
  const fromEnd = edits.map(({ range, newText }) => ({
    start: lines.offset(range.start),
    end: lines.offset(range.end),
    newText,
  }));
  return fromEnd
    .toSorted((a, b) => b.start - a.start)
    .reduce((all, { start, end, newText }) => all.slice(0, start) + newText + all.slice(end), text);
}
