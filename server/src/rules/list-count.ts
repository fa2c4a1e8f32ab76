import { declaredFacts, placeOf } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';

/** Reports a list (`1@a:9093,2@b:9093`) with at least `min`, at most `max` or an `even` number of items (all that are given must hold). */
export const check = defineCheck({
  on: 'cluster',
  params: { setting: 'string', min: 'integer?', max: 'integer?', even: 'boolean?' },
  run({ subject, params, report }) {
    const fact = declaredFacts(subject, params.setting)[0];
    const at = placeOf(fact);
    if (fact?.value === undefined || at === undefined) return;
    const count = fact.value.split(/[,\s]+/).filter((item) => item !== '').length;
    if (count < (params.min ?? 1) || count > (params.max ?? Infinity) || (params.even === true && count % 2 !== 0))
      return;
    report({ at, args: { count, survives: Math.floor((count - 1) / 2), nodes: subject.nodes.value ?? '?' } });
  },
});
