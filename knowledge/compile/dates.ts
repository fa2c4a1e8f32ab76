import { coerce, compare } from 'semver';
import type { Component, Source, VersionLine } from '../../server/src/knowledge/types.ts';
import type { KnowledgeFile, Problem } from './file.ts';

/** The version lines stand newest first, once each, and their dates are dates in the right order. */
export function checkVersions(file: KnowledgeFile, { versions }: Component): Problem[] {
  const problems: Problem[] = [];
  if (!isDate(versions.checked))
    problems.push(file.problem(['versions', 'checked'], `'${versions.checked}' is not a date`));
  problems.push(...checkLines(file, versions.lines, ['versions', 'lines']));
  for (const [variant, { lines }] of Object.entries(versions.variants ?? {}))
    problems.push(...checkLines(file, lines, ['versions', 'variants', variant, 'lines']));
  return problems;
}

function checkLines(file: KnowledgeFile, lines: readonly VersionLine[], path: readonly (string | number)[]): Problem[] {
  const problems: Problem[] = [];
  for (const [index, line] of lines.entries()) {
    const at = [...path, index];
    for (const key of ['released', 'endOfLife'] as const) {
      const date = line[key];
      if (date !== undefined && !isDate(date)) problems.push(file.problem([...at, key], `'${date}' is not a date`));
    }
    if (line.released !== undefined && line.endOfLife !== undefined && line.released > line.endOfLife) {
      problems.push(file.problem([...at, 'endOfLife'], `version ${line.version} ended before it was released`));
    }
    const newer = lines[index - 1];
    if (newer !== undefined && order(newer.version, line.version) <= 0) {
      problems.push(
        file.problem([...at, 'version'], `version lines stand newest first: ${newer.version} before ${line.version}`),
      );
    }
  }
  return problems;
}

/** The sources' addresses and dates can be read, and they stand in the order of their keys. */
export function checkSources(file: KnowledgeFile, sources: readonly Source[]): Problem[] {
  const problems: Problem[] = [];
  for (const [index, { key, url, read }] of sources.entries()) {
    if (!URL.canParse(url)) problems.push(file.problem([key, 'url'], `'${url}' is not an address`));
    if (!isDate(read)) problems.push(file.problem([key, 'read'], `'${read}' is not a date`));
    const before = sources[index - 1];
    if (before !== undefined && before.key >= key)
      problems.push(file.problem([key], `'${key}' stands after '${before.key}': sort by key`, 'key'));
  }
  return problems;
}

export function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function order(a: string, b: string): number {
  return compare(coerce(a) ?? '0.0.0', coerce(b) ?? '0.0.0');
}
