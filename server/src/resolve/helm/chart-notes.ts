import { basename, folderOf, resolvePath } from '../../base/uri.ts';
import type { Extraction } from '../../extract/extraction.ts';
import { textOf } from '../../extract/field.ts';
import { alone, type Effective } from '../effective.ts';
import type { Files } from '../files.ts';
import { chartIn, filePathOf, type Dependency } from './chart.ts';
import { Notes } from './notes.ts';

const deepest = 20;

/**
 * The list of the charts that a chart brings: what of them cannot be seen here. Charts that are fetched from elsewhere are no
 * matter of a note. Source: https://helm.sh/docs/topics/charts/#chart-dependencies
 */
export function resolveChartList(extraction: Extraction, files: Files): Effective {
  const { uri } = extraction;
  const folder = folderOf(uri);
  const chart = chartIn(folder, files);
  if (chart === undefined) return alone(extraction);
  const notes = new Notes(uri);
  for (const dependency of chart.dependencies) {
    noteMissing(dependency, folder, files, notes);
    const circle = circleThrough(dependency, folder, files);
    if (circle !== undefined)
      notes.add('chart-cycle', dependency.at, { path: [folder, ...circle].map(basename).join(' → ') });
  }
  const problems = [...extraction.problems, ...notes.all];
  return notes.all.length === 0 ? alone(extraction) : alone({ ...extraction, problems });
}

function noteMissing(dependency: Dependency, folder: string, files: Files, notes: Notes): void {
  const { at, chart, archive, repository } = dependency;
  if (dependency.folder !== undefined) return;
  if (archive !== undefined) {
    notes.add('chart-packed', at, { chart, file: `charts/${basename(archive)}` });
    return;
  }
  const path = filePathOf(repository);
  if (path === undefined || repository === undefined) return;
  const target = resolvePath(folder, path);
  if (target === undefined || !files.isInside(target))
    notes.add('file-outside', repository, { path: textOf(repository) ?? path });
  else notes.add('chart-dependency-missing', repository, { chart, path });
}

/** The way from a chart through one that it brings back to itself. */
function circleThrough({ folder }: Dependency, home: string, files: Files): readonly string[] | undefined {
  const seen = new Set<string>();
  const search = (at: string, way: readonly string[]): readonly string[] | undefined => {
    if (at === home) return [...way, at];
    if (seen.has(at) || way.length > deepest) return undefined;
    seen.add(at);
    for (const next of chartIn(at, files)?.dependencies ?? []) {
      const found = next.folder === undefined ? undefined : search(next.folder, [...way, at]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return folder === undefined ? undefined : search(folder, []);
}
