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
      if (member.controller !== 'compose' || member.partial) continue;
      const main = member.ports.find((each) => each.target === port && each.published !== undefined);
      if (main?.published === undefined) continue;
      const second = member.ports.filter((each) => each.target === port + offset && each.published !== undefined);
      const expected = main.published + offset;
      if (second.some((each) => each.published === expected)) continue;
      const [wrong] = second;
      if ((wrong === undefined) !== missing) continue;
      const args = { port, target: port + offset, expected, actual: wrong?.published ?? '–', published: main.published };
      report({ at: (wrong ?? main).at, about: member.name, args, related: wrong === undefined ? [] : [{ at: main.at, note: 'main' }] });
    }
  },
});
