import type { Texts } from '../describe/texts.ts';
import { blindSpots, unfollowed } from '../project/blind.ts';
import type { ProjectProblem } from '../project/file.ts';
import type { Project } from '../project/project.ts';
import { isUnseen } from '../project/unseen.ts';
import { problemLines } from '../report/text.ts';
import { printError } from './terminal.ts';
import type { Say } from './words.ts';

/** Names on standard error what kept the review from seeing all, and what could not be followed. `prefix` stands before its paths. */
export function printProblems(project: Project, texts: Texts, say: Say, prefix = ''): void {
  printBelow(say('notAllSeen'), problemLines(blindSpots(project), project, texts, { kind: 'read', prefix }));
  const followed = unfollowed(project);
  const isAboutHelm = ({ problem }: ProjectProblem): boolean => isUnseen(problem);
  printBelow(
    say('notFollowed'),
    problemLines(
      followed.filter((each) => !isAboutHelm(each)),
      project,
      texts,
      { kind: 'followed', prefix },
    ),
  );
  const count = followed.filter(isAboutHelm).length;
  if (count > 0) printError(say('helmUnseen', { count }));
}

function printBelow(title: string, lines: readonly string[]): void {
  if (lines.length > 0) printError([title, ...lines.map((line) => `  ${line}`)].join('\n'));
}
