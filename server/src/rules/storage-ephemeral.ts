import type { Anchor } from '../model/anchor.ts';
import type { Deployment } from '../model/part.ts';
import type { System } from '../model/system.ts';
import { defineCheck } from '../review/check.ts';

/** Reports a resource that asks for storage which goes with the pod, also as one of several disks. */
export const check = defineCheck({
  on: 'cluster',
  params: {},
  run(context) {
    const { subject, report } = context;
    const places = [...subject.deployments, ...subject.helpers].flatMap((member) => ephemeralOf(member, context));
    const [at, ...others] = places;
    if (at === undefined) return;
    report({
      at,
      args: { nodes: subject.nodes.value ?? '?' },
      related: others.map((place) => ({ at: place, note: 'also' })),
    });
  },
});

function ephemeralOf(member: Deployment, context: { readonly system: System }): readonly Anchor[] {
  const { storage } = member;
  if (storage?.value === undefined) return [];
  if (isEphemeral(storage.value)) return storage.at.slice(0, 1);
  if (storage.value !== 'jbod') return [];
  const resources = context.system.parts.filter((part) => part.uri === member.uri).flatMap((part) => part.resources);
  const disks = resources.filter((resource) => resource.name === member.name).flatMap((resource) => resource.fields);
  return disks
    .filter((field) => /\.volumes\[\d+\]\.type$/.test(field.name) && isEphemeral(field.value ?? ''))
    .map((field) => field.at);
}

function isEphemeral(type: string): boolean {
  return /^(ephemeral|emptydir)$/i.test(type);
}
