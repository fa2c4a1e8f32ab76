import { isCoordinatedOutside, placeOf } from '../model/declared.ts';
import type { Fact } from '../model/fact.ts';
import { defineCheck } from '../review/check.ts';
import { inForce } from '../review/fact-in-force.ts';
import type { Related } from '../review/finding.ts';

const relations: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  equals: (left, right) => left === right,
  above: (left, right) => left > right,
  below: (left, right) => left < right,
};

/**
 * Compares numbers in force of one cluster: reports where one of `settings` `is` (`equals`, `above`, `below`) `other`, which is
 * a setting or `nodes`. At least one of the two must be written; the finding stands where the first such setting is, else
 * where `other` is. `least`: only values of at least this. `coordinator`: silent where
 * what this setting names is outside the workspace, as the number of members is not known then.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { settings: 'strings', is: 'string', other: 'string', least: 'integer?', coordinator: 'string?' },
  run(context) {
    const { subject, params, knowledge, report } = context;
    const other: Fact<string | number> =
      params.other === 'nodes' ? subject.nodes : inForce(subject, params.other, knowledge);
    const limit = numberOf(other);
    if (limit === undefined || subject.partial) return;
    const facts = params.settings.map((setting) => ({ setting, fact: inForce(subject, setting, knowledge) }));
    const wrong = facts.flatMap(({ setting, fact }) => {
      const value = numberOf(fact);
      if (value === undefined || value < (params.least ?? -Infinity) || relations[params.is]?.(value, limit) !== true)
        return [];
      const at =
        fact.from === 'declared'
          ? placeOf(fact)
          : other.from === 'declared' && params.other !== 'nodes'
            ? placeOf(other)
            : undefined;
      return at === undefined ? [] : [{ setting, value, at }];
    });
    const [first, ...others] = wrong;
    if (first === undefined) return;
    if (params.coordinator !== undefined && isCoordinatedOutside(subject, params.coordinator, context)) return;
    const place = placeOf(other);
    const related: Related[] = others.map(({ at }) => ({ at, note: 'also' }));
    if (place !== undefined && place !== first.at) related.push({ at: place, note: 'other', args: { value: limit } });
    const setting = first.setting.slice(first.setting.indexOf(':') + 1);
    report({
      at: first.at,
      about: first.setting,
      args: { setting, value: first.value, other: limit, nodes: subject.nodes.value ?? '?' },
      related,
    });
  },
});

function numberOf({ value }: Fact<string | number>): number | undefined {
  const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
  return value === undefined || Number.isNaN(number) ? undefined : number;
}
