import type { Problem } from '../model/part.ts';
import type { Project, ProjectProblem } from './project.ts';

/** Left aside on purpose, or read as every reader of the format would. */
const harmless: ReadonlySet<string> = new Set(['template', 'duplicate-key', 'too-large', 'file-too-large']);

/**
 * Problems because of which a review may have missed something: what could not be read, and configuration that could not
 * be understood. Files that were skipped on purpose are none.
 */
export function blindSpots(project: Project): readonly ProjectProblem[] {
  return project.problems().filter(({ uri, problem }) => {
    const part = project.part(uri);
    return part === undefined || (part.status !== 'skipped' && part.status !== 'ok' && hides(problem));
  });
}

function hides(problem: Problem): boolean {
  return !harmless.has(problem.code);
}
