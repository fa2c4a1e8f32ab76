import type {
  Fix,
  Invocation,
  Location,
  Log,
  Notification,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
  Suppression,
} from 'sarif';
import { fixTitle, message, problemMessage, relatedMessage } from '../describe/message.ts';
import { namedPage } from '../describe/markdown.ts';
import { pageMarkdown } from '../describe/page.ts';
import { ruleUrl } from '../describe/rule-link.ts';
import { rulePage } from '../describe/rule-page.ts';
import { Citations } from '../describe/sources.ts';
import type { Texts } from '../describe/texts.ts';
import type { Confidence, Rule, Severity } from '../knowledge/types.ts';
import { blindSpots, unfollowed } from '../project/blind.ts';
import { fixEdits } from '../project/edit.ts';
import { rangeOf } from '../project/locate.ts';
import type { ProjectProblem } from '../project/file.ts';
import type { Project } from '../project/project.ts';
import type { Finding, Suppressed } from '../review/finding.ts';
import type { Tool } from './json.ts';
import { LineHashes } from './line-hash.ts';
import { type Place, placeOf, region } from './place.ts';

type Level = 'error' | 'warning' | 'note';

const levels: Readonly<Record<Severity, Level>> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * SARIF 2.1.0 as GitHub code scanning wants it. `prefix` leads from the repository's root to the paths of the project.
 * See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
 */
export function sarif(project: Project, texts: Texts, tool: Tool, prefix: string): Log {
  const { rules } = texts.catalog.knowledge;
  const context: Context = {
    project,
    texts,
    prefix,
    ruleIndex: new Map(rules.map((rule, i) => [rule.id, i])),
    hashes: new Map(),
  };
  const { findings, suppressed } = project.review();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ArchLens',
            version: tool.version,
            semanticVersion: tool.version,
            rules: rules.map((rule) => descriptor(rule, texts, project.config.site)),
          },
        },
        language: texts.language === 'zh-cn' ? 'zh-CN' : 'en-US',
        columnKind: 'utf16CodeUnits',
        automationDetails: { id: 'archlens/' },
        invocations: [invocationOf(context)],
        results: [
          ...findings.map((finding) => result(finding, [], context)),
          ...suppressed.map((entry) => result(entry.finding, [suppression(entry)], context)),
        ],
      },
    ],
  };
}

interface Context {
  readonly project: Project;
  readonly texts: Texts;
  readonly prefix: string;
  readonly ruleIndex: ReadonlyMap<string, number>;
  /** By URI; made where a file has findings. */
  readonly hashes: Map<string, LineHashes>;
}

function descriptor(rule: Rule, texts: Texts, site: string | undefined): ReportingDescriptor {
  const page = rulePage(rule, {
    texts,
    page: namedPage,
    project: undefined,
    writing: undefined,
    citations: new Citations(texts),
  });
  const helpUri = ruleUrl(rule.id, texts, { site });
  const severity = rule.severity.prod === 'off' ? 'info' : rule.severity.prod;
  return {
    id: rule.id,
    name: rule.id.replaceAll(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: texts.of(rule.title) },
    fullDescription: { text: texts.of(rule.why).slice(0, 1024) },
    help: { text: texts.of(rule.remedy), markdown: pageMarkdown({ blocks: page }) },
    ...(helpUri !== undefined && { helpUri }),
    ...(rule.aliases.length > 0 && { deprecatedIds: [...rule.aliases] }),
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: [rule.category, ...rule.components],
      precision: precisions[rule.confidence],
      'problem.severity': severity === 'info' ? 'recommendation' : severity,
      // Its presence makes an alert a security alert, so only security rules have it.
      ...(rule.category === 'security' && { 'security-severity': securitySeverities[severity] }),
    },
  };
}

const precisions: Readonly<Record<Confidence, string>> = { high: 'high', medium: 'medium', low: 'low' };

/** Middles of the ranges GitHub calls high, medium and low. */
const securitySeverities: Readonly<Record<Severity, string>> = { error: '8.0', warning: '5.5', info: '2.0' };

