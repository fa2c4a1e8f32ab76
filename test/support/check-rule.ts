import assert from 'node:assert/strict';
import type { Range } from '../../server/src/project/locate.ts';
import type { Project } from '../../server/src/project/project.ts';
import type { Finding } from '../../server/src/review/finding.ts';
import { markersOf } from './markers.ts';
import { projectOf } from './review-files.ts';

/** Path → text. */
export type Files = Readonly<Record<string, string>>;

/** A project in which nothing kept the review from seeing all. */
export async function reviewed(files: Files): Promise<Project> {
  const project = await projectOf(files);
  assert.deepEqual(project.problems(), []);
  return project;
}

export function findingsOf(rule: string, project: Project): readonly Finding[] {
  return project.review().findings.filter((finding) => finding.rule === rule);
}

/** `path:line:column-end` of each finding of a rule, one-based, in the order of the text. */
export function placesOf(rule: string, project: Project): readonly string[] {
  return findingsOf(rule, project)
    .map(({ at }) => {
      const range = project.range(at);
      assert.ok(range !== undefined, `${rule} marks no place`);
      const end = endOnFirstLine(range, at.uri, project);
      return placeText(project.path(at.uri), range.start.line, range.start.character, end);
    })
    .toSorted();
}

/** The places that the markers of a rule name, in the words of `placesOf`. */
export function markedPlaces(rule: string, files: Files): readonly string[] {
  return Object.entries(files)
    .flatMap(([path, text]) =>
      markersOf(text)
        .filter((marker) => marker.name === rule)
        .map(({ line, start, end }) => placeText(path, line, start, end)),
    )
    .toSorted();
}

function placeText(path: string, line: number, start: number, end: number): string {
  return `${path}:${line + 1}:${start + 1}-${end + 1}`;
}

/** A range of several lines is marked on its first line. */
function endOnFirstLine({ start, end }: Range, uri: string, project: Project): number {
  if (end.line === start.line) return end.character;
  return (project.text(uri) ?? '').split('\n')[start.line]?.length ?? 0;
}
