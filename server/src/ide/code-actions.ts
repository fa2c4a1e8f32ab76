import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type SnippetTextEdit,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import { fixTitle } from '../describe/message.ts';
import type { Texts } from '../describe/texts.ts';
import { fixEdits } from '../project/edit.ts';
import type { Project } from '../project/project.ts';
import type { Finding } from '../review/finding.ts';
import { findingDiagnostic } from './diagnostics.ts';
import { idAt } from './explain.ts';
import { type Insertion, suppressFile, suppressLine } from './suppression-edit.ts';

/** What the client can do with an action. */
export interface CodeActionOptions {
  /** Edits may hold snippets, so that the reason can be typed at once. */
  readonly snippets: boolean;
  /** Commands that open the page of a rule, and of an id; absent where the client has none. */
  readonly showRule?: string;
  readonly explain?: string;
  /** What the client opens pages by, as the diagnostics were told. */
  readonly pages?: string | undefined;
  /** Kinds that are asked for; all where absent. */
  readonly only?: readonly string[];
}

/** For each finding in a range: its fix, an answer to it on the line and in the file, and its rule. */
export function codeActions(
  project: Project,
  uri: string,
  range: Range,
  texts: Texts,
  options: CodeActionOptions,
): CodeAction[] {
  const found = project.findings(uri).flatMap((finding) => {
    const diagnostic = findingDiagnostic(project, finding, texts, options);
    return diagnostic === undefined ? [] : [{ finding, diagnostic }];
  });
  const here = found.filter(({ diagnostic }) => touches(diagnostic.range, range));
  const quick = wants(options, CodeActionKind.QuickFix)
    ? here.flatMap((one) => actionsOf(project, one.finding, one.diagnostic, texts, options))
    : [];
  const all =
    wants(options, fixAllKind) && options.only !== undefined
      ? fixAll(
          project,
          found.map(({ finding }) => finding),
          texts,
        )
      : [];
  return [...quick, ...all, ...explanations(project, uri, range, texts, options)];
}

/** What stands at the cursor can be explained, with or without a finding. */
function explanations(
  project: Project,
  uri: string,
  range: Range,
  texts: Texts,
  options: CodeActionOptions,
): CodeAction[] {
  const { explain, only } = options;
  if (explain === undefined || only !== undefined) return [];
  const id = idAt(project, uri, range.start, texts);
  if (id === undefined) return [];
  const title = texts.phrase('action.explain', { name: id });
  return [{ title, kind: CodeActionKind.Empty, command: { title, command: explain, arguments: [{ id }] } }];
}

const fixAllKind = `${CodeActionKind.SourceFixAll}.archlens`;

function wants({ only }: CodeActionOptions, kind: string): boolean {
  return only === undefined || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
}

function touches(a: Range, b: Range): boolean {
  const before = (x: Range['start'], y: Range['start']): boolean =>
    x.line < y.line || (x.line === y.line && x.character <= y.character);
  return before(a.start, b.end) && before(b.start, a.end);
}

function actionsOf(
  project: Project,
  finding: Finding,
  diagnostic: Diagnostic,
  texts: Texts,
  options: CodeActionOptions,
): CodeAction[] {
  const file = project.file(finding.at.uri);
  if (file === undefined) return [];
  const line = suppressLine(file, finding.at, finding.rule);
  const whole = suppressFile(file, finding.rule);
  const suppression = (title: string, insertion: Insertion | undefined): CodeAction[] =>
    insertion === undefined
      ? []
      : [action(title, [diagnostic], insert(file.uri, file.version, insertion, texts, options))];
  return [
    ...fixOf(project, finding, diagnostic, texts),
    ...suppression(texts.phrase('action.suppress-line', { rule: finding.rule }), line),
    ...suppression(texts.phrase('action.suppress-file', { rule: finding.rule }), whole),
    ...showRule(finding, diagnostic, texts, options),
  ];
}

function action(title: string, diagnostics: Diagnostic[], edit: WorkspaceEdit): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, diagnostics, edit };
}

function fixOf(project: Project, finding: Finding, diagnostic: Diagnostic, texts: Texts): CodeAction[] {
  const title = fixTitle(finding, texts);
  if (finding.fix === undefined || title === undefined) return [];
  const changes = changesOf(project, [finding]);
  if (changes === undefined) return [];
  return [{ ...action(title, [diagnostic], { changes }), isPreferred: finding.fix.disposition === 'safe' }];
}

/** Only fixes that cannot change anything else are applied together. */
function fixAll(project: Project, findings: readonly Finding[], texts: Texts): CodeAction[] {
  const safe = findings.filter(({ fix }) => fix?.disposition === 'safe');
  const changes = changesOf(project, safe);
  return changes === undefined ? [] : [{ title: texts.phrase('action.fix-all'), kind: fixAllKind, edit: { changes } }];
}

function changesOf(project: Project, findings: readonly Finding[]): Record<string, TextEdit[]> | undefined {
  const changes: Record<string, TextEdit[]> = {};
  for (const { fix } of findings) {
    for (const { uri, range, newText } of fix === undefined ? [] : fixEdits(project, fix)) {
      const edits = (changes[uri] ??= []);
      const known = edits.some((edit) => JSON.stringify(edit.range) === JSON.stringify(range));
      if (!known) edits.push({ range: { start: { ...range.start }, end: { ...range.end } }, newText });
    }
  }
  return Object.keys(changes).length === 0 ? undefined : changes;
}

function insert(
  uri: string,
  version: number | undefined,
  { range, text, after }: Insertion,
  texts: Texts,
  { snippets }: CodeActionOptions,
): WorkspaceEdit {
  const reason = texts.phrase('action.reason-placeholder');
  if (!snippets) return { changes: { [uri]: [{ range, newText: `${text}${reason}${after}` }] } };
  const edit: SnippetTextEdit = {
    range,
    snippet: { kind: 'snippet', value: `${escapeSnippet(text)}\${1:${escapeSnippet(reason)}}${after}` },
  };
  const documentEdit: TextDocumentEdit = { textDocument: { uri, version: version ?? null }, edits: [edit] };
  return { documentChanges: [documentEdit] };
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function showRule(
  finding: Finding,
  diagnostic: Diagnostic,
  texts: Texts,
  { showRule: command }: CodeActionOptions,
): CodeAction[] {
  if (command === undefined) return [];
  const title = texts.phrase('action.show-rule', { rule: finding.rule });
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      command: { title, command, arguments: [finding.rule] },
    },
  ];
}
