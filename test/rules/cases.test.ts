import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, test } from 'node:test';
import { knowledge } from '../../server/src/knowledge/catalog.ts';
import { type Files, markedPlaces, placesOf } from '../support/check-rule.ts';
import { projectOf } from '../support/review-files.ts';

/**
 * Tricky cases of rules, `<rule-id>/<case>/` with real file names: the rule marks what the markers say and nothing else, so a
 * case without a marker is a false positive that must not come back.
 */
const folder = import.meta.dirname;

for (const { id } of knowledge().rules) {
  const own = join(folder, id);
  if (!existsSync(own)) continue;
  describe(id, () => {
    for (const name of readdirSync(own).toSorted()) {
      test(name.replaceAll('-', ' '), async () => {
        const files = filesOf(join(own, name));
        assert.deepEqual(placesOf(id, await projectOf(files)), markedPlaces(id, files));
      });
    }
  });
}

test('every folder belongs to a rule', () => {
  const known = new Set(knowledge().rules.map((rule) => rule.id));
  const rules = foldersIn(folder).flatMap((component) =>
    foldersIn(join(folder, component)).map((slug) => `${component}/${slug}`),
  );
  assert.deepEqual(
    rules.filter((rule) => !known.has(rule)),
    [],
  );
});

function foldersIn(path: string): readonly string[] {
  return readdirSync(path).filter((name) => statSync(join(path, name)).isDirectory());
}

function filesOf(path: string): Files {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(path, name)).isFile(),
  );
  return Object.fromEntries(names.map((name) => [name.split(sep).join('/'), readFileSync(join(path, name), 'utf8')]));
}
