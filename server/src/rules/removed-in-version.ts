import { coerce, gte, lt } from 'semver';
import { atKey } from '../model/anchor.ts';
import { declaredFacts, distinctPlaces } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';
import type { Related } from '../review/finding.ts';

/** Reports a setting that the version in use no longer has (`since`), or does not have yet (`until`). Silent while the version is unknown. */
export const check = defineCheck({
  on: 'any',
  params: { settings: 'strings', since: 'string?', until: 'string?' },
  run({ subject, params, report }) {
    const { value = '', at: versionAt } = subject.version;
    if (!isIn(value, params.since, params.until)) return;
    const facts = params.settings.flatMap((setting) => declaredFacts(subject, setting));
    const [first] = facts;
    const [at, ...others] = distinctPlaces(facts);
    if (first === undefined || at === undefined) return;
    const also: Related[] = others.map((place) => ({ at: place, note: 'also' }));
    report({
      at: atKey(at),
      about: params.settings[0] ?? '',
      args: { setting: first.spelling ?? '', version: value },
      related: [...also, ...versionAt.slice(0, 1).map((place) => ({ at: place, note: 'version' }))],
    });
  },
});

function isIn(version: string, since = '0.0.0', until = '99999.0.0'): boolean {
  const parsed = coerce(version);
  return parsed !== null && gte(parsed, since) && lt(parsed, until);
}
