import { groupBy } from '../base/group.ts';
import type { Severity } from '../knowledge/types.ts';
import type { Anchor } from '../model/anchor.ts';
import { activeClusters } from '../model/system.ts';
import { environmentNames, fixTitle, message, relatedMessage, remedy } from '../describe/message.ts';
import type { Texts } from '../describe/texts.ts';
import type { ProjectProblem } from '../project/file.ts';
import type { Project } from '../project/project.ts';
import type { Finding } from '../review/finding.ts';
import { codeFrame } from './code-frame.ts';
import { reportedProblem, summary } from './json.ts';
import type { Paint } from './paint.ts';
import { placeOf } from './place.ts';
import { printable } from './width.ts';

export interface TextOptions {
  readonly paint: Paint;
  /** Columns of the terminal. */
  readonly columns: number;
  /** Leads from the folder the reader is in to the paths of the project, so that terminals find the places. */
  readonly prefix: string;
  /** Findings only, without the closing lines. */
  readonly quiet: boolean;
}

/** Findings for people, each with the lines it is about. */
export function checkText(project: Project, texts: Texts, options: TextOptions): string {
  const { findings } = project.review();
  const linesOf = lineReader(project);
  const blocks = findings.map((finding) => findingBlock(finding, project, texts, { ...options, linesOf }));
  if (!options.quiet) {
    blocks.push(summaryLine(project, texts, options.paint));
    if (findings.length > 0) blocks.push(`${options.paint.dim(texts.phrase('text.hint'))}\n`);
  }
  return blocks.join('\n');
}

/** How many lines of one file's problems are shown; of what is no valid text, the first one stands for those that follow from it. */
const mostLines = { read: 1, followed: 5 } as const;

/** Problems, a few lines for each file: what is said in several places of it is said once. */
export function problemLines(
  problems: readonly ProjectProblem[],
  project: Project,
  texts: Texts,
  { kind, prefix }: { readonly kind: keyof typeof mostLines; readonly prefix: string },
): readonly string[] {
  return [...groupBy(problems, ({ uri }) => uri).values()].flatMap((ofFile) => {
    const reported = ofFile.map((problem) => reportedProblem(problem, project, texts));
    const told = kind === 'read' ? reported : [...groupBy(reported, (each) => each.message).values()].flatMap(firstOf);
    const shown = told.slice(0, mostLines[kind]);
    const left = told.length - shown.length;
    return shown.map(({ path, line, column, message: text }, index) => {
      const isLast = left > 0 && index === shown.length - 1;
      const all = isLast ? texts.noted(text, texts.phrase('card.more-findings', { count: left })) : text;
      return printable(`${prefix}${path}:${line}:${column} ${all}`);
    });
  });
}

function firstOf<T>(items: readonly T[]): readonly T[] {
  return items.slice(0, 1);
}

/** Lines of files. Findings are sorted by file: the file last asked for is all that is kept. */
function lineReader(project: Project): Frames['linesOf'] {
  let last: { readonly uri: string; readonly lines: readonly string[] | undefined } | undefined;
  return (uri) => {
    if (last?.uri !== uri) last = { uri, lines: project.text(uri)?.split(/\r\n|\n|\r/) };
    return last.lines;
  };
}

interface Frames extends Pick<TextOptions, 'paint' | 'columns' | 'prefix'> {
  linesOf(uri: string): readonly string[] | undefined;
}

function findingBlock(finding: Finding, project: Project, texts: Texts, frames: Frames): string {
  const { paint, prefix } = frames;
  const severity = shade(finding.severity, paint)(texts.phrase(`severity.${finding.severity}`));
  const kind = [texts.phrase(`category.${finding.category}`), environmentNames(finding, texts)].join(' · ');
  const head = `${paint.bold(where(finding.at, project, prefix))}  ${severity}  ${paint.bold(finding.rule)}  ${paint.dim(kind)}`;
  const frame = frameOf(finding, message(finding, texts, printable), project, frames);
  const notes = [
    ...relatedNotes(finding, project, texts, prefix),
    printable(fixTitle(finding, texts) ?? remedy(finding, texts)),
  ];
  const indent = ' '.repeat(gutter);
  return [head, ...frame, ...notes.map((note) => `${indent} ${paint.blue('=')} ${note}`), ''].join('\n');
}

const gutter = 6;

function frameOf(finding: Finding, text: string, project: Project, { paint, columns, linesOf }: Frames): string[] {
  const range = project.range(finding.at);
  const lines = linesOf(finding.at.uri);
  const margin = `${' '.repeat(gutter)} ${paint.dim('│')}`;
  if (range === undefined || lines === undefined) return [`${margin} ${text}`];
  const to = range.start.line === range.end.line ? range.end.character : undefined;
  const frame = codeFrame(
    lines,
    { line: range.start.line, from: range.start.character, to },
    Math.max(40, columns - gutter - 3),
  );
  const rows = frame.lines.map(
    ({ number, text: line }) => `${paint.dim(`${String(number).padStart(gutter)} │`)} ${line}`,
  );
  const caret = '^'.repeat(frame.caret.length);
  return [...rows, `${margin} ${' '.repeat(frame.caret.column)}${shade(finding.severity, paint)(`${caret} ${text}`)}`];
}

function relatedNotes(finding: Finding, project: Project, texts: Texts, prefix: string): string[] {
  return finding.related.map(
    (related) => `${where(related.at, project, prefix)} ${relatedMessage(finding, related, texts, printable)}`,
  );
}

function where(at: Anchor, project: Project, prefix: string): string {
  const { path, line, column } = placeOf(at, project);
  return printable(`${prefix}${path}:${line}:${column}`);
}

function summaryLine(project: Project, texts: Texts, paint: Paint): string {
  const { files, errors, warnings, infos } = summary(project);
  const counts = (['error', 'warning', 'info'] as const).map((severity, i) => {
    const count = [errors, warnings, infos][i] ?? 0;
    const text = counted(`count.${severity}`, count, texts);
    return count > 0 ? shade(severity, paint)(text) : text;
  });
  const suppressed = project.review().suppressed.length;
  const more = suppressed === 0 ? '' : ` · ${texts.phrase('text.suppressed', { count: suppressed })}`;
  const clusters = activeClusters(project.system()).length;
  const seen = `${counted('count.file', files, texts)} · ${counted('count.cluster', clusters, texts)}`;
  return `${counts.join(' · ')}${more} — ${seen}`;
}

function counted(key: string, count: number, texts: Texts): string {
  return texts.phrase(count === 1 ? `${key}-one` : `${key}-many`, { count });
}

function shade(severity: Severity, paint: Paint): (text: string) => string {
  return severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : paint.cyan;
}
