import type { Category, Confidence, Rule, Severity } from '../knowledge/types.ts';
import type { Environment } from '../model/environment.ts';
import { message, problemMessage, relatedMessage } from '../describe/message.ts';
import type { Texts } from '../describe/texts.ts';
import { rangeOf } from '../project/locate.ts';
import { blindSpots, unfollowed } from '../project/blind.ts';
import type { ProjectProblem } from '../project/file.ts';
import type { Project } from '../project/project.ts';
import type { Finding } from '../review/finding.ts';
import { inspect, type Inspection } from './inspect.ts';
import { byPlace, type Place, placeOf, region } from './place.ts';

/** Name and version every report carries. */
export interface Tool {
  readonly name: string;
  readonly version: string;
}

interface Envelope {
  readonly schemaVersion: 1;
  readonly tool: Tool;
}

export interface ReportedRelated extends Place {
  readonly message: string;
}

export interface ReportedFinding extends Place {
  readonly rule: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly component: string;
  readonly environment: Environment;
  /** All environments it holds in; `environment` is the one that decides the severity. */
  readonly environments: readonly Environment[];
  readonly message: string;
  readonly related: readonly ReportedRelated[];
  readonly fingerprint: string;
  readonly fixable: boolean;
}

export interface ReportedSuppressed extends ReportedFinding {
  readonly suppressedBy: 'comment' | 'config';
  readonly reason: string | null;
}

export interface ReportedProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
}

export interface Summary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export interface CheckReport extends Envelope {
  readonly summary: Summary;
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly ReportedSuppressed[];
  /** What kept the review from seeing all; with any, the exit code is 2. */
  readonly problems: readonly ReportedProblem[];
  /** What files refer to and could not be followed. */
  readonly notes: readonly ReportedProblem[];
}

/** `archlens inspect --format json`. */
export function inspectJson(project: Project, texts: Texts, tool: Tool): Envelope & Inspection {
  return { schemaVersion: 1, tool, ...inspect(project, texts) };
}

/** `archlens check --format json`. */
export function checkJson(project: Project, texts: Texts, tool: Tool): CheckReport {
  const { findings, suppressed } = project.review();
  const sorted = <T extends ReportedFinding>(list: readonly T[]): T[] =>
    list.toSorted(byPlace((finding) => finding.rule));
  const said = (problems: readonly ProjectProblem[]): ReportedProblem[] =>
    problems.map((problem) => reportedProblem(problem, project, texts)).toSorted(byPlace((problem) => problem.code));
  return {
    schemaVersion: 1,
    tool,
    summary: summary(project),
    findings: sorted(findings.map((finding) => reported(finding, project, texts))),
    suppressed: sorted(
      suppressed.map(({ finding, by, reason }) => ({
        ...reported(finding, project, texts),
        suppressedBy: by,
        reason: reason ?? null,
      })),
    ),
    problems: said(blindSpots(project)),
    notes: said(unfollowed(project)),
  };
}

export function summary(project: Project): Summary {
  const { findings } = project.review();
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { files: project.files().length, errors: count('error'), warnings: count('warning'), infos: count('info') };
}

/** `archlens rules --format json`. */
export function rulesJson(rules: readonly Rule[], texts: Texts): object {
  return {
    schemaVersion: 1,
    rules: rules.map((rule) => ({
      id: rule.id,
      title: texts.of(rule.title),
      category: rule.category,
      severity: worst(rule),
      severities: rule.severity,
      confidence: rule.confidence,
      components: rule.components,
      fixable: rule.fixable,
      aliases: rule.aliases,
      since: rule.since,
    })),
  };
}

/** The severity in the environment where the rule weighs most. */
function worst(rule: Rule): Severity | 'off' {
  const order = ['error', 'warning', 'info'] as const;
  return order.find((severity) => Object.values(rule.severity).includes(severity)) ?? 'off';
}

function reported(finding: Finding, project: Project, texts: Texts): ReportedFinding {
  const { rule, category, severity, confidence, component, environment, environments, fingerprint, fix } = finding;
  return {
    rule,
    category,
    severity,
    confidence,
    component,
    environment,
    environments,
    message: message(finding, texts),
    ...placeOf(finding.at, project),
    related: finding.related.map((related) => ({
      ...placeOf(related.at, project),
      message: relatedMessage(finding, related, texts),
    })),
    fingerprint,
    fixable: fix !== undefined,
  };
}

export function reportedProblem({ uri, problem }: ProjectProblem, project: Project, texts: Texts): ReportedProblem {
  const lines = project.lines(uri);
  const { line, column } = region(
    lines === undefined || problem.span === undefined ? undefined : rangeOf(problem.span, lines),
  );
  const path = project.path(uri);
  return { path: path === '' ? '.' : path, line, column, code: problem.code, message: problemMessage(problem, texts) };
}
