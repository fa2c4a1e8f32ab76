import { coerce, gte, lt } from 'semver';
import { atKey } from '../model/anchor.ts';
import { declaredFacts, distinctPlaces } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';

/** Reports a setting that the version in use no longer has (`since`), or does not have yet (`until`). Silent while the version is unknown. */
export const check = defineCheck({
  on: 'any',
  params: { settings: 'strings', since: 'string?', until: 'string?' },
  run({ subject, params, report }) {
    const version = coerce(subject.version.value);
    if (version === null) return;
    const { since, until } = params;
    if ((since !== undefined && lt(version, since)) || (until !== undefined && gte(version, until))) return;
    const facts = params.settings.flatMap((setting) => declaredFacts(subject, setting));
    const [at, ...others] = distinctPlaces(facts);
    if (at === undefined) return;
    const spelling = facts[0]?.spelling ?? params.settings[0] ?? '';
    const image = subject.version.at[0];
    report({
      at: atKey(at),
      about: params.settings[0] ?? '',
      args: { setting: spelling, version: subject.version.value ?? '', since: since ?? until ?? '' },
      related: [...others.map((place) => ({ at: place, note: 'also' })), ...(image === undefined ? [] : [{ at: image, note: 'version' }])],
    });
  },
});
