import { atKey, compareByKey } from '../model/anchor.ts';
import { declaredFacts, placeOf } from '../model/declared.ts';
import type { Client } from '../model/part.ts';
import { defineCheck } from '../review/check.ts';
import { inForce } from '../review/fact-in-force.ts';

/**
 * Reports an application that nowhere writes `setting`, so that the default of the client library it is built with holds, where
 * that is in `in`. `spelling` begins the names of properties that show the use meant: one that only reads has no `acks`. Said at the
 * first of these properties, once for an environment; silent while the library's version is unknown.
 */
export const check = defineCheck({
  on: 'client',
  params: { setting: 'string', in: 'strings', spelling: 'string' },
  run(context) {
    const { subject, params, knowledge, report } = context;
    if (subject.library === undefined) return;
    const [at] = placesBelow(subject, params.spelling);
    if (at === undefined) return;
    const own = context.neighbours.filter(({ component }) => component === subject.component);
    if (own.some((client) => declaredFacts(client, params.setting).length > 0)) return;
    if (own.find((client) => client.environment === subject.environment)?.id !== subject.id) return;
    const { value, from } = inForce(subject, params.setting, knowledge);
    if (from !== 'default' || value === undefined || !params.in.includes(value)) return;
    const version = placeOf(subject.version);
    report({
      at: atKey(at),
      about: params.setting,
      args: {
        value,
        library: subject.library.slice(subject.library.indexOf(':') + 1),
        version: subject.version.value ?? '',
      },
      related: version === undefined ? [] : [{ at: version, note: 'version' }],
    });
  },
});

/** Where properties below a prefix are written, by file and place. */
function placesBelow({ settings, shownBy = [] }: Client, prefix: string): readonly Client['at'][] {
  const said = [...settings.values()]
    .flat()
    .flatMap(({ spelling = '', at: [at] }) => (at === undefined ? [] : [{ name: spelling, at }]));
  const below = [...shownBy, ...said].filter(({ name }) => name.toLowerCase().startsWith(`${prefix}.`));
  return below.map(({ at }) => at).toSorted(compareByKey);
}