function result(finding: Finding, suppressions: Suppression[], context: Context): Result {
  const { project, texts, ruleIndex } = context;
  const related = finding.related.map((one, i): Location => ({
    id: i + 1,
    message: { text: inMessage(relatedMessage(finding, one, texts)) },
    physicalLocation: physical(placeOf(one.at, project), context.prefix),
  }));
  const place = placeOf(finding.at, project);
  const hash = hashesOf(finding.at.uri, context)?.of(place.line);
  const fix = fixOf(finding, context);
  return {
    ruleId: finding.rule,
    ruleIndex: ruleIndex.get(finding.rule) ?? -1,
    level: levels[finding.severity],
    message: { text: messageText(finding, texts) },
    locations: [{ physicalLocation: physical(place, context.prefix) }],
    ...(related.length > 0 && { relatedLocations: related }),
    partialFingerprints: {
      'archlensFinding/v1': finding.fingerprint,
      ...(hash !== undefined && { primaryLocationLineHash: hash }),
    },
    suppressions,
    ...(fix !== undefined && { fixes: [fix] }),
    properties: {
      category: finding.category,
      confidence: finding.confidence,
      component: finding.component,
      environment: finding.environment,
      environments: [...finding.environments],
    },
  };
}

/** The sentence, then one link for each related place: viewers show only those that are referred to. */
function messageText(finding: Finding, texts: Texts): string {
  const links = finding.related.map((one, i) => `[${inMessage(relatedMessage(finding, one, texts))}](${i + 1})`);
  return [inMessage(message(finding, texts)), ...links].join(' ');
}

/** Square brackets make links in SARIF messages. */
function inMessage(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&');
}

function physical(place: Place, prefix: string): PhysicalLocation {
  return { artifactLocation: { uri: uriOf(prefix + place.path) }, region: regionOf(place) };
}

function regionOf({ line, column, endLine, endColumn }: Omit<Place, 'path'>): Region {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function hashesOf(uri: string, { project, hashes }: Context): LineHashes | undefined {
  const text = project.text(uri);
  if (text === undefined) return undefined;
  const known = hashes.get(uri) ?? new LineHashes(text);
  hashes.set(uri, known);
  return known;
}

function suppression({ by, reason }: Suppressed): Suppression {
  return {
    kind: by === 'comment' ? 'inSource' : 'external',
    status: 'accepted',
    ...(reason !== undefined && { justification: reason }),
  };
}

function fixOf(finding: Finding, { project, texts, prefix }: Context): Fix | undefined {
  const title = fixTitle(finding, texts);
  const edits = finding.fix === undefined ? [] : fixEdits(project, finding.fix);
  if (title === undefined || edits.length === 0) return undefined;
  return {
    description: { text: title },
    artifactChanges: edits.map(({ uri, range, newText }) => ({
      artifactLocation: { uri: uriOf(prefix + project.path(uri)) },
      replacements: [{ deletedRegion: regionOf(region(range)), insertedContent: { text: newText } }],
    })),
  };
}

/**
 * What was not seen is an error of the run, and what files refer to that could not be followed a note; what is wrong in the
 * review's own configuration is a condition of the tool's configuration.
 */
function invocationOf(context: Context): Invocation {
  const { project } = context;
  const configs = new Set(project.configUris());
  const spots = blindSpots(project);
  return {
    executionSuccessful: true,
    toolConfigurationNotifications: spots
      .filter(({ uri }) => configs.has(uri))
      .map((one) => notification(one, 'error', context)),
    toolExecutionNotifications: [
      ...spots.filter(({ uri }) => !configs.has(uri)).map((one) => notification(one, 'error', context)),
      ...unfollowed(project).map((one) => notification(one, 'note', context)),
    ],
  };
}

function notification(
  { uri, problem }: ProjectProblem,
  level: 'error' | 'note',
  { project, texts, prefix }: Context,
): Notification {
  const path = prefix + project.path(uri);
  const lines = project.lines(uri);
  const range = lines === undefined || problem.span === undefined ? undefined : rangeOf(problem.span, lines);
  const location = {
    artifactLocation: { uri: uriOf(path) },
    ...(range !== undefined && { region: regionOf(region(range)) }),
  };
  return {
    descriptor: { id: problem.code },
    level,
    message: { text: inMessage(problemMessage(problem, texts)) },
    // What concerns the whole workspace has no place.
    ...(path !== '' && { locations: [{ physicalLocation: location }] }),
  };
}
