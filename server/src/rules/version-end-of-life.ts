import { coerce, compare, type SemVer } from 'semver';
import type { VersionLine } from '../knowledge/types.ts';
import { placeOf } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';

/** Reports a version whose line the project no longer maintains on the day of the review, by the dates of the knowledge base. */
export const check = defineCheck({
  on: 'cluster',
  params: {},
  run({ subject, knowledge, today, report }) {
    const version = subject.version.value;
    const parsed = coerce(version);
    const lines = knowledge.components.find((component) => component.id === subject.component)?.versions.lines ?? [];
    if (version === undefined || parsed === null || subject.deployments.some((member) => member.variant !== undefined)) return;
    const line = lineOf(parsed, lines) ?? before(parsed, lines);
    if (line === undefined || !hasEnded(line, today)) return;
    const supported = lines.filter((each) => !hasEnded(each, today)).toSorted(byVersion);
    report({
      at: placeOf(subject.version) ?? subject.at,
      args: { version, date: line.endOfLife ?? '–', supported: supported.map((each) => each.version).join(', ') },
    });
  },
});

function hasEnded({ ended, endOfLife }: VersionLine, today: string): boolean {
  return ended === true || (endOfLife !== undefined && endOfLife <= today);
}

/** The line with as many equal leading numbers as it names: `3.9` for 3.9.1, `7` for 7.2. */
function lineOf(version: SemVer, lines: readonly VersionLine[]): VersionLine | undefined {
  const numbers = [version.major, version.minor, version.patch];
  const matches = lines.filter((line) => line.version.split('.').every((part, index) => Number(part) === numbers[index]));
  return matches.toSorted((a, b) => b.version.length - a.version.length)[0];
}

/** A version older than every line of the table shares the fate of the oldest one. */
function before(version: SemVer, lines: readonly VersionLine[]): VersionLine | undefined {
  const oldest = lines.toSorted(byVersion)[0];
  const start = coerce(oldest?.version);
  return start !== null && compare(version, start) < 0 ? oldest : undefined;
}

function byVersion(a: VersionLine, b: VersionLine): number {
  return compare(coerce(a.version) ?? '0.0.0', coerce(b.version) ?? '0.0.0');
}
