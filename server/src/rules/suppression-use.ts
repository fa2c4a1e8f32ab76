import { defineCheck } from '../review/check.ts';

/** Reports a suppression in the given `state`: `unused`, `expired`, `unknown-rule` or `without-reason`. */
export const check = defineCheck({
  on: 'suppression',
  params: { state: 'string' },
  run({ subject, params, report }) {
    if (subject.state !== params.state) return;
    report({ at: subject.at, about: subject.rule, args: { rule: subject.rule, until: subject.until ?? '' } });
  },
});
