import type { Language } from '../base/language.ts';
import { textsIn } from '../describe/texts.ts';
import { catalog } from '../knowledge/catalog.ts';
import { blindSpots } from '../project/blind.ts';
import { inspectText } from '../report/inspect-text.ts';
import { inspectJson } from '../report/json.ts';
import { coloured, plain } from '../report/paint.ts';
import { openProject } from './open.ts';
import { printProblems } from './problems.ts';
import { reportTo } from './report-to.ts';
import { wantsColour } from './terminal.ts';
import { version } from './version.ts';
import type { Say } from './words.ts';

export interface InspectOptions {
  readonly language: Language;
  readonly format?: 'text' | 'json';
  readonly output?: string;
  readonly config?: string;
  readonly quiet?: boolean;
  readonly render?: string;
  readonly helm?: string;
}

/** `archlens inspect`. Returns the exit code. */
export async function runInspect(paths: readonly string[], options: InspectOptions, say: Say): Promise<number> {
  const project = await openProject(paths, options, say);
  const texts = textsIn(options.language, catalog());
  if (options.format === 'json') {
    reportTo(
      options.output,
      JSON.stringify(inspectJson(project, texts, { name: 'archlens', version: version() }), undefined, 2),
      say,
    );
  } else {
    const paint = options.output === undefined && wantsColour(process.stdout) ? coloured : plain;
    reportTo(options.output, inspectText(project, texts, paint), say);
    printProblems(project, texts, say);
  }
  return blindSpots(project).length > 0 ? 2 : 0;
}
