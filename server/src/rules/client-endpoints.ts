import { defineCheck } from '../review/check.ts';

/** Reports a client in one of `modes` that names at most `max` endpoints, wherever they lead. */
export const check = defineCheck({
  on: 'client',
  params: { modes: 'strings', max: 'integer' },
  run({ subject, links, params, report }) {
    const [first] = subject.endpoints;
    if (first === undefined || !params.modes.includes(subject.mode) || subject.endpoints.length > params.max) return;
    // One name may stand for all of them: a Kubernetes Service, or one deployment with several instances.
    if (
      links.some(({ cluster }) =>
        cluster?.helpers.some((helper) => (helper.instances.value ?? 2) > 1 || helper.controller !== 'compose'),
      )
    )
      return;
    report({ at: first.at, args: { count: subject.endpoints.length, host: first.host } });
  },
});
