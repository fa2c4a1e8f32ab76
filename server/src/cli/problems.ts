import type { Texts } from '../describe/texts.ts';
import { blindSpots } from '../project/blind.ts';
import type { Project } from '../project/project.ts';
import { problemLines } from '../report/text.ts';
import { printError } from './terminal.ts';
import type { Say } from './words.ts';

/** Names on standard error what kept the review from seeing all. */
export function printProblems(project: Project, texts: Texts, say: Say): void {
  const blind = blindSpots(project);
  if (blind.length === 0) return;
  const lines = problemLines(blind, project, texts).map((line) => `  ${line}`);
  printError([say('notAllSeen'), ...lines].join('\n'));
}
