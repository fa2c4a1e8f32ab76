import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileFiles, printed } from '../support/knowledge-files.ts';
import { component, sources } from '../support/quasar.ts';

describe('marks of what was seen on real servers', () => {
  const mark = (date: string): string =>
    `  - { check: quasar-sync, server: quasar, version: 2.0.1, date: "${date}", text: { en: "It waited.", zh-cn: "它等待了。" } }\n`;
  const files = (verified: string): Record<string, string> => ({
    'components/quasar.yaml': component,
    'sources.yaml': sources,
    'verified.yaml': verified,
  });

  it('are taken for what exists', () => {
    const compiled = compileFiles(files(`quasar:\n${mark('2026-11-21')}"quasar:sync":\n${mark('2026-11-21')}`));
    assert.deepEqual(printed(compiled), []);
    assert.equal(compiled.knowledge.verified['quasar:sync']?.[0]?.version, '2.0.1');
  });

  it('are refused for what does not, out of order, and with dates that are none', () => {
    const compiled = compileFiles(files(`quasar/gone:\n${mark('2026-11-21')}quasar:\n${mark('2026-13-01')}`));
    assert.deepEqual(
      compiled.problems.map(({ message }) => message),
      [
        "'quasar/gone' is no concept, component, setting or rule",
        "'quasar' stands in the wrong place: sort by id",
        "'2026-13-01' is not a date",
      ],
    );
  });
});
