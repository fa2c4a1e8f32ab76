import { atKey } from '../model/anchor.ts';
import { defineCheck } from '../review/check.ts';
import type { Edit } from '../review/finding.ts';

/**
 * Reports an environment variable of a server that its image hands on and the server does not know. `names` are
 * `WRONG` or, where there is one meant instead, `WRONG=RIGHT`; each is tried behind every one of `prefixes`.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { names: 'strings', prefixes: 'strings?' },
  run({ subject, params, report }) {
    const table = new Map(params.names.map((name) => name.split('=', 2) as [string, string | undefined]));
    for (const member of [...subject.deployments, ...subject.helpers]) {
      for (const variable of member.env) {
        const prefix = (params.prefixes ?? ['']).find(
          (each) => variable.name.startsWith(each) && table.has(variable.name.slice(each.length)),
        );
        if (prefix === undefined) continue;
        const right = table.get(variable.name.slice(prefix.length));
        const instead = right === undefined ? '' : prefix + right;
        const at = atKey(variable.at);
        const edits: Edit[] = instead === '' ? [] : [{ kind: 'rename-key', at, key: instead }];
        report({
          at,
          about: variable.name,
          args: { name: variable.name, instead },
          ...(edits.length > 0 && { fix: { disposition: 'unsafe', edits } }),
        });
      }
    }
  },
});
