import { placeOf } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';

/** Reports a member that asks for at least `min` instances from one of `controllers`, which give them no identity. */
export const check = defineCheck({
  on: 'cluster',
  params: { controllers: 'strings', min: 'integer' },
  run({ subject, params, report }) {
    for (const member of subject.deployments) {
      const count = member.instances.value;
      if (
        member.partial ||
        count === undefined ||
        count < params.min ||
        !params.controllers.includes(member.controller)
      )
        continue;
      const args = { count, controller: member.controller, name: member.name };
      report({ at: placeOf(member.instances) ?? member.at, about: member.name, args });
    }
  },
});
