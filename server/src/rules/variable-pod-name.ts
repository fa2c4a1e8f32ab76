import { atKey } from '../model/anchor.ts';
import { defineCheck } from '../review/check.ts';

/**
 * Reports a variable out of `names` that a server takes from the name of its pod, though it must be a number. Silent where a
 * command of the container's own, or one that nobody read, may make a number of it.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { names: 'strings' },
  run({ subject, params, report }) {
    for (const member of [...subject.deployments, ...subject.helpers]) {
      if (member.hasOwnCommand === true || member.isSetUpUnseen === true) continue;
      for (const { name, field, at } of member.env) {
        if (field !== 'metadata.name' || !params.names.includes(name)) continue;
        report({ at: atKey(at), about: name, args: { name, pod: `${member.name}-0` } });
      }
    }
  },
});
