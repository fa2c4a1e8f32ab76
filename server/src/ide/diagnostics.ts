import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver-types';
import { Derived } from '../base/derived.ts';
import { isEqual } from '../base/equal.ts';
import { message, problemMessage, relatedMessage } from '../describe/message.ts';
import { type RuleLinks, ruleUrl } from '../describe/rule-link.ts';
import type { Texts } from '../describe/texts.ts';
import type { Severity } from '../knowledge/types.ts';
import type { Problem } from '../model/part.ts';
import type { Project } from '../project/project.ts';
import type { Finding, Related } from '../review/finding.ts';
import { rangeOfAnchor, rangeOfSpan } from './range.ts';

/** `Diagnostic.source` of everything ArchLens says; other tools filter by it. */
const diagnosticSource = 'archlens';

/** `Diagnostic.data`: finds the finding again for its quick fixes. */
export interface DiagnosticData {
  readonly fingerprint: string;
}

/** Findings of a file with links to their rules' pages, and what kept us from reading it where no other extension says so. */
export function diagnostics(
  project: Project,
  uri: string,
  texts: Texts,
  { pages }: Pick<RuleLinks, 'pages'> = {},
): Diagnostic[] {
  const found = project.findings(uri).flatMap((finding) => findingDiagnostic(project, finding, texts, { pages }) ?? []);
  const problems = ownProblems(project, uri).flatMap(
    (problem) => problemDiagnostic(project, uri, problem, texts) ?? [],
  );
  return [...found, ...problems];
}

export function findingDiagnostic(
  project: Project,
  finding: Finding,
  texts: Texts,
  { pages }: Pick<RuleLinks, 'pages'> = {},
): Diagnostic | undefined {
  const range = rangeOfAnchor(project, finding.at);
  if (range === undefined) return undefined;
  const href = ruleUrl(finding.rule, texts, { site: project.config.site, pages });
  const related = finding.related.flatMap((one) => relatedInformation(project, finding, one, texts) ?? []);
  const before = last.get(finding);
  if (
    before?.texts === texts &&
    before.href === href &&
    isEqual(before.range, range) &&
    isEqual(before.related, related)
  )
    return before.diagnostic;
  const data: DiagnosticData = { fingerprint: finding.fingerprint };
  const diagnostic: Diagnostic = {
    range,
    severity: severities[finding.severity],
    source: diagnosticSource,
    code: finding.rule,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    message: messageOnce(finding, texts),
    ...(related.length === 0 ? {} : { relatedInformation: related }),
    ...(finding.category === 'version' ? { tags: [DiagnosticTag.Deprecated] } : {}),
    data,
  };
  last.set(finding, { texts, href, range, related, diagnostic });
  return diagnostic;
}

/** What was last made of a finding: the same again while it stands where it stood. */
const last = new WeakMap<Finding, Told>();

interface Told {
  readonly texts: Texts;
  readonly href: string | undefined;
  readonly range: Diagnostic['range'];
  readonly related: readonly DiagnosticRelatedInformation[];
  readonly diagnostic: Diagnostic;
}

const messages = new Derived<Finding['args'], string>();

/** An edit elsewhere moves a finding and leaves its words. */
function messageOnce(finding: Finding, texts: Texts): string {
  return messages.of(finding.args, [texts, finding.rule, ...finding.environments], () => message(finding, texts));
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

function relatedInformation(
  project: Project,
  finding: Finding,
  related: Related,
  texts: Texts,
): DiagnosticRelatedInformation | undefined {
  const range = rangeOfAnchor(project, related.at);
  return range === undefined
    ? undefined
    : { location: { uri: related.at.uri, range }, message: relatedMessage(finding, related, texts) };
}

/** Mistakes in the YAML itself are what every YAML extension reports; repeating them is noise. */
const saidByOthers = new Set([
  'syntax',
  'conflict',
  'tab-indent',
  'wrong-indent',
  'duplicate-key',
  'unknown-alias',
  'template',
]);

function ownProblems(project: Project, uri: string): readonly Problem[] {
  return project.problemsIn(uri).filter(({ code }) => !saidByOthers.has(code));
}

function problemDiagnostic(project: Project, uri: string, problem: Problem, texts: Texts): Diagnostic | undefined {
  if (problem.span === undefined) return undefined;
  const range = rangeOfSpan(project, uri, problem.span);
  if (range === undefined) return undefined;
  // What could not be followed leaves the file itself well understood.
  const isRead = project.part(uri)?.status === 'ok';
  return {
    range,
    severity: isRead ? DiagnosticSeverity.Information : DiagnosticSeverity.Warning,
    source: diagnosticSource,
    code: problem.code,
    message: problemMessage(problem, texts),
  };
}
