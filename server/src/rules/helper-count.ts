import { isCountStated, mayBeConfiguredElsewhere } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';

/**
 * Reports a cluster whose helpers of one `role` (sentinels) number at least `min` and at most `max`; unknown numbers are not
 * judged. `whole`: only where no helper may be configured in a file that was not read, as `when` then asks for a default.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { role: 'string', min: 'integer?', max: 'integer?', whole: 'boolean?' },
  run({ subject, params, report }) {
    const taken = new Set(subject.helpers.flatMap(({ takes }) => takes ?? []));
    // The file a helper is started with is no helper beside it.
    const helpers = subject.helpers.filter(
      ({ role, gives }) => role === params.role && (gives === undefined || !taken.has(gives)),
    );
    const counts = helpers.map((helper) => helper.instances.value);
    const known = counts.filter((count) => count !== undefined);
    const count = known.reduce((sum, each) => sum + each, 0);
    const [first] = helpers;
    if (first === undefined || known.length < counts.length || (first.partial && !isCountStated(first))) return;
    if (!isWithin(count, params) || (params.whole === true && helpers.some(mayBeConfiguredElsewhere))) return;
    const [watched] = subject.deployments;
    const written = first.instances.from === 'declared' ? first.instances.at[0] : undefined;
    report({
      at: written ?? first.at,
      args: { count, nodes: subject.nodes.value ?? '?' },
      related: watched === undefined ? [] : [{ at: watched.at, note: 'cluster' }],
    });
  },
});

function isWithin(
  count: number,
  { min = 1, max = Infinity }: { readonly min?: number; readonly max?: number },
): boolean {
  return count >= min && count <= max;
}
