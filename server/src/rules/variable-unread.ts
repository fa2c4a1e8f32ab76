import { atKey } from '../model/anchor.ts';
import { declaredFacts, mayBeConfiguredElsewhere } from '../model/declared.ts';
import { members } from '../model/query.ts';
import { defineCheck } from '../review/check.ts';

/**
 * Reports the environment variables out of `names` that a server is given though its image hands none on. Silent where one of the
 * settings of `settledBy` is written: then something else may take the variable.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { names: 'strings', settledBy: 'strings?' },
  run({ subject, params, report }) {
    if ((params.settledBy ?? []).some((setting) => declaredFacts(subject, setting).length > 0)) return;
    for (const member of members(subject)) {
      if (member.ignoresVariables !== true || mayBeConfiguredElsewhere(member)) continue;
      for (const variable of member.env) {
        if (!params.names.includes(variable.name)) continue;
        report({ at: atKey(variable.at), about: variable.name, args: { name: variable.name } });
      }
    }
  },
});
