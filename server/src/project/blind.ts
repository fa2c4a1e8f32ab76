import type { ProjectProblem } from './file.ts';
import type { Project } from './project.ts';

/** Left aside on purpose, or read as every reader of the format would. */
const harmless: ReadonlySet<string> = new Set(['template', 'duplicate-key']);

/** Left aside because of their size alone: they may hold anything. */
const unseen: ReadonlySet<string> = new Set(['too-large', 'file-too-large']);

/**
 * Problems because of which a review may have missed something: what could not be read, and configuration that could not
 * be understood; by path and place. Files that were skipped for what they are, and not for their size, are none.
 */
export function blindSpots(project: Project): readonly ProjectProblem[] {
  const found = project.problems().filter(({ uri, problem }) => {
    const part = project.part(uri);
    if (part === undefined || unseen.has(problem.code)) return true;
    return part.status !== 'skipped' && part.status !== 'ok' && !harmless.has(problem.code);
  });
  return byPlace(found, project);
}

/** What a file refers to and nobody could follow: a circle, a missing file. The file itself was read wholly. */
export function unfollowed(project: Project): readonly ProjectProblem[] {
  const found = project.problems().filter(({ uri, problem }) => {
    const isHarmless = harmless.has(problem.code) || unseen.has(problem.code);
    return problem.span !== undefined && !isHarmless && project.part(uri)?.status === 'ok';
  });
  return byPlace(found, project);
}

function byPlace(found: readonly ProjectProblem[], project: Project): readonly ProjectProblem[] {
  const placed = found.map((one) => ({ one, path: project.path(one.uri), start: one.problem.span?.start ?? 0 }));
  placed.sort((a, b) => (a.path === b.path ? a.start - b.start : a.path < b.path ? -1 : 1));
  return placed.map(({ one }) => one);
}
