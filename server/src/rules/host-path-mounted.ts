import { defineCheck } from '../review/check.ts';

/** Reports a member into which one of `hostPaths` is mounted. */
export const check = defineCheck({
  on: 'cluster',
  params: { hostPaths: 'strings' },
  run({ subject, params, report }) {
    const mounts = [...subject.deployments, ...subject.helpers].flatMap((member) => member.mounts);
    const [first, ...others] = mounts.filter(({ source }) => source !== undefined && params.hostPaths.includes(source));
    if (first === undefined) return;
    report({
      at: first.at,
      args: { source: first.source ?? '' },
      related: others.map(({ at }) => ({ at, note: 'also' })),
    });
  },
});
