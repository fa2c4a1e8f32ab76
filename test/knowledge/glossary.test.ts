import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { knowledgeFiles } from '../../knowledge/build.ts';
import { walk } from '../../knowledge/compile/file.ts';
import { knowledge } from '../../server/src/knowledge/catalog.ts';

interface Term {
  readonly en: string;
  readonly 'zh-cn': string;
  readonly not?: readonly string[];
}

const terms = parse(knowledgeFiles().get('glossary.yaml') ?? '') as readonly Term[];

/** Every Chinese text below a value, with its place. */
function* chineseTexts(value: unknown): Generator<{ readonly place: string; readonly text: string }> {
  for (const { path, value: part } of walk(value)) {
    if ('zh-cn' in part && typeof part['zh-cn'] === 'string') yield { place: path.join('.'), text: part['zh-cn'] };
  }
}

function misused(value: unknown): string[] {
  return Array.from(chineseTexts(value)).flatMap(({ place, text }) =>
    terms.flatMap((term) =>
      (term.not ?? [])
        .filter((variant) => text.includes(variant))
        .map((variant) => `${place}: ${variant}, in the glossary ${term['zh-cn']}`),
    ),
  );
}

describe('glossary', () => {
  it('has every term once', () => {
    for (const key of ['en', 'zh-cn'] as const) {
      const all = terms.map((term) => term[key]);
      assert.deepEqual(
        all.filter((one, i) => all.indexOf(one) !== i),
        [],
      );
    }
  });

  it('forbids no word that it asks for', () => {
    const texts = terms.map((term) => ({ 'zh-cn': term['zh-cn'] }));
    assert.deepEqual(misused(texts), []);
  });

  it('is kept by every text', () => {
    assert.deepEqual(misused(knowledge()), []);
  });

  it('finds a variant', () => {
    assert.deepEqual(misused({ text: { en: 'Split brain.', 'zh-cn': '可能出现裂脑。' } }), [
      'text: 裂脑, in the glossary 脑裂',
    ]);
  });
});
