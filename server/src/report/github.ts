import type { Severity } from '../knowledge/types.ts';
import { message } from '../describe/message.ts';
import type { Texts } from '../describe/texts.ts';
import { blindSpots, unfollowed } from '../project/blind.ts';
import type { ProjectProblem } from '../project/file.ts';
import type { Project } from '../project/project.ts';
import { isUnseen } from '../project/unseen.ts';
import { reportedProblem } from './json.ts';
import { placeOf } from './place.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Workflow commands, which GitHub shows beside the changed lines: findings, then what was not seen and what could not be
 * followed. `prefix` leads from the repository's root to the paths of the project.
 * Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
 */
export function github(project: Project, texts: Texts, prefix: string): string {
  const lines = project.review().findings.map((finding) => {
    const { path, line, column, endLine, endColumn } = placeOf(finding.at, project);
    const place = { file: prefix + path, line, endLine, ...(line === endLine && { col: column, endColumn }) };
    const properties = Object.entries({ ...place, title: finding.rule }).map(
      ([key, value]) => `${key}=${property(String(value))}`,
    );
    return `::${commands[finding.severity]} ${properties.join(',')}::${data(message(finding, texts))}\n`;
  });
  const said = (command: string, problems: readonly ProjectProblem[]): string[] =>
    problems.map((problem) => {
      const { path, line, code, message: text } = reportedProblem(problem, project, texts);
      const place = path === '.' ? '' : `file=${property(prefix + path)},line=${line},`;
      return `::${command} ${place}title=${property(code)}::${data(text)}\n`;
    });
  // A workflow shows ten notices only; what Helm could add is no matter of a pull request.
  const followed = unfollowed(project).filter(({ problem }) => !isUnseen(problem));
  return [...lines, ...said('warning', blindSpots(project)), ...said('notice', followed)].join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
