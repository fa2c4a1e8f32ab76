import assert from 'node:assert/strict';
import { test } from 'node:test';
import { annotationsIn } from '../../../server/src/extract/annotation.ts';
import type { Annotation } from '../../../server/src/model/part.ts';
import type { Comment } from '../../../server/src/yaml/tree.ts';

/** Every `#` begins a comment: enough for these texts. */
function hashComments(text: string): Comment[] {
  return [...text.matchAll(/#.*/g)].map((match) => ({
    text: match[0],
    span: { start: match.index, end: match.index + match[0].length },
  }));
}

function only(text: string): Annotation {
  const [first, ...others] = annotationsIn(text, hashComments);
  assert.ok(first !== undefined && others.length === 0, 'exactly one annotation');
  return first;
}

test('a suppression of the next line names its rules with their places', () => {
  const text = 'a: 1\n# archlens-disable-next-line kafka/acks-not-all, redis/x -- metrics only\nb: 2\n';
  const found = only(text);
  assert.equal(found.kind, 'suppression');
  assert.deepEqual(
    found.rules.map(({ span }) => text.slice(span.start, span.end)),
    ['kafka/acks-not-all', 'redis/x'],
  );
  assert.equal(found.reason, 'metrics only');
  assert.equal(found.line, 2);
});

test('comments between the suppression and its line are passed over', () => {
  const found = only('# archlens-disable-next-line kafka/x\n# prose\n#more\nb: 2\n');
  assert.equal(found.line, 3);
});

test('a rule id may be left out, a date is no rule', () => {
  const found = only('b: 2 # archlens-disable-line until=2027-01-31 -- see ticket -- twice\n');
  assert.ok(found.kind === 'suppression');
  assert.deepEqual(
    [found.scope, found.rules, found.until, found.reason, found.line],
    ['line', [], '2027-01-31', 'see ticket -- twice', 0],
  );
});

test('a suppression without a reason has none', () => {
  const found = only('# archlens-disable-file redis/no-password --\n');
  assert.ok(found.kind === 'suppression');
  assert.deepEqual([found.scope, found.reason, found.line], ['file', undefined, undefined]);
});

test('an intent speaks of the line below, or of its own when it stands behind something', () => {
  const above = only('x: 1\n  # archlens: purpose=lock needs=strong-consistency,fencing environment=prod\nredis:\n');
  assert.ok(above.kind === 'intent');
  assert.deepEqual(
    [above.purpose, above.needs, above.environment, above.line],
    ['lock', ['strong-consistency', 'fencing'], 'prod', 2],
  );
  assert.equal(only('redis: # archlens: purpose=cache\n').line, 0);
});

test('other comments and near misses say nothing', () => {
  assert.deepEqual(
    annotationsIn(
      '# archlens is great\n# archlens-disable-nextline x\n# archlens-disable-lines x\n# see archlens: below\n',
      hashComments,
    ),
    [],
  );
});

test('a text without the word is not searched', () => {
  assert.deepEqual(
    annotationsIn('# nothing\n', () => assert.fail('must not be asked')),
    [],
  );
});
