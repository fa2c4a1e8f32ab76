import { type InlayHintLabelPart, MarkupKind, type Position } from 'vscode-languageserver-types';
import { groupBy } from '../base/group.ts';
import { inForceText } from '../describe/fact.ts';
import type { Rule } from '../knowledge/types.ts';
import { chainsOf } from '../model/chain.ts';
import type { Client } from '../model/part.ts';
import type { Cluster } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import type { Finding } from '../review/finding.ts';
import { inForce } from '../review/fact-in-force.ts';
import type { Hint, HintContext } from './hint-context.ts';

/** More than these on one line are noise. */
const most = 3;

/** Defaults that a finding is about, behind the line it marks: nobody wrote them, and the review turns on them. */
export function defaultHints(uri: string, context: HintContext): Hint[] {
  const { project, texts } = context;
  const told = project.findings(uri).flatMap((finding) => {
    const line = project.range(finding.at)?.start.line;
    const subject = line === undefined ? undefined : subjectOf(finding, project);
    const rule = texts.catalog.rule(finding.rule);
    return line === undefined || subject === undefined || rule === undefined
      ? []
      : defaultsOf(rule, subject, context).map((part) => ({ line, part }));
  });
  return [...groupBy(told, ({ line }) => line)].flatMap(([line, group]) => {
    const position = endOfLine(uri, line, project);
    return position === undefined ? [] : group.slice(0, most).map(({ part }) => ({ position, part }));
  });
}

function subjectOf({ subject }: Finding, project: Project): Cluster | Client | undefined {
  const { clusters, clients } = project.system();
  return clusters.find(({ id }) => id === subject) ?? clients.find(({ id }) => id === subject);
}

/** The setting a rule is about where none of those it judges is written. */
function defaultsOf({ params }: Rule, subject: Cluster | Client, context: HintContext): InlayHintLabelPart[] {
  const { project, texts, linked } = context;
  // The first line of a configuration file is no place for what the file does not say.
  if (subject.kind === 'cluster' && subject.deployments.every(({ controller }) => controller === 'file')) return [];
  const judged = (params['settings'] as readonly string[] | undefined) ?? [];
  const [id] = judged;
  if (id === undefined || judged.some((each) => chainsOf(subject, each).length > 0)) return [];
  const { value, from } = inForce(subject, id, project.knowledge);
  if (value === undefined || from !== 'default') return [];
  const name = id.slice(id.indexOf(':') + 1);
  const tooltip = texts.labelled(texts.phrase('card.in-force'), inForceText(subject, id, project, texts, linked));
  return [
    {
      value: texts.phrase('hint.default', { name, value: value === '' ? '""' : value }),
      tooltip: { kind: MarkupKind.Markdown, value: tooltip },
    },
  ];
}

/** Behind the last character of a line that is no white space. */
function endOfLine(uri: string, line: number, project: Project): Position | undefined {
  const lines = project.lines(uri);
  const text = project.text(uri);
  if (lines === undefined || text === undefined) return undefined;
  const start = lines.start(line);
  return { line, character: text.slice(start, lines.start(line + 1)).trimEnd().length };
}
