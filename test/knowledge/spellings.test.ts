import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { knowledge } from '../../server/src/knowledge/catalog.ts';
import { keywordPattern } from '../../server/src/knowledge/keywords.ts';
import { analyse } from '../support/analyse.ts';
import { filesOf, type SpeltFile, type Spelling, spellingsOf } from '../support/spelt-setting.ts';

const all = knowledge();
const keywords = keywordPattern(all);

/** Ids of the settings that a file is understood to state, through the whole way from its text. */
function settingsIn({ path, text }: SpeltFile): ReadonlySet<string> {
  const part = analyse({ uri: `file:///workspace/${path}`, path, text }, all, { keywords });
  const owners = [...part.deployments, ...part.clients];
  return new Set(owners.flatMap(({ settings }) => [...settings.keys()]));
}

function isUnderstood(spelling: Spelling): boolean {
  return filesOf(spelling).some((file) => settingsIn(file).has(spelling.setting.id));
}

/** Every way to write a setting is written once, in a file as people have it, and must be taken for that setting. */
for (const component of all.components) {
  describe(`spellings of ${component.id}`, () => {
    for (const spelling of spellingsOf([component])) {
      it(`${spelling.setting.id} as ${spelling.kind} ${spelling.name}`, () => {
        assert.ok(
          isUnderstood(spelling),
          filesOf(spelling)
            .map(({ path, text }) => `${path}\n${text}`)
            .join('\n'),
        );
      });
    }
  });
}

it('a spelling nobody knows is not taken for a setting', () => {
  const kinds = new Map(Array.from(spellingsOf(all.components), (one) => [one.kind, one]));
  assert.equal(kinds.size, 7);
  for (const spelling of kinds.values()) {
    const other = { ...spelling, name: `${spelling.name}x` };
    assert.ok(isUnderstood(spelling) && !isUnderstood(other), `${spelling.kind} ${other.name}`);
  }
});
