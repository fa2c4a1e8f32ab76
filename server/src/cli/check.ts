import { relative, resolve, sep } from 'node:path';
import type { Language } from '../base/language.ts';
import { filePath } from '../base/uri.ts';
import { catalog } from '../knowledge/catalog.ts';
import type { Severity } from '../knowledge/types.ts';
import { type Texts, textsIn } from '../describe/texts.ts';
import { blindSpots } from '../project/blind.ts';
import type { Project } from '../project/project.ts';
import { github } from '../report/github.ts';
import { checkJson } from '../report/json.ts';
import { coloured, plain } from '../report/paint.ts';
import { checkText } from '../report/text.ts';
import { openProject } from './open.ts';
import { printProblems } from './problems.ts';
import { reportTo } from './report-to.ts';
import { wantsColour } from './terminal.ts';
import { version } from './version.ts';
import type { Say } from './words.ts';

export interface CheckOptions {
  readonly language: Language;
  readonly format?: 'text' | 'json' | 'sarif' | 'github' | 'markdown';
  readonly failOn?: Severity | 'never';
  readonly output?: string;
  readonly config?: string;
  readonly quiet?: boolean;
  readonly render?: string;
  readonly helm?: string;
}

/** `archlens check`. Returns the exit code. */
export async function runCheck(paths: readonly string[], options: CheckOptions, say: Say): Promise<number> {
  const project = await openProject(paths, options, say);
  const texts = textsIn(options.language, catalog());
  reportTo(options.output, await reportOf(project, texts, options), say);
  const blind = blindSpots(project);
  if (options.format !== 'json') printProblems(project, texts, say, pathPrefix(project));
  if (blind.length > 0) return 2;
  return failing(project, options.failOn ?? 'error') ? 1 : 0;
}

async function reportOf(project: Project, texts: Texts, options: CheckOptions): Promise<string> {
  const tool = { name: 'archlens', version: version() };
  switch (options.format) {
    case 'json':
      return JSON.stringify(checkJson(project, texts, tool), undefined, 2);
    case 'sarif': {
      const { sarif } = await import('../report/sarif.ts');
      return JSON.stringify(sarif(project, texts, tool, prefixOf(project)), undefined, 2);
    }
    case 'github':
      return github(project, texts, prefixOf(project));
    case 'markdown': {
      const { markdown } = await import('../report/markdown.ts');
      return markdown(project, texts);
    }
    default: {
      const paint = options.output === undefined && wantsColour(process.stdout) ? coloured : plain;
      return checkText(project, texts, {
        paint,
        columns: process.stdout.columns ?? 120,
        prefix: pathPrefix(project),
        quiet: options.quiet === true,
      });
    }
  }
}

/** Way from the folder one is in, which in CI is the repository's root, to what the project's paths start from. */
function prefixOf(project: Project): string {
  const base = project.roots[0]?.uri;
  const way = base === undefined ? '' : relative(resolve('.'), filePath(base)).split(sep).join('/');
  return way === '' ? '' : `${way}/`;
}

/** The same for people, who give a path to their editor: whole where it would lead out of the folder they are in. */
function pathPrefix(project: Project): string {
  const base = project.roots[0]?.uri;
  const prefix = prefixOf(project);
  return base === undefined || !/^(?:\.\.\/|\/|[A-Za-z]:)/.test(prefix)
    ? prefix
    : `${filePath(base).replace(/[\\/]$/, '')}/`;
}

const weights: Readonly<Record<Severity, number>> = { info: 1, warning: 2, error: 3 };

function failing(project: Project, failOn: Severity | 'never'): boolean {
  if (failOn === 'never') return false;
  return project.review().findings.some((finding) => weights[finding.severity] >= weights[failOn]);
}
