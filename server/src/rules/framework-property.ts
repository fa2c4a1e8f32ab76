import { coerce, lt } from 'semver';
import { atKey, type Anchor, compareByKey } from '../model/anchor.ts';
import { placeOf } from '../model/declared.ts';
import type { Client } from '../model/part.ts';
import { defineCheck } from '../review/check.ts';

/**
 * Reports properties that the application's version of Spring Boot does not read: those below `before` from version `since` on,
 * those below `after` up to then. An application that has both is made for both, and whoever reads properties of its own below
 * `except` goes on doing so.
 */
export const check = defineCheck({
  on: 'client',
  params: { before: 'string', after: 'string', since: 'string', except: 'strings?' },
  run(context) {
    const { subject, params, report } = context;
    const version = subject.framework?.value;
    const parsed = coerce(version);
    if (version === undefined || parsed === null) return;
    const [dead, read] = lt(parsed, params.since) ? [params.after, params.before] : [params.before, params.after];
    const whole = context.neighbours.flatMap(spellings);
    if (whole.some(({ name }) => isBelow(name, read))) return;
    const ignored = spellings(subject).filter(
      ({ name }) => isBelow(name, dead) && !(params.except ?? []).some((prefix) => isBelow(name, prefix)),
    );
    const [first, ...others] = ignored;
    if (first === undefined) return;
    const place = placeOf(subject.framework);
    report({
      at: atKey(first.at),
      about: dead,
      args: { property: first.name, version, prefix: read },
      related: [
        ...others.map(({ at }) => ({ at: atKey(at), note: 'also' })),
        ...(place === undefined ? [] : [{ at: place, note: 'version' }]),
      ],
    });
  },
});

interface Spelling {
  readonly name: string;
  readonly at: Anchor;
}

/** Every property by which a client is told something, each place once. */
function spellings({ shownBy = [], settings }: Client): readonly Spelling[] {
  const said = [...settings.values()]
    .flat()
    .flatMap(({ spelling, at: [at] }): Spelling[] =>
      spelling === undefined || at === undefined ? [] : [{ name: spelling, at }],
    );
  const byPlace = new Map(
    [...shownBy, ...said].map((each) => [`${each.at.uri} ${each.at.key?.start} ${each.name}`, each]),
  );
  return [...byPlace.values()].toSorted((a, b) => compareByKey(a.at, b.at));
}

function isBelow(name: string, prefix: string): boolean {
  return name.toLowerCase().startsWith(`${prefix}.`);
}
