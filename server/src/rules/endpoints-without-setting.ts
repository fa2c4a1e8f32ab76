import { declaredFacts } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';

/** Reports a client that names at least `min` endpoints in one value and nowhere says one of `settings`. */
export const check = defineCheck({
  on: 'client',
  params: { min: 'integer', settings: 'strings' },
  run({ subject, params, report }) {
    const [first] = subject.endpoints;
    if (first === undefined || subject.endpoints.length < params.min) return;
    // Hosts of several values are several connections: one pool for writes, another for reads.
    const { uri, value } = first.at;
    if (subject.endpoints.some(({ at }) => at.uri !== uri || at.value?.start !== value?.start)) return;
    if (params.settings.some((setting) => declaredFacts(subject, setting).length > 0)) return;
    report({
      at: first.at,
      args: { count: subject.endpoints.length, hosts: subject.endpoints.map(({ host }) => host).join(', ') },
    });
  },
});
