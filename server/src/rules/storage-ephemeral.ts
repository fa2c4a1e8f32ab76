import { defineCheck } from '../review/check.ts';

/** Reports a resource that asks for storage which goes with the pod. */
export const check = defineCheck({
  on: 'cluster',
  params: {},
  run({ subject, report }) {
    const members = [...subject.deployments, ...subject.helpers].flatMap((member) => (member.storage === undefined ? [] : [member.storage]));
    const [first, ...others] = members.filter((storage) => storage.value !== undefined && /^(ephemeral|emptydir)$/i.test(storage.value));
    const at = first?.at[0];
    if (at === undefined) return;
    report({
      at,
      args: { nodes: subject.nodes.value ?? '?' },
      related: others.flatMap((storage) => storage.at.slice(0, 1).map((place) => ({ at: place, note: 'also' }))),
    });
  },
});
