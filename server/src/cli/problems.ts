import type { Texts } from '../describe/texts.ts';
import { blindSpots, unfollowed } from '../project/blind.ts';
import type { Project } from '../project/project.ts';
import { problemLines } from '../report/text.ts';
import { printError } from './terminal.ts';
import type { Say } from './words.ts';

/** Names on standard error what kept the review from seeing all, and what could not be followed. */
export function printProblems(project: Project, texts: Texts, say: Say): void {
  printBelow(say('notAllSeen'), problemLines(blindSpots(project), project, texts));
  printBelow(say('notFollowed'), problemLines(unfollowed(project), project, texts));
}

function printBelow(title: string, lines: readonly string[]): void {
  if (lines.length > 0) printError([title, ...lines.map((line) => `  ${line}`)].join('\n'));
}
