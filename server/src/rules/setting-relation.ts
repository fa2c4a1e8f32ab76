import { placeOf } from '../model/declared.ts';
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
 * Compares two numbers in force of one cluster: reports where `setting` `is` (`equals`, `above`, `below`) `other`, which is a
 * setting or `nodes`. At least one of them must be written; the finding stands where `setting` is, else where `other` is.
 * `least`: only where `setting` is at least this.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { setting: 'string', is: 'string', other: 'string', least: 'integer?' },
  run({ subject, params, knowledge, report }) {
    const left = inForce(subject, params.setting, knowledge);
    const right: Fact<string | number> = params.other === 'nodes' ? subject.nodes : inForce(subject, params.other, knowledge);
    const [value, limit] = [numberOf(left), numberOf(right)];
    if (value === undefined || limit === undefined || value < (params.least ?? -Infinity)) return;
    if (relations[params.is]?.(value, limit) !== true) return;
    const place = left.from === 'declared' ? placeOf(left) : undefined;
    const otherPlace = placeOf(right);
    const at = place ?? (right.from === 'declared' ? otherPlace : undefined);
    if (at === undefined) return;
    const related: Related[] = otherPlace === undefined || otherPlace === at ? [] : [{ at: otherPlace, note: 'other', args: { value: limit } }];
    report({ at, about: params.setting, args: { value, other: limit, nodes: subject.nodes.value ?? '?' }, related });
  },
});

function numberOf({ value }: Fact<string | number>): number | undefined {
  const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
  return value === undefined || Number.isNaN(number) ? undefined : number;
}
