import { declaredFacts, mayBeConfiguredElsewhere } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';
import { inForce } from '../review/fact-in-force.ts';
import type { Related } from '../review/finding.ts';

/**
 * Reports that none of `settings` is written, where what then holds is known to be in `in` (without `in`: whatever holds).
 * `pairs` as in `setting-value`. Silent where the setting may be written in a file that was not read.
 */
export const check = defineCheck({
  on: 'any',
  params: { settings: 'strings', in: 'strings?', pairs: 'strings?' },
  run({ subject, params, links, knowledge, report }) {
    const [setting] = params.settings;
    if (setting === undefined || subject.partial) return;
    if (subject.kind === 'cluster' && subject.deployments.some(mayBeConfiguredElsewhere)) return;
    if (params.settings.some((each) => declaredFacts(subject, each).length > 0)) return;
    const { value } = inForce(subject, setting, knowledge);
    if (params.in !== undefined && (value === undefined || !params.in.includes(value))) return;
    const clients = subject.kind === 'cluster' ? links.map((link) => link.client) : [];
    const related = clients.flatMap((client) => (params.pairs ?? []).flatMap((pair) => declaredFacts(client, pair)));
    report({
      at: subject.at,
      about: setting,
      args: { setting: setting.slice(setting.indexOf(':') + 1), value: value ?? '' },
      related: related.flatMap((fact): Related[] =>
        fact.at.slice(0, 1).map((at) => ({ at, note: 'pair', args: { setting: fact.spelling ?? '', value: fact.value ?? '?' } })),
      ),
    });
  },
});
