import { defineCheck } from '../review/check.ts';

/** Reports members of a StatefulSet whose `serviceName` names no Service, while another one selects their pods. */
export const check = defineCheck({
  on: 'cluster',
  params: {},
  run({ subject, report }) {
    for (const { name, governedBy, governedInstead } of [...subject.deployments, ...subject.helpers])
      if (governedBy !== undefined && governedInstead !== undefined)
        report({
          at: governedBy.at,
          about: name,
          args: { service: governedBy.value ?? '', name, other: governedInstead.name },
          related: [{ at: governedInstead.at, note: 'service' }],
          ...(governedInstead.headless && {
            fix: { disposition: 'unsafe', edits: [{ kind: 'set', at: governedBy.at, value: governedInstead.name }] },
          }),
        });
  },
});
