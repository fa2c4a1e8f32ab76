import { parse } from 'yaml';
import { catalogOf } from '../server/src/knowledge/catalog.ts';
import type { Claim, Knowledge } from '../server/src/knowledge/types.ts';
import { knowledgeFiles, loadChecks, shapes } from './build.ts';
import { compile } from './compile/compile.ts';
import { walk } from './compile/file.ts';

/** One point of the notes this project grew from. */
export interface CoveragePoint {
  readonly section: string;
  readonly point: string;
  readonly verdict: 'covered' | 'corrected' | 'left-out';
  /** Ids of the entries that say it. */
  readonly by: readonly string[];
  readonly why?: string;
}

interface WrittenSection {
  readonly section: string;
  readonly points: readonly (Omit<CoveragePoint, 'section' | 'by'> & { readonly by?: readonly string[] })[];
}

/** The points of `coverage.yaml`, in order. */
export function coveragePoints(text: string): CoveragePoint[] {
  return (parse(text) as readonly WrittenSection[]).flatMap(({ section, points }) =>
    points.map((point) => ({ by: [], ...point, section })),
  );
}

/** Statements without a source; the build lets none through, so a report that finds one found a hole in the build. */
export function unsourced(knowledge: Knowledge): string[] {
  const { components, concepts, comparisons } = knowledge;
  return [...components, ...concepts, ...comparisons].flatMap((entry) =>
    Array.from(walk(entry))
      .filter(({ value }) => isClaim(value) && value.sources.length === 0)
      .map(({ path }) => [entry.id, ...path].join('.')),
  );
}

function isClaim(value: object): value is Claim {
  return 'text' in value && 'sources' in value && Array.isArray(value.sources);
}

/** Sources and version tables that were last read more than `days` before `today` (ISO date). */
export function stale({ sources, components }: Knowledge, today: string, days: number): string[] {
  const oldest = new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
  return [
    ...sources.filter(({ read }) => read < oldest).map(({ key, read }) => `source ${key}, read ${read}`),
    ...components
      .filter(({ versions }) => versions.lines.length > 0 && versions.checked < oldest)
      .map(({ id, versions }) => `versions of ${id}, checked ${versions.checked}`),
  ];
}

/** Ids in the coverage table that are no entry. */
export function unresolved(points: readonly CoveragePoint[], knowledge: Knowledge): string[] {
  const known = new Set(catalogOf(knowledge).ids);
  return [...new Set(points.flatMap(({ by }) => by).filter((id) => !known.has(id)))];
}

function counts(knowledge: Knowledge): string[] {
  const { components, rules, concepts, comparisons, sources, verified } = knowledge;
  const claims = [...components, ...concepts, ...comparisons].flatMap((entry) =>
    Array.from(walk(entry)).filter(({ value }) => isClaim(value)),
  );
  const table: readonly (readonly [string, number])[] = [
    ['components', components.length],
    ['settings', components.reduce((sum, { settings }) => sum + settings.length, 0)],
    ['rules', rules.length],
    ['concepts', concepts.length],
    ['comparisons', comparisons.length],
    ['cells of comparisons', comparisons.reduce((sum, { options, rows }) => sum + options.length * rows.length, 0)],
    ['statements with sources', claims.length],
    ['sources', sources.length],
    ['statements seen on a real server', Object.values(verified).flat().length],
  ];
  return table.map(([what, count]) => `${String(count).padStart(6)}  ${what}`);
}

function coverageLines(points: readonly CoveragePoint[]): string[] {
  const lines: string[] = [];
  for (const section of new Set(points.map((point) => point.section))) {
    lines.push('', section);
    for (const { point, verdict, by, why } of points.filter((one) => one.section === section)) {
      lines.push(`  ${verdict.padEnd(9)}  ${point}`);
      lines.push(`             ${[by.join(', '), why ?? ''].filter((text) => text !== '').join(' · ')}`.trimEnd());
    }
  }
  return lines.filter((line, i) => line !== '' || i > 0);
}

async function main(): Promise<void> {
  const files = knowledgeFiles();
  const { knowledge, problems } = compile(files, shapes(), (await loadChecks()).checks);
  const points = coveragePoints(files.get('coverage.yaml') ?? '[]');
  const today = new Date().toISOString().slice(0, 10);
  const faults = [
    ...problems.map(({ path, line, message }) => `knowledge/${path}:${line}: ${message}`),
    ...unsourced(knowledge).map((place) => `without a source: ${place}`),
    ...stale(knowledge, today, 365).map((what) => `not read for a year: ${what}`),
    ...unresolved(points, knowledge).map((id) => `coverage.yaml names '${id}', which is no entry`),
  ];
  const verdicts = (['covered', 'corrected', 'left-out'] as const).map(
    (verdict) => `${points.filter((point) => point.verdict === verdict).length} ${verdict}`,
  );
  console.log([...counts(knowledge), '', `Points of the notes: ${points.length} (${verdicts.join(', ')})`].join('\n'));
  console.log(coverageLines(points).join('\n'));
  console.log(faults.length === 0 ? '\nNothing is unsourced or stale.' : `\n${faults.join('\n')}`);
  if (faults.length > 0) process.exitCode = 1;
}

if (import.meta.main) await main();
