import { declaredFacts, placeOf } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';

/**
 * Reports a Seata transaction group for which no cluster is named. `mapping` is a setting whose spelling ends in the group's name
 * (`seata.service.vgroup-mapping.<group>`). Where no mapping is written at all it may come from a configuration centre.
 */
export const check = defineCheck({
  on: 'client',
  params: { group: 'string', mapping: 'string' },
  run({ subject, params, report }) {
    const group = declaredFacts(subject, params.group)[0];
    const at = placeOf(group);
    const mappings = subject.settings.get(params.mapping) ?? [];
    if (group?.value === undefined || at === undefined || mappings.length === 0) return;
    const names = mappings.map((mapping) => nameOf(mapping.spelling ?? ''));
    const { value } = group;
    if (names.some((name) => name === '' || name.includes('$') || plain(name) === plain(value))) return;
    const related = mappings.flatMap((mapping) =>
      mapping.at.slice(0, 1).map((place) => ({ at: place, note: 'mapping' })),
    );
    report({ at, args: { group: value, names: names.join(', ') }, related });
  },
});

/** The last segment of the mapping's property. */
function nameOf(spelling: string): string {
  return spelling.split(/vgroup-?mapping\./i)[1] ?? '';
}

/** Relaxed binding does not tell `shop-group` from `shopGroup`. */
function plain(name: string): string {
  return name.replace(/[-_]/g, '').toLowerCase();
}
