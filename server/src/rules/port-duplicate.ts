import type { Port } from '../model/declaration.ts';
import type { Deployment } from '../model/part.ts';
import { defineCheck } from '../review/check.ts';

/** Reports members of one cluster in one compose file that publish the same port of the host: only one of them can start there. */
export const check = defineCheck({
  on: 'cluster',
  params: {},
  run({ subject, report }) {
    const taken = new Map<string, { readonly member: Deployment; readonly port: Port }>();
    for (const member of subject.deployments) {
      if (member.controller !== 'compose' || member.isFragment === true) continue;
      for (const port of member.ports) {
        if (port.published === undefined) continue;
        const key = `${member.uri} ${port.address ?? ''}:${port.published}`;
        const before = taken.get(key);
        if (before === undefined) taken.set(key, { member, port });
        else if (before.member.id !== member.id) {
          const args = { port: port.published, name: member.name, other: before.member.name };
          report({
            at: port.at,
            about: `${member.name}:${port.published}`,
            args,
            related: [{ at: before.port.at, note: 'other' }],
          });
        }
      }
    }
  },
});
