import { declaredFacts, placeOf } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';

/**
 * Reports a cluster that is deployed in one of `topology`; what else must hold is said by `when`. `withHelpers`: false asks that
 * it has none. `place` names settings whose line is marked, where
 * one is written.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { topology: 'strings', withHelpers: 'boolean?', place: 'strings?' },
  run({ subject, params, links, report }) {
    if (subject.partial || !params.topology.includes(subject.topology)) return;
    if (params.withHelpers === false && subject.helpers.length > 0) return;
    const related = links.map((link) => ({
      at: link.client.at,
      note: 'client',
      args: { client: link.client.component },
    }));
    const written = (params.place ?? []).flatMap((setting) => declaredFacts(subject, setting))[0];
    report({
      at: placeOf(written) ?? subject.at,
      args: { nodes: subject.nodes.value ?? '?', name: subject.name },
      related,
    });
  },
});
