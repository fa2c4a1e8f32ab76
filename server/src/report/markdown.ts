import type { Severity } from '../knowledge/types.ts';
import { placeText } from '../describe/fact.ts';
import { code, escaped, link } from '../describe/markdown.ts';
import { message, relatedMessage } from '../describe/message.ts';
import { ruleUrl } from '../describe/rule-link.ts';
import type { Texts } from '../describe/texts.ts';
import { activeClusters } from '../model/system.ts';
import type { Project } from '../project/project.ts';
import type { Finding } from '../review/finding.ts';
import { summary } from './json.ts';

const signs: Readonly<Record<Severity, string>> = { error: '🔴', warning: '🟡', info: '🔵' };

/** A summary for `$GITHUB_STEP_SUMMARY` and comments: what was found, by severity, each with its place. */
export function markdown(project: Project, texts: Texts): string {
  const { findings, suppressed } = project.review();
  const { files, errors, warnings, infos } = summary(project);
  const counts = [
    counted('error', errors, texts),
    counted('warning', warnings, texts),
    counted('info', infos, texts),
  ].join(' · ');
  const seen = `${counted('file', files, texts)} · ${counted('cluster', activeClusters(project.system()).length, texts)}`;
  const sections = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const some = findings.filter((finding) => finding.severity === severity);
    return some.length === 0
      ? []
      : [
          `### ${signs[severity]} ${texts.phrase(`severity.${severity}`)}`,
          some.map((one) => item(one, project, texts)).join('\n'),
        ];
  });
  const answered = suppressed.length === 0 ? [] : [texts.phrase('text.suppressed', { count: suppressed.length })];
  return `${['## ArchLens', `**${counts}** — ${seen}`, ...sections, ...answered].join('\n\n')}\n`;
}

function item(finding: Finding, project: Project, texts: Texts): string {
  const related = finding.related.map(
    (one) => `\n  - ${placeText(one.at, project)} ${relatedMessage(finding, one, texts, escaped)}`,
  );
  return `- ${placeText(finding.at, project)} **${ruleText(finding.rule, project, texts)}** — ${message(finding, texts, escaped)}${related.join('')}`;
}

/** A link where the team has published the pages. */
function ruleText(id: string, { config: { site } }: Project, texts: Texts): string {
  const url = site === undefined ? undefined : ruleUrl(id, texts, { site });
  return url === undefined ? code(id) : link(code(id), url);
}

function counted(what: string, count: number, texts: Texts): string {
  return texts.phrase(count === 1 ? `count.${what}-one` : `count.${what}-many`, { count });
}
