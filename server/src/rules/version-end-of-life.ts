import { coerce, compare, type SemVer } from 'semver';
import type { Component, VariantVersions, VersionLine } from '../knowledge/types.ts';
import { placeOf } from '../model/declared.ts';
import type { Cluster } from '../model/system.ts';
import { defineCheck } from '../review/check.ts';

/** Reports a version whose line the project no longer maintains on the day of the review, by the dates of the knowledge base. */
export const check = defineCheck({
  on: 'cluster',
  params: {},
  run({ subject, knowledge, today, report }) {
    const version = subject.version.value;
    const parsed = coerce(version);
    const component = knowledge.components.find((each) => each.id === subject.component);
    const product = component === undefined ? undefined : productOf(component, subject);
    if (version === undefined || parsed === null || product === undefined) return;
    const { name, lines } = product;
    const matching = linesOf(version, lines);
    const candidates = matching.length > 0 ? matching : before(parsed, lines);
    if (candidates.length === 0 || !candidates.every((line) => hasEnded(line, today))) return;
    const supported = lines.filter((each) => !hasEnded(each, today)).toSorted(byVersion);
    report({
      at: placeOf(subject.version) ?? subject.at,
      args: {
        component: name,
        version,
        supported: supported
          .map((each) => each.version)
          .slice(-4)
          .join(', '),
      },
    });
  },
});

/** Whose numbering the members' versions are of; undefined where they differ, or nobody wrote their dates down. */
function productOf({ name, versions }: Component, { deployments }: Cluster): VariantVersions | undefined {
  const [variant, ...others] = new Set(deployments.map((member) => member.variant));
  if (others.length > 0) return undefined;
  return variant === undefined ? { name: name.en, lines: versions.lines } : versions.variants?.[variant];
}

function hasEnded({ ended, endOfLife }: VersionLine, today: string): boolean {
  return ended === true || (endOfLife !== undefined && endOfLife <= today);
}

/** The lines a version may belong to: `3.9` for 3.9.1; for a bare 7 all of 7.0, 7.2, 7.4. */
function linesOf(version: string, lines: readonly VersionLine[]): readonly VersionLine[] {
  const numbers = /\d+(?:\.\d+)*/.exec(version)?.[0].split('.') ?? [];
  return lines.filter((line) =>
    line.version.split('.').every((part, index) => numbers[index] === undefined || numbers[index] === part),
  );
}

/** A version older than every line of the table shares the fate of the oldest one. */
function before(version: SemVer, lines: readonly VersionLine[]): readonly VersionLine[] {
  const [oldest] = lines.toSorted(byVersion);
  const start = coerce(oldest?.version);
  return oldest !== undefined && start !== null && compare(version, start) < 0 ? [oldest] : [];
}

function byVersion(a: VersionLine, b: VersionLine): number {
  return compare(coerce(a.version) ?? '0.0.0', coerce(b.version) ?? '0.0.0');
}
