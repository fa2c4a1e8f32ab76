import { declaredFacts, placeOf } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';

/**
 * Reports a list (`1@a:9093,2@b:9093`) with at least `min`, at most `max` or an `even` number of items (all that are given must
 * hold). `prefix`: only values that begin so are such lists (`qjournal://a:8485;b:8485/name`).
 */
export const check = defineCheck({
  on: 'cluster',
  params: { setting: 'string', min: 'integer?', max: 'integer?', even: 'boolean?', prefix: 'string?' },
  run({ subject, params, report }) {
    const fact = declaredFacts(subject, params.setting)[0];
    const at = placeOf(fact);
    const count = itemsIn(fact?.value, params.prefix);
    if (count === undefined || at === undefined) return;
    if (count < (params.min ?? 1) || count > (params.max ?? Infinity) || (params.even === true && count % 2 !== 0))
      return;
    report({ at, args: { count, survives: Math.floor((count - 1) / 2), nodes: subject.nodes.value ?? '?' } });
  },
});

/** Undefined where the value is unknown or no such list. */
function itemsIn(value: string | undefined, prefix = ''): number | undefined {
  if (value?.startsWith(prefix) !== true) return undefined;
  const items = value.slice(prefix.length).split(/[,;\s]+/);
  return items.filter((item) => item !== '').length;
}
