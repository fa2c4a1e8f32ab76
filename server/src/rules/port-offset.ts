import type { Port } from '../model/declaration.ts';
import type { Deployment } from '../model/part.ts';
import { defineCheck } from '../review/check.ts';

/**
 * A client that knows one port computes a second one as that port plus `offset` (Nacos: 8848 and 9848). Reports a compose
 * service that publishes `port`, and `port` + `offset` at another distance or, with `missing`, not at all.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { port: 'integer', offset: 'integer', missing: 'boolean?' },
  run({ subject, params, report }) {
    const { port, offset, missing = false } = params;
    for (const member of subject.deployments) {
      const [main] = published(member, port);
      if (main === undefined) continue;
      const second = published(member, port + offset);
      const expected = main.published + offset;
      if (second.some((each) => each.published === expected)) continue;
      const [wrong] = second;
      if ((wrong === undefined) !== missing) continue;
      report({
        at: (wrong ?? main).at,
        about: member.name,
        args: { port, target: port + offset, expected, actual: wrong?.published ?? '–', published: main.published },
        related: wrong === undefined ? [] : [{ at: main.at, note: 'main' }],
      });
    }
  },
});

function published(member: Deployment, target: number): readonly (Port & { readonly published: number })[] {
  if (member.controller !== 'compose' || member.isFragment === true) return [];
  const ports = member.ports.filter((port) => port.target === target);
  return ports.flatMap((port) => (port.published === undefined ? [] : [{ ...port, published: port.published }]));
}
